"""Instructions as 2.x says them (A01, B05 to B12, C11, E14, F01 to F06, G03, G04, P01)."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import msgspec
from msgspec import UNSET, Struct

from adapters.ocpp.dialect import Ask, Dialog, Run, Speaker
from adapters.ocpp.limits import in_pages
from adapters.ocpp.raw import BY_ROTATION, raw_call
from adapters.ocpp.redaction import is_secret
from adapters.ocpp.rotation import rotated
from adapters.ocpp.v2.authorization import TYPES
from adapters.ocpp.v2.costs import show_cost
from adapters.ocpp.v2.provisioning import setting_key
from application.provisioning.learn_settings import LearnSettings
from domain.instruction import (
    AskTransactionStatus,
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
        "NotImplemented": Verdict.NOT_SUPPORTED,
        "NotSupported": Verdict.NOT_SUPPORTED,
    }
)
"""The status of an answer → the verdict; any other is a refusal."""

TRIGGERS = MappingProxyType(
    {
        Triggered.BOOT: "BootNotification",
        Triggered.HEARTBEAT: "Heartbeat",
        Triggered.STATUS: "StatusNotification",
        Triggered.METER_VALUES: "MeterValues",
        Triggered.TRANSACTION: "TransactionEvent",
        Triggered.LOG_STATUS: "LogStatusNotification",
        Triggered.FIRMWARE_STATUS: "FirmwareStatusNotification",
        Triggered.CERTIFICATE_REQUEST: "SignChargingStationCertificate",
    }
)

PASSWORD = SettingKey("BasicAuthPassword", "SecurityCtrlr")
SECRET_BYTES = 16
"""Sent as 32 hexadecimal digits: within the 16 to 40 characters that every station takes (A01)."""

ITEMS_A_MESSAGE = 50
"""Settings in one request, where the station has not told that it takes fewer."""

MOST_READ, MOST_SET = (
    SettingKey("ItemsPerMessage", "DeviceDataCtrlr", variable_instance=action)
    for action in ("GetVariables", "SetVariables")
)
"""What it may have told (B05.FR.11, B06.FR.16)."""


def verdict(reply: Any, **details: Any) -> Outcome:
    """The outcome that an answer with a status means."""
    info = getattr(reply, "status_info", UNSET)
    said = {name: value for name, value in details.items() if value}
    if info is not UNSET:
        said["reason"] = info.reason_code
        if info.additional_info:
            said["info"] = info.additional_info
    return Outcome(VERDICTS.get(reply.status, Verdict.REJECTED), reply.status, said)


_FROM_BEST = (
    Verdict.ACCEPTED,
    Verdict.REBOOT_REQUIRED,
    Verdict.NOT_SUPPORTED,
    Verdict.REJECTED,
)


def _evse_of(m: Any, number: int | None, connector: int | None = None) -> Struct:
    if not number:
        return UNSET  # type: ignore[return-value] # UNSET stands for the absent
    evse: Struct = m.EVSEType(id=number, connector_id=connector or UNSET)
    return evse


def _named(m: Any, key: SettingKey) -> dict[str, Struct]:
    component = m.ComponentType(
        name=key.component,
        instance=key.component_instance or UNSET,
        evse=_evse_of(m, key.evse, key.connector),
    )
    variable = m.VariableType(name=key.variable, instance=key.variable_instance or UNSET)
    return {"component": component, "variable": variable}


def _attribute(key: SettingKey) -> Any:
    return UNSET if key.attribute == "Actual" else key.attribute


def _remote_start(asked: RemoteStart, speaker: Speaker) -> Dialog:
    m = speaker.messages
    token = m.IdTokenType(id_token=asked.token, type=TYPES[asked.kind])
    request = m.RequestStartTransactionRequest(
        id_token=token, remote_start_id=asked.number, evse_id=asked.evse or UNSET
    )
    reply = yield Ask("RequestStartTransaction", request)
    return verdict(reply, transaction=reply.transaction_id or None)


def _remote_stop(asked: RemoteStop, speaker: Speaker) -> Dialog:
    m = speaker.messages
    request = m.RequestStopTransactionRequest(transaction_id=asked.reference)
    return verdict((yield Ask("RequestStopTransaction", request)))


def _reset(asked: Reset, speaker: Speaker) -> Dialog:
    m = speaker.messages
    kind = "OnIdle" if asked.graceful else "Immediate"
    request = m.ResetRequest(type=kind, evse_id=asked.evse or UNSET)
    return verdict((yield Ask("Reset", request)))


def _unlock(asked: Unlock, speaker: Speaker) -> Dialog:
    m = speaker.messages
    request = m.UnlockConnectorRequest(evse_id=asked.evse, connector_id=asked.connector)
    return verdict((yield Ask("UnlockConnector", request)))


def _change_availability(asked: ChangeAvailability, speaker: Speaker) -> Dialog:
    m = speaker.messages
    request = m.ChangeAvailabilityRequest(
        operational_status="Operative" if asked.operative else "Inoperative",
        evse=_evse_of(m, asked.evse, asked.connector),
    )
    return verdict((yield Ask("ChangeAvailability", request)))


def _read_settings(asked: ReadSettings, speaker: Speaker) -> Dialog:
    m = speaker.messages
    if not asked.keys:
        why = "2.x lists all settings by ReadInventory; ReadSettings names them."
        return Outcome(Verdict.NOT_SUPPORTED, "", {"reason": why})
    results: list[dict[str, Any]] = []
    told: list[Setting] = []
    for page in (yield from in_pages(asked.keys, speaker, MOST_READ, ITEMS_A_MESSAGE)):
        data = tuple(
            m.GetVariableDataType(attribute_type=_attribute(key), **_named(m, key)) for key in page
        )
        reply = yield Ask("GetVariables", m.GetVariablesRequest(get_variable_data=data))
        for item in reply.get_variable_result:
            key = setting_key(item.component, item.variable, item.attribute_type)
            hidden = is_secret(key.variable)
            value = None if hidden else (item.attribute_value or None)
            results.append(_result(key, item.attribute_status, value))
            if item.attribute_status == "Accepted":
                told.append(Setting(key, value))
    yield Run(LearnSettings(speaker.caller.station, tuple(told)))
    return Outcome(Verdict.ACCEPTED, "", {"results": results})


def _change_settings(asked: ChangeSettings, speaker: Speaker) -> Dialog:
    if any(is_secret(key.variable) for key, _ in asked.values):
        return Outcome(Verdict.REJECTED, "", {"reason": BY_ROTATION})
    m = speaker.messages
    results: list[dict[str, Any]] = []
    taken: list[Setting] = []
    wanted = dict(asked.values)
    for page in (yield from in_pages(tuple(wanted), speaker, MOST_SET, ITEMS_A_MESSAGE)):
        data = tuple(
            m.SetVariableDataType(
                attribute_type=_attribute(key), attribute_value=wanted[key], **_named(m, key)
            )
            for key in page
        )
        reply = yield Ask("SetVariables", m.SetVariablesRequest(set_variable_data=data))
        for item in reply.set_variable_result:
            key = setting_key(item.component, item.variable, item.attribute_type)
            results.append(_result(key, item.attribute_status, None))
            if VERDICTS.get(item.attribute_status):
                taken.append(Setting(key, wanted.get(key)))
    yield Run(LearnSettings(speaker.caller.station, tuple(taken)))
    verdicts = [VERDICTS.get(r["status"], Verdict.REJECTED) for r in results]
    worst = max(verdicts, key=_FROM_BEST.index, default=Verdict.REJECTED)
    return Outcome(worst, "", {"results": results})


def _rotate_secret(_: RotateSecret, speaker: Speaker) -> Dialog:
    m, text = speaker.messages, speaker.secret(SECRET_BYTES).hex()
    data = m.SetVariableDataType(attribute_value=text, **_named(m, PASSWORD))
    ask = Ask("SetVariables", m.SetVariablesRequest(set_variable_data=(data,)))
    status = yield from rotated(speaker, text.encode(), ask, _first_status)
    return Outcome(VERDICTS.get(status, Verdict.REJECTED), status)


def _first_status(reply: Any) -> str:
    status: str = reply.set_variable_result[0].attribute_status
    return status


def _read_inventory(asked: ReadInventory, speaker: Speaker) -> Dialog:
    m = speaker.messages
    base = "ConfigurationInventory" if asked.configuration_only else "FullInventory"
    request = m.GetBaseReportRequest(request_id=asked.request, report_base=base)
    return verdict((yield Ask("GetBaseReport", request)), request=asked.request)


def _trigger(asked: Trigger, speaker: Speaker) -> Dialog:
    m = speaker.messages
    evse = _evse_of(m, asked.evse, asked.connector)
    request = m.TriggerMessageRequest(requested_message=TRIGGERS[asked.message], evse=evse)
    return verdict((yield Ask("TriggerMessage", request)))


def _clear_cache(_asked: ClearCache, speaker: Speaker) -> Dialog:
    m = speaker.messages
    return verdict((yield Ask("ClearCache", m.ClearCacheRequest())))


def _ask_transaction_status(asked: AskTransactionStatus, speaker: Speaker) -> Dialog:
    m = speaker.messages
    request = m.GetTransactionStatusRequest(transaction_id=asked.reference or UNSET)
    reply = yield Ask("GetTransactionStatus", request)
    details: dict[str, Any] = {"messages_in_queue": reply.messages_in_queue}
    if reply.ongoing_indicator is not UNSET:
        details["ongoing"] = reply.ongoing_indicator
    return Outcome(Verdict.ACCEPTED, "", details)


def _send_data(asked: SendData, speaker: Speaker) -> Dialog:
    m = speaker.messages
    request = m.DataTransferRequest(
        vendor_id=asked.vendor,
        message_id=asked.message if asked.message is not None else UNSET,
        data=_any_json(asked.data) if asked.data is not None else UNSET,
    )
    reply = yield Ask("DataTransfer", request)
    return verdict(reply, data=reply.data if reply.data is not UNSET else None)


OUTBOUND: Mapping[type[Any], Callable[[Any, Speaker], Dialog]] = MappingProxyType(
    {
        RemoteStart: _remote_start,
        RemoteStop: _remote_stop,
        Reset: _reset,
        Unlock: _unlock,
        ChangeAvailability: _change_availability,
        ReadSettings: _read_settings,
        ChangeSettings: _change_settings,
        RotateSecret: _rotate_secret,
        ReadInventory: _read_inventory,
        Trigger: _trigger,
        ClearCache: _clear_cache,
        AskTransactionStatus: _ask_transaction_status,
        SendData: _send_data,
        ShowCost: show_cost,
        RawCall: raw_call,
    }
)


def _result(key: SettingKey, status: str, value: str | None) -> dict[str, Any]:
    result: dict[str, Any] = {
        "component": key.component,
        "variable": key.variable,
        "status": status,
    }
    return result if value is None else {**result, "value": value}


def _any_json(text: str) -> Any:
    """2.x carries any JSON as data: text that is JSON goes as such, other text as a string."""
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError:
        return text
