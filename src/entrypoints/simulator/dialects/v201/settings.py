"""The variables of a small charging station, by component and name."""

from entrypoints.simulator.settings import Meaning, Setting, truth, whole_number


def is_password(value: str) -> bool:
    """Allow 16 to 40 characters (BasicAuthPassword, A00.FR.205)."""
    return 16 <= len(value) <= 40


SETTINGS = {
    ("SecurityCtrlr", "BasicAuthPassword"): Setting("", is_password, Meaning.PASSWORD, secret=True),
    ("SecurityCtrlr", "Identity"): Setting("", meaning=Meaning.IDENTITY, read_only=True),
    ("SecurityCtrlr", "SecurityProfile"): Setting("1", read_only=True),
    ("OCPPCommCtrlr", "HeartbeatInterval"): Setting("60", whole_number, Meaning.HEARTBEAT_SECONDS),
    ("OCPPCommCtrlr", "MessageAttempts"): Setting("3", whole_number, Meaning.MESSAGE_ATTEMPTS),
    ("OCPPCommCtrlr", "MessageAttemptInterval"): Setting(
        "10", whole_number, Meaning.MESSAGE_RETRY_SECONDS
    ),
    ("OCPPCommCtrlr", "OfflineThreshold"): Setting("60", whole_number),
    ("OCPPCommCtrlr", "WebSocketPingInterval"): Setting("0", whole_number, needs_reboot=True),
    ("SampledDataCtrlr", "TxUpdatedInterval"): Setting("10", whole_number, Meaning.READING_SECONDS),
    ("SampledDataCtrlr", "TxUpdatedMeasurands"): Setting(
        "Energy.Active.Import.Register,Power.Active.Import,SoC"
    ),
    ("TxCtrlr", "StopTxOnInvalidId"): Setting("true", truth, Meaning.STOP_WHEN_REFUSED),
    ("TxCtrlr", "TxStartPoint"): Setting("Authorized", read_only=True),
    ("TxCtrlr", "TxStopPoint"): Setting("Authorized", read_only=True),
    ("AuthCtrlr", "AuthorizeRemoteStart"): Setting("false", read_only=True),
    ("AuthCtrlr", "LocalPreAuthorize"): Setting("false", truth),
    ("AuthCacheCtrlr", "Enabled"): Setting("false", truth),
    ("ChargingStation", "Model"): Setting("", meaning=Meaning.MODEL, read_only=True),
    ("ChargingStation", "VendorName"): Setting("", meaning=Meaning.VENDOR, read_only=True),
}
