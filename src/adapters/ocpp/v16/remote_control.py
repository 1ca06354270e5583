"""Instructions as 1.6 says them (5.2 to 5.18; security white paper A01, 5.5)."""

import re
from types import MappingProxyType
from typing import Any

from msgspec import UNSET

from adapters.ocpp.dialect import Ask, Dialog, Run, Speaker
from adapters.ocpp.limits import in_pages
from adapters.ocpp.messages import v16
from adapters.ocpp.raw import BY_ROTATION, raw_call
from adapters.ocpp.redaction import is_secret
from adapters.ocpp.rotation import rotated
from adapters.ocpp.v16.costs import show_cost, show_price
from application.provisioning.learn_settings import LearnSettings
from domain.instruction import (
    ChangeAvailability,
    ChangeSettings,
    ClearCache,
    Outcome,
    RawCall,
    ReadInventory,
    ReadSettings,
    RemoteStart,
    RemoteStop,
    Reset,
    RotateSecret,
    SendData,
    ShowCost,
    ShowPrice,
    Trigger,
    Triggered,
    Unlock,
    Verdict,
)
from domain.station import Setting, SettingKey

VERDICTS = MappingProxyType(
    {
        "Accepted": Verdict.ACCEPTED,
        "Scheduled": Verdict.SCHEDULED,
        "RebootRequired": Verdict.REBOOT_REQUIRED,
        "Unlocked": Verdict.ACCEPTED,
        "Rejected": Verdict.REJECTED,
        "UnlockFailed": Verdict.REJECTED,
        "NotSupported": Verdict.NOT_SUPPORTED,
        "NotImplemented": Verdict.NOT_SUPPORTED,
        "UnknownMessageId": Verdict.REJECTED,
        "UnknownVendorId": Verdict.REJECTED,
    }
)
"""The status of an answer → the verdict."""

TRIGGERS = MappingProxyType(
    {
        Triggered.BOOT: "BootNotification",
        Triggered.HEARTBEAT: "Heartbeat",
        Triggered.STATUS: "StatusNotification",
        Triggered.METER_VALUES: "MeterValues",
        Triggered.FIRMWARE_STATUS: "FirmwareStatusNotification",
        Triggered.LOG_STATUS: "DiagnosticsStatusNotification",
    }
)
EXTENDED_TRIGGERS = MappingProxyType({Triggered.CERTIFICATE_REQUEST: "SignChargePointCertificate"})
"""What only the white paper's ExtendedTriggerMessage can ask for."""

SECRET_BYTES = 20
"""AuthorizationKey is sent as 40 hexadecimal digits, and used as the bytes they mean."""

KEYS_A_MESSAGE = 50
MOST_READ = SettingKey("GetConfigurationMaxKeys")
"""Keys in one request: fifty, where the station has not told that it takes fewer (9.1.10)."""

AUTHORIZATION_KEY = "AuthorizationKey"

NUMBER = re.compile(r"-?[0-9]{1,10}")
"""How the number of a transaction is written; one of another version may have any name."""


def verdict(status: str, **details: Any) -> Outcome:
    """The outcome that an answer's status means."""
    said = {name: value for name, value in details.items() if value}
    return Outcome(VERDICTS.get(status, Verdict.REJECTED), status, said)


def _remote_start(asked: RemoteStart, _: Speaker) -> Dialog:
    request = v16.RemoteStartTransactionRequest(
        id_tag=asked.token, connector_id=asked.evse or UNSET
    )
    reply = yield Ask("RemoteStartTransaction", request)
    return verdict(reply.status)


def _remote_stop(asked: RemoteStop, _: Speaker) -> Dialog:
    if not NUMBER.fullmatch(asked.reference):
        return Outcome(Verdict.NOT_SUPPORTED, "", {"reason": "1.6 knows transactions by number."})
    request = v16.RemoteStopTransactionRequest(transaction_id=int(asked.reference))
    reply = yield Ask("RemoteStopTransaction", request)
    return verdict(reply.status)


def _reset(asked: Reset, _: Speaker) -> Dialog:
    if asked.evse is not None:
        return Outcome(Verdict.NOT_SUPPORTED, "", {"reason": "1.6 resets the whole station."})
    reply = yield Ask("Reset", v16.ResetRequest(type="Soft" if asked.graceful else "Hard"))
    return verdict(reply.status)


def _unlock(asked: Unlock, _: Speaker) -> Dialog:
    reply = yield Ask("UnlockConnector", v16.UnlockConnectorRequest(connector_id=asked.evse))
    return verdict(reply.status)


def _change_availability(asked: ChangeAvailability, _: Speaker) -> Dialog:
    request = v16.ChangeAvailabilityRequest(
        connector_id=asked.evse or 0, type="Operative" if asked.operative else "Inoperative"
    )
    reply = yield Ask("ChangeAvailability", request)
    return verdict(reply.status)


def _read_settings(asked: ReadSettings, speaker: Speaker) -> Dialog:
    names = tuple(key.variable for key in asked.keys)
    pages = yield from in_pages(names, speaker, MOST_READ, KEYS_A_MESSAGE)
    told: list[Setting] = []
    unknown: list[str] = []
    for page in pages or [()]:
        reply = yield Ask("GetConfiguration", v16.GetConfigurationRequest(key=page or UNSET))
        unknown += reply.unknown_key or ()
        told += (
            Setting(SettingKey(item.key), item.value or None, readonly=item.readonly)
            for item in reply.configuration_key or ()
            if not is_secret(item.key)
        )
    yield Run(LearnSettings(speaker.caller.station, tuple(told), whole=not names))
    values = {setting.key.variable: setting.value for setting in told}
    return Outcome(Verdict.ACCEPTED, "", {"settings": values, "unknown": unknown})


def _read_inventory(_: ReadInventory, speaker: Speaker) -> Dialog:
    return (yield from _read_settings(ReadSettings(), speaker))


def _change_settings(asked: ChangeSettings, speaker: Speaker) -> Dialog:
    if any(is_secret(key.variable) for key, _ in asked.values):
        return Outcome(Verdict.REJECTED, "", {"reason": BY_ROTATION})
    statuses: dict[str, str] = {}
    for key, value in asked.values:
        request = v16.ChangeConfigurationRequest(key=key.variable, value=value)
        reply = yield Ask("ChangeConfiguration", request)
        statuses[key.variable] = reply.status
        if VERDICTS[reply.status] in {Verdict.ACCEPTED, Verdict.REBOOT_REQUIRED}:
            yield Run(LearnSettings(speaker.caller.station, (Setting(key, value),)))
    verdicts = [VERDICTS[status] for status in statuses.values()]
    return Outcome(_worst(verdicts), "", {"results": statuses})


_FROM_BEST = (
    Verdict.ACCEPTED,
    Verdict.REBOOT_REQUIRED,
    Verdict.NOT_SUPPORTED,
    Verdict.REJECTED,
)


def _worst(verdicts: list[Verdict]) -> Verdict:
    return max(verdicts, key=_FROM_BEST.index, default=Verdict.ACCEPTED)


def _rotate_secret(_: RotateSecret, speaker: Speaker) -> Dialog:
    secret = speaker.secret(SECRET_BYTES)
    request = v16.ChangeConfigurationRequest(key=AUTHORIZATION_KEY, value=secret.hex().upper())
    ask = Ask("ChangeConfiguration", request)
    return verdict((yield from rotated(speaker, secret, ask, lambda reply: str(reply.status))))


def _trigger(asked: Trigger, _: Speaker) -> Dialog:
    connector = asked.evse or UNSET
    wanted: Any = TRIGGERS.get(asked.message)
    if wanted is not None:
        plain = v16.TriggerMessageRequest(requested_message=wanted, connector_id=connector)
        reply = yield Ask("TriggerMessage", plain)
        return verdict(reply.status)
    wanted = EXTENDED_TRIGGERS.get(asked.message)
    if wanted is None:
        return Outcome(Verdict.NOT_SUPPORTED, "", {"reason": "1.6 cannot ask for it."})
    extended = v16.ExtendedTriggerMessageRequest(requested_message=wanted, connector_id=connector)
    reply = yield Ask("ExtendedTriggerMessage", extended)
    return verdict(reply.status)


def _clear_cache(_asked: ClearCache, _: Speaker) -> Dialog:
    reply = yield Ask("ClearCache", v16.ClearCacheRequest())
    return verdict(reply.status)


def _send_data(asked: SendData, _: Speaker) -> Dialog:
    request = v16.DataTransferRequest(
        vendor_id=asked.vendor,
        message_id=asked.message if asked.message is not None else UNSET,
        data=asked.data if asked.data is not None else UNSET,
    )
    reply = yield Ask("DataTransfer", request)
    return verdict(reply.status, data=reply.data or None)


OUTBOUND = {
    RemoteStart: _remote_start,
    RemoteStop: _remote_stop,
    Reset: _reset,
    Unlock: _unlock,
    ChangeAvailability: _change_availability,
    ReadSettings: _read_settings,
    ReadInventory: _read_inventory,
    ChangeSettings: _change_settings,
    RotateSecret: _rotate_secret,
    Trigger: _trigger,
    ClearCache: _clear_cache,
    SendData: _send_data,
    ShowCost: show_cost,
    ShowPrice: show_price,
    RawCall: raw_call,
}
