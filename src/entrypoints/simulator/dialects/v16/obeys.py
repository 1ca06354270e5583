"""What a charge point of OCPP 1.6 does when its central system calls."""

from entrypoints.simulator.controls import Availability, Controls, ResetManner, Trigger, Unlocking
from entrypoints.simulator.dialects.dialect import Obey
from entrypoints.simulator.frames import Payload
from entrypoints.simulator.settings import Outcome, Setting

TRIGGERS = {
    "BootNotification": Trigger.BOOT,
    "Heartbeat": Trigger.HEARTBEAT,
    "StatusNotification": Trigger.STATUS,
    "MeterValues": Trigger.METER_IN_TRANSACTION,
    "FirmwareStatusNotification": Trigger.FIRMWARE,
    "DiagnosticsStatusNotification": Trigger.DIAGNOSTICS,
}
EXTENDED_TRIGGERS = {
    **{word: t for word, t in TRIGGERS.items() if t is not Trigger.DIAGNOSTICS},
    "LogStatusNotification": Trigger.LOG,
}


def _remote_start(controls: Controls, ask: Payload) -> Payload:
    return _verdict(controls.start(ask.get("connectorId"), ask["idTag"], None))


def _remote_stop(controls: Controls, ask: Payload) -> Payload:
    return _verdict(controls.stop(str(ask["transactionId"])))


def _reset(controls: Controls, ask: Payload) -> Payload:
    controls.reset(RESETS[ask["type"]])
    return {"status": "Accepted"}


RESETS = {"Soft": ResetManner.AFTER_STOPPING, "Hard": ResetManner.AT_ONCE}


def _unlock(controls: Controls, ask: Payload) -> Payload:
    outcome = controls.unlock(ask["connectorId"], even_while_charging=True)
    return {"status": UNLOCKINGS[outcome]}


UNLOCKINGS = {
    Unlocking.UNLOCKED: "Unlocked",
    Unlocking.CHARGING: "UnlockFailed",
    Unlocking.NO_SUCH_OUTLET: "UnlockFailed",
}


def _availability(controls: Controls, ask: Payload) -> Payload:
    operative = {"Operative": True, "Inoperative": False}[ask["type"]]
    outcome = controls.change_availability(ask["connectorId"], operative=operative)
    return {"status": AVAILABILITIES[outcome]}


AVAILABILITIES = {
    Availability.CHANGED: "Accepted",
    Availability.AFTER_TRANSACTION: "Scheduled",
    Availability.NO_SUCH_OUTLET: "Rejected",
}


def _get_configuration(controls: Controls, ask: Payload) -> Payload:
    wanted = ask.get("key") or [name for name, _ in controls.settings]
    found = [(name, controls.settings.find(name)) for name in wanted]
    return {
        "configurationKey": [
            {"key": name, "readonly": kept.read_only} | _readable(kept)
            for name, kept in found
            if kept is not None
        ],
        "unknownKey": [name for name, kept in found if kept is None],
    }


def _readable(kept: Setting) -> Payload:
    return {} if kept.secret else {"value": kept.value}


def _change_configuration(controls: Controls, ask: Payload) -> Payload:
    return {"status": OUTCOMES[controls.change_setting(ask["key"], ask["value"])]}


OUTCOMES = {
    Outcome.ACCEPTED: "Accepted",
    Outcome.REBOOT_REQUIRED: "RebootRequired",
    Outcome.REJECTED: "Rejected",
    Outcome.UNKNOWN: "NotSupported",
}


def _trigger(controls: Controls, ask: Payload) -> Payload:
    return _triggered(controls, TRIGGERS.get(ask["requestedMessage"]), ask)


def _extended_trigger(controls: Controls, ask: Payload) -> Payload:
    return _triggered(controls, EXTENDED_TRIGGERS.get(ask["requestedMessage"]), ask)


def _triggered(controls: Controls, wanted: Trigger | None, ask: Payload) -> Payload:
    if wanted is None:
        return {"status": "NotImplemented"}
    return _verdict(controls.trigger(wanted, ask.get("connectorId")))


def _data_transfer(ask: Payload) -> Payload:
    _ = ask["vendorId"]  # required; no vendor's extension is spoken here
    return {"status": "UnknownVendorId"}


def _verdict(accepted: bool) -> Payload:
    return {"status": "Accepted" if accepted else "Rejected"}


OBEYS: dict[str, Obey] = {
    "ChangeAvailability": _availability,
    "ChangeConfiguration": _change_configuration,
    "ClearCache": lambda _controls, _ask: {"status": "Accepted"},
    "DataTransfer": lambda _controls, ask: _data_transfer(ask),
    "ExtendedTriggerMessage": _extended_trigger,
    "GetConfiguration": _get_configuration,
    "RemoteStartTransaction": _remote_start,
    "RemoteStopTransaction": _remote_stop,
    "Reset": _reset,
    "TriggerMessage": _trigger,
    "UnlockConnector": _unlock,
}
KNOWN = frozenset(
    {
        "CancelReservation",
        "CertificateSigned",
        "ChangeAvailability",
        "ChangeConfiguration",
        "ClearCache",
        "ClearChargingProfile",
        "DataTransfer",
        "DeleteCertificate",
        "ExtendedTriggerMessage",
        "GetCompositeSchedule",
        "GetConfiguration",
        "GetDiagnostics",
        "GetInstalledCertificateIds",
        "GetLocalListVersion",
        "GetLog",
        "InstallCertificate",
        "RemoteStartTransaction",
        "RemoteStopTransaction",
        "ReserveNow",
        "Reset",
        "SendLocalList",
        "SetChargingProfile",
        "SignedUpdateFirmware",
        "TriggerMessage",
        "UnlockConnector",
        "UpdateFirmware",
    }
)
