"""Sayings in the words of OCPP 2.x."""

from entrypoints.simulator.clock import rfc3339
from entrypoints.simulator.dialects.dialect import Say, Words
from entrypoints.simulator.frames import Payload
from entrypoints.simulator.sayings import (
    Alive,
    Booted,
    BootReason,
    Cause,
    ChargingStateChanged,
    MeterRead,
    OutletState,
    Reading,
    ReportPage,
    StateChanged,
    StatusOf,
    TokenShown,
    TransactionEnded,
    TransactionMetered,
    TransactionSaying,
    TransactionStarted,
)
from entrypoints.simulator.settings import Setting

SHOWS = {
    OutletState.AVAILABLE: "Available",
    OutletState.PLUGGED_IN: "Occupied",
    OutletState.CHARGING: "Occupied",
    OutletState.SUSPENDED_BY_EV: "Occupied",
    OutletState.FINISHING: "Occupied",
    OutletState.UNAVAILABLE: "Unavailable",
}
CHARGING_STATES = {
    OutletState.PLUGGED_IN: "EVConnected",
    OutletState.CHARGING: "Charging",
    OutletState.SUSPENDED_BY_EV: "SuspendedEV",
}
BOOT_REASONS = {
    BootReason.POWER_UP: "PowerUp",
    BootReason.REMOTE_RESET: "RemoteReset",
    BootReason.SCHEDULED_RESET: "ScheduledReset",
    BootReason.TRIGGERED: "Triggered",
}
STARTS = {Cause.AUTHORIZED: "Authorized", Cause.REMOTE_START: "RemoteStart"}
READINGS = {
    Cause.PERIODIC: ("MeterValuePeriodic", "Sample.Periodic"),
    Cause.TRIGGERED: ("Trigger", "Trigger"),
}
# Cause of the end → triggerReason, stoppedReason.
ENDS = {
    Cause.LOCAL: ("StopAuthorized", "Local"),
    Cause.REMOTE_STOP: ("RemoteStop", "Remote"),
    Cause.EV_LEFT: ("EVDeparted", "EVDisconnected"),
    Cause.DEAUTHORIZED: ("Deauthorized", "DeAuthorized"),
    Cause.SOFT_RESET: ("ResetCommand", "ImmediateReset"),
    Cause.HARD_RESET: ("ResetCommand", "ImmediateReset"),
    Cause.UNLOCKED: ("UnlockCommand", "Other"),
    Cause.POWER_LOSS: ("AbnormalCondition", "PowerLoss"),
}
TOKEN_TYPE = "ISO14443"  # noqa: S105 - a kind of card, no secret


def _boot(said: Booted) -> Words:
    return "BootNotification", {
        "reason": BOOT_REASONS[said.reason],
        "chargingStation": {
            "vendorName": said.vendor,
            "model": said.model,
            "serialNumber": said.serial,
            "firmwareVersion": said.firmware,
        },
    }


def _status(said: StateChanged) -> Words | None:
    if said.outlet == 0:  # 2.x shows outlets only; the station's own state follows from them
        return None
    return "StatusNotification", {
        "timestamp": rfc3339(said.at),
        "connectorStatus": SHOWS[said.state],
        "evseId": said.outlet,
        "connectorId": 1,
    }


def _token(id_token: str) -> Payload:
    return {"idToken": id_token, "type": TOKEN_TYPE}


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
                "value": value,
                "context": context,
                "measurand": measurand,
                "location": location,
                "unitOfMeasure": {"unit": unit},
            }
            for measurand, value, unit, location in samples
        ],
    }


def _meter(said: MeterRead) -> Words:
    values = [_meter_value(said.reading, "Trigger")]
    return "MeterValues", {"evseId": said.outlet, "meterValue": values}


def _event(kind: str, why: str, said: TransactionSaying, **info: object) -> Payload:
    return {
        "eventType": kind,
        "timestamp": rfc3339(said.at),
        "triggerReason": why,
        "seqNo": said.seq_no,
        "offline": said.offline,
        "transactionInfo": {"transactionId": said.transaction.key, **info},
    }


def _started(said: TransactionStarted) -> Words:
    transaction = said.transaction
    remote = transaction.remote_start_id
    told = {} if remote is None else {"remoteStartId": remote}
    event = _event(
        "Started", STARTS[transaction.begun_by], said, chargingState="EVConnected", **told
    )
    # EVSE and token are told once; later events leave them out (E01.FR.16).
    return "TransactionEvent", event | {
        "evse": {"id": transaction.outlet, "connectorId": 1},
        "idToken": _token(transaction.id_token),
        "meterValue": [_meter_value(transaction.start, "Transaction.Begin")],
    }


def _metered(said: TransactionMetered) -> Words:
    why, context = READINGS[said.cause]
    event = _event("Updated", why, said, chargingState=CHARGING_STATES[said.transaction.state])
    return "TransactionEvent", event | {"meterValue": [_meter_value(said.reading, context)]}


def _state(said: ChargingStateChanged) -> Words:
    state = CHARGING_STATES[said.state]
    return "TransactionEvent", _event("Updated", "ChargingStateChanged", said, chargingState=state)


def _ended(said: TransactionEnded) -> Words:
    why, reason = ENDS[said.cause]
    event = _event("Ended", why, said, stoppedReason=reason)
    event["meterValue"] = [_meter_value(said.reading, "Transaction.End")]
    return "TransactionEvent", event | ({"idToken": _token(said.id_token)} if said.id_token else {})


def _page(said: ReportPage) -> Words:
    return "NotifyReport", {
        "requestId": said.request_id,
        "generatedAt": rfc3339(said.at),
        "seqNo": said.seq_no,
        "tbc": said.more,
        "reportData": [_variable(name, kept) for name, kept in said.settings],
    }


def _variable(name: tuple[str, str], kept: Setting) -> Payload:
    component, variable = name
    attribute: Payload = {"type": "Actual", "mutability": _mutability(kept)}
    if not kept.secret:
        attribute["value"] = kept.value
    return {
        "component": {"name": component},
        "variable": {"name": variable},
        "variableAttribute": [attribute],
        "variableCharacteristics": {"dataType": "string", "supportsMonitoring": False},
    }


def _mutability(kept: Setting) -> str:
    if kept.read_only:
        return "ReadOnly"
    return "WriteOnly" if kept.secret else "ReadWrite"


SAYS: dict[type, Say] = {
    Booted: _boot,
    Alive: lambda _: ("Heartbeat", {}),
    StateChanged: _status,
    TokenShown: lambda said: ("Authorize", {"idToken": _token(said.id_token)}),
    MeterRead: _meter,
    StatusOf: lambda said: (f"{said.errand}StatusNotification", {"status": "Idle"}),
    ReportPage: _page,
    TransactionStarted: _started,
    TransactionMetered: _metered,
    ChargingStateChanged: _state,
    TransactionEnded: _ended,
}
