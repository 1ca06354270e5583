"""The configuration keys of a small charge point."""

import string

from entrypoints.simulator.settings import Meaning, Setting, truth, whole_number


def is_authorization_key(value: str) -> bool:
    """Allow 16 to 20 bytes in hexadecimal, or text of 16 to 40 characters (A00.FR.205)."""
    return 16 <= len(value) <= 40


def authorization_key(value: str) -> bytes:
    """Return the bytes of an AuthorizationKey: hexadecimal stands for raw bytes."""
    is_hex = len(value) >= 32 and len(value) % 2 == 0 and set(value) <= set(string.hexdigits)
    return bytes.fromhex(value) if is_hex else value.encode()


SETTINGS = {
    "AuthorizationKey": Setting("", is_authorization_key, Meaning.PASSWORD, secret=True),
    "AuthorizeRemoteTxRequests": Setting("false", read_only=True),
    "ClockAlignedDataInterval": Setting("0", whole_number),
    "ConnectionTimeOut": Setting("60", whole_number),
    "GetConfigurationMaxKeys": Setting("50", read_only=True),
    "HeartbeatInterval": Setting("60", whole_number, Meaning.HEARTBEAT_SECONDS),
    "LocalAuthorizeOffline": Setting("true", truth),
    "LocalPreAuthorize": Setting("false", truth),
    "MeterValueSampleInterval": Setting("10", whole_number, Meaning.READING_SECONDS),
    "MeterValuesSampledData": Setting("Energy.Active.Import.Register,Power.Active.Import,SoC"),
    "NumberOfConnectors": Setting("1", meaning=Meaning.OUTLETS, read_only=True),
    "ResetRetries": Setting("1", whole_number),
    "StopTransactionOnInvalidId": Setting("true", truth, Meaning.STOP_WHEN_REFUSED),
    "SupportedFeatureProfiles": Setting("Core,RemoteTrigger", read_only=True),
    "TransactionMessageAttempts": Setting("3", whole_number, Meaning.MESSAGE_ATTEMPTS),
    "TransactionMessageRetryInterval": Setting("10", whole_number, Meaning.MESSAGE_RETRY_SECONDS),
    "UnlockConnectorOnEVSideDisconnect": Setting("true", truth),
    "WebSocketPingInterval": Setting("0", whole_number, needs_reboot=True),
}
