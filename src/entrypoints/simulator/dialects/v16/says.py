"""Sayings in the words of OCPP 1.6."""

from entrypoints.simulator.clock import rfc3339
from entrypoints.simulator.dialects.dialect import Say, Words
from entrypoints.simulator.frames import Payload
from entrypoints.simulator.sayings import (
    Alive,
    Booted,
    Cause,
    MeterRead,
    OutletState,
    Reading,
    StateChanged,
    StatusOf,
    TokenShown,
    TransactionEnded,
    TransactionMetered,
    TransactionStarted,
)

SHOWS = {
    OutletState.AVAILABLE: "Available",
    OutletState.PLUGGED_IN: "Preparing",
    OutletState.CHARGING: "Charging",
    OutletState.SUSPENDED_BY_EV: "SuspendedEV",
    OutletState.FINISHING: "Finishing",
    OutletState.UNAVAILABLE: "Unavailable",
}
STOP_REASONS = {
    Cause.LOCAL: "Local",
    Cause.REMOTE_STOP: "Remote",
    Cause.EV_LEFT: "EVDisconnected",
    Cause.DEAUTHORIZED: "DeAuthorized",
    Cause.SOFT_RESET: "SoftReset",
    Cause.HARD_RESET: "HardReset",
    Cause.UNLOCKED: "UnlockCommand",
    Cause.POWER_LOSS: "PowerLoss",
}
CONTEXTS = {Cause.PERIODIC: "Sample.Periodic", Cause.TRIGGERED: "Trigger"}
# A start that was given up leaves a transaction without a number; -1 is what stations send then.
NO_TRANSACTION = -1


def _boot(said: Booted) -> Words:
    return "BootNotification", {
        "chargePointVendor": said.vendor,
        "chargePointModel": said.model,
        "chargePointSerialNumber": said.serial,
        "firmwareVersion": said.firmware,
    }


def _status(said: StateChanged) -> Words | None:
    if said.outlet == 0 and SHOWS[said.state] not in {"Available", "Unavailable"}:
        return None
    return "StatusNotification", {
        "connectorId": said.outlet,
        "errorCode": "NoError",
        "status": SHOWS[said.state],
        "timestamp": rfc3339(said.at),
    }


def _meter_value(reading: Reading, context: str) -> Payload:
    samples = (
        ("Energy.Active.Import.Register", reading.energy_wh, "Wh", "Outlet"),
        ("Power.Active.Import", reading.power_w, "W", "Outlet"),
        ("SoC", reading.soc_percent, "Percent", "EV"),
    )
    return {
        "timestamp": rfc3339(reading.at),
        "sampledValue": [
            {
                "value": str(value),
                "context": context,
                "measurand": measurand,
                "unit": unit,
                "location": location,
            }
            for measurand, value, unit, location in samples
        ],
    }


def _meter(said: MeterRead) -> Words:
    value = _meter_value(said.reading, "Trigger")
    return "MeterValues", {"connectorId": said.outlet, "meterValue": [value]}


def _start(said: TransactionStarted) -> Words:
    transaction = said.transaction
    return "StartTransaction", {
        "connectorId": transaction.outlet,
        "idTag": transaction.id_token,
        "meterStart": transaction.start.energy_wh,
        "timestamp": rfc3339(said.at),
    }


def _reading(said: TransactionMetered) -> Words:
    numbered = said.transaction.csms_id
    return "MeterValues", {
        "connectorId": said.transaction.outlet,
        **({} if numbered is None else {"transactionId": numbered}),
        "meterValue": [_meter_value(said.reading, CONTEXTS[said.cause])],
    }


def _stop(said: TransactionEnded) -> Words:
    numbered = said.transaction.csms_id
    return "StopTransaction", {
        "transactionId": NO_TRANSACTION if numbered is None else numbered,
        "meterStop": said.reading.energy_wh,
        "timestamp": rfc3339(said.at),
        "reason": STOP_REASONS[said.cause],
        **({"idTag": said.id_token} if said.id_token else {}),
    }


SAYS: dict[type, Say] = {
    Booted: _boot,
    Alive: lambda _: ("Heartbeat", {}),
    StateChanged: _status,
    TokenShown: lambda said: ("Authorize", {"idTag": said.id_token}),
    MeterRead: _meter,
    StatusOf: lambda said: (f"{said.errand}StatusNotification", {"status": "Idle"}),
    TransactionStarted: _start,
    TransactionMetered: _reading,
    TransactionEnded: _stop,
}
