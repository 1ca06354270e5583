"""OCPP 2.1 contains 2.0.1; what is new is one row each."""

from dataclasses import replace

from entrypoints.simulator.settings import Meaning, Setting

from .v201 import OCPP_2_0_1


def is_password(value: str) -> bool:
    """Allow 16 to 64 characters (BasicAuthPassword, A00.FR.205)."""
    return 16 <= len(value) <= 64


NEW_SETTINGS = {
    ("SecurityCtrlr", "BasicAuthPassword"): Setting("", is_password, Meaning.PASSWORD, secret=True),
}
NEW_ACTIONS = frozenset(
    {
        "AFRRSignal",
        "AdjustPeriodicEventStream",
        "ChangeTransactionTariff",
        "ClearDERControl",
        "ClearTariffs",
        "GetDERControl",
        "GetPeriodicEventStream",
        "GetTariffs",
        "NotifyAllowedEnergyTransfer",
        "NotifyWebPaymentStarted",
        "RequestBatterySwap",
        "SetDERControl",
        "SetDefaultTariff",
        "UpdateDynamicSchedule",
        "UsePriorityCharging",
    }
)
OCPP_2_1 = replace(
    OCPP_2_0_1,
    subprotocol="ocpp2.1",
    known=OCPP_2_0_1.known | NEW_ACTIONS,
    settings={**OCPP_2_0_1.settings, **NEW_SETTINGS},
)
