"""What a station of OCPP 2.x does when its CSMS calls."""

from entrypoints.simulator.controls import Availability, Controls, ResetManner, Trigger, Unlocking
from entrypoints.simulator.dialects.dialect import Obey
from entrypoints.simulator.frames import Payload
from entrypoints.simulator.settings import Outcome

ACTUAL = "Actual"
TRIGGERS = {
    "BootNotification": Trigger.BOOT,
    "FirmwareStatusNotification": Trigger.FIRMWARE,
    "Heartbeat": Trigger.HEARTBEAT,
    "LogStatusNotification": Trigger.LOG,
    "MeterValues": Trigger.METER,
    "StatusNotification": Trigger.STATUS,
    "TransactionEvent": Trigger.TRANSACTION,
}
RESETS = {"Immediate": ResetManner.AT_ONCE, "OnIdle": ResetManner.WHEN_IDLE}
UNLOCKINGS = {
    Unlocking.UNLOCKED: "Unlocked",
    Unlocking.CHARGING: "OngoingAuthorizedTransaction",
    Unlocking.NO_SUCH_OUTLET: "UnknownConnector",
}
AVAILABILITIES = {
    Availability.CHANGED: "Accepted",
    Availability.AFTER_TRANSACTION: "Scheduled",
    Availability.NO_SUCH_OUTLET: "Rejected",
}
OUTCOMES = {
    Outcome.ACCEPTED: "Accepted",
    Outcome.REBOOT_REQUIRED: "RebootRequired",
    Outcome.REJECTED: "Rejected",
    Outcome.UNKNOWN: "UnknownVariable",
}


def _start(controls: Controls, ask: Payload) -> Payload:
    token = ask["idToken"]["idToken"]
    return _verdict(controls.start(ask.get("evseId"), token, ask["remoteStartId"]))


def _stop(controls: Controls, ask: Payload) -> Payload:
    return _verdict(controls.stop(ask["transactionId"]))


def _reset(controls: Controls, ask: Payload) -> Payload:
    manner = RESETS[ask["type"]]
    if "evseId" in ask:  # these stations restart as a whole (B11)
        return _verdict(accepted=False)
    return {"status": "Accepted" if controls.reset(manner) else "Scheduled"}


def _unlock(controls: Controls, ask: Payload) -> Payload:
    if ask["connectorId"] != 1:
        return {"status": UNLOCKINGS[Unlocking.NO_SUCH_OUTLET]}
    return {"status": UNLOCKINGS[controls.unlock(ask["evseId"], even_while_charging=False)]}


def _availability(controls: Controls, ask: Payload) -> Payload:
    operative = {"Operative": True, "Inoperative": False}[ask["operationalStatus"]]
    outlet = (ask.get("evse") or {"id": 0})["id"]
    return {"status": AVAILABILITIES[controls.change_availability(outlet, operative=operative)]}


def _name(item: Payload) -> tuple[str, str]:
    return item["component"]["name"], item["variable"]["name"]


def _get_variables(controls: Controls, ask: Payload) -> Payload:
    return {"getVariableResult": [_got(controls, item) for item in ask["getVariableData"]]}


def _got(controls: Controls, item: Payload) -> Payload:
    result = {"component": item["component"], "variable": item["variable"]}
    kind = item.get("attributeType", ACTUAL)
    found = controls.settings.find(_name(item))
    if found is None:
        return result | {"attributeStatus": _unknown(controls, item)}
    if kind != ACTUAL:
        return result | {"attributeStatus": "NotSupportedAttributeType", "attributeType": kind}
    if found.secret:
        return result | {"attributeStatus": "Rejected"}
    return result | {"attributeStatus": "Accepted", "attributeValue": found.value}


def _unknown(controls: Controls, item: Payload) -> str:
    components = {component for (component, _), _ in controls.settings}
    return "UnknownVariable" if _name(item)[0] in components else "UnknownComponent"


def _set_variables(controls: Controls, ask: Payload) -> Payload:
    return {"setVariableResult": [_set(controls, item) for item in ask["setVariableData"]]}


def _set(controls: Controls, item: Payload) -> Payload:
    result = {"component": item["component"], "variable": item["variable"]}
    kind = item.get("attributeType", ACTUAL)
    if controls.settings.find(_name(item)) is None:
        return result | {"attributeStatus": _unknown(controls, item)}
    if kind != ACTUAL:
        return result | {"attributeStatus": "NotSupportedAttributeType", "attributeType": kind}
    outcome = controls.change_setting(_name(item), item["attributeValue"])
    return result | {"attributeStatus": OUTCOMES[outcome]}


def _report(controls: Controls, ask: Payload) -> Payload:
    changeable_only = {
        "ConfigurationInventory": True,
        "FullInventory": False,
        "SummaryInventory": False,
    }[ask["reportBase"]]
    controls.report(ask["requestId"], changeable_only=changeable_only)
    return {"status": "Accepted"}


def _trigger(controls: Controls, ask: Payload) -> Payload:
    wanted = TRIGGERS.get(ask["requestedMessage"])
    if wanted is None:
        return {"status": "NotImplemented"}
    return _verdict(controls.trigger(wanted, (ask.get("evse") or {}).get("id")))


def _transaction_status(controls: Controls, ask: Payload) -> Payload:
    running, waiting = controls.transaction_status(ask.get("transactionId"))
    told = {} if running is None else {"ongoingIndicator": running}
    return told | {"messagesInQueue": waiting}


def _data_transfer(_: Controls, ask: Payload) -> Payload:
    _vendor = ask["vendorId"]  # required; no vendor's extension is spoken here
    return {"status": "UnknownVendorId"}


def _verdict(accepted: bool) -> Payload:
    return {"status": "Accepted" if accepted else "Rejected"}


OBEYS: dict[str, Obey] = {
    "ChangeAvailability": _availability,
    "ClearCache": lambda _controls, _ask: {"status": "Accepted"},
    "DataTransfer": _data_transfer,
    "GetBaseReport": _report,
    "GetTransactionStatus": _transaction_status,
    "GetVariables": _get_variables,
    "RequestStartTransaction": _start,
    "RequestStopTransaction": _stop,
    "Reset": _reset,
    "SetVariables": _set_variables,
    "TriggerMessage": _trigger,
    "UnlockConnector": _unlock,
}
KNOWN = frozenset(
    {
        "CancelReservation",
        "CertificateSigned",
        "ChangeAvailability",
        "ClearCache",
        "ClearChargingProfile",
        "ClearDisplayMessage",
        "ClearVariableMonitoring",
        "CostUpdated",
        "CustomerInformation",
        "DataTransfer",
        "DeleteCertificate",
        "GetBaseReport",
        "GetChargingProfiles",
        "GetCompositeSchedule",
        "GetDisplayMessages",
        "GetInstalledCertificateIds",
        "GetLocalListVersion",
        "GetLog",
        "GetMonitoringReport",
        "GetReport",
        "GetTransactionStatus",
        "GetVariables",
        "InstallCertificate",
        "PublishFirmware",
        "RequestStartTransaction",
        "RequestStopTransaction",
        "ReserveNow",
        "Reset",
        "SendLocalList",
        "SetChargingProfile",
        "SetDisplayMessage",
        "SetMonitoringBase",
        "SetMonitoringLevel",
        "SetNetworkProfile",
        "SetVariableMonitoring",
        "SetVariables",
        "TriggerMessage",
        "UnlockConnector",
        "UnpublishFirmware",
        "UpdateFirmware",
    }
)
