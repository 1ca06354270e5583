"""How stations of each version say things: a table of functions a version, in plain JSON values."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tests.simulation.clocks import Told
from tests.simulation.truth import Transaction

Message = tuple[str, dict[str, Any]]
"""Action and payload."""


@dataclass(frozen=True, slots=True)
class Tongue:
    """One version's way to speak."""

    name: str
    self_named: bool
    """Whether the station names its transactions."""
    boot: Callable[[str], Message]
    status: Callable[[int, str, Told], Message]
    authorize: Callable[[str], Message]
    start: Callable[..., Message]
    reading: Callable[..., Message]
    stop: Callable[..., Message]
    judgement: Callable[[dict[str, Any]], str]
    """What an answer says of the token: 2.x words."""


def _kilo(wh: int) -> str:
    return str(Decimal(wh) / 1000)


# OCPP 1.6


def _boot_16(reason: str) -> Message:
    return "BootNotification", {"chargePointVendor": "Simon", "chargePointModel": "One"}


def _status_16(evse: int, status: str, told: Told) -> Message:
    return "StatusNotification", {
        "connectorId": evse, "status": status, "errorCode": "NoError", "timestamp": told.text,
    }  # fmt: skip


def _authorize_16(token: str) -> Message:
    return "Authorize", {"idTag": token}


def _start_16(tx: Transaction, shown: int, **_: Any) -> Message:
    return "StartTransaction", {
        "connectorId": tx.evse, "idTag": tx.token, "meterStart": shown, "timestamp": tx.begin.text,
    }  # fmt: skip


def _reading_16(tx: Transaction, told: Told, shown: int, *, kilo: bool, **_: Any) -> Message:
    sample = {"value": _kilo(shown), "unit": "kWh"} if kilo else {"value": str(shown)}
    return "MeterValues", {
        "connectorId": tx.evse,
        "transactionId": int(tx.reference or -1),
        "meterValue": [{"timestamp": told.text, "sampledValue": [sample]}],
    }


def _stop_16(tx: Transaction, shown: int, **_: Any) -> Message:
    assert tx.end is not None
    return "StopTransaction", {
        "transactionId": int(tx.reference or -1),
        "meterStop": shown,
        "timestamp": tx.end.text,
        "reason": tx.reason,
    }


_JUDGED_16 = {"Invalid": "Unknown"}


def _judgement_16(answer: dict[str, Any]) -> str:
    status = answer.get("idTagInfo", {}).get("status", "")
    return _JUDGED_16.get(status, status)


SIXTEEN = Tongue(
    "ocpp1.6", False, _boot_16, _status_16, _authorize_16, _start_16, _reading_16, _stop_16,
    _judgement_16,
)  # fmt: skip

# OCPP 2.0.1 and 2.1

_STATUS_2 = {"Available": "Available", "Unavailable": "Unavailable", "Faulted": "Faulted"}


def _boot_2(reason: str) -> Message:
    return "BootNotification", {
        "reason": reason, "chargingStation": {"vendorName": "Simon", "model": "Two"},
    }  # fmt: skip


def _status_2(evse: int, status: str, told: Told) -> Message:
    return "StatusNotification", {
        "evseId": evse, "connectorId": 1, "timestamp": told.text,
        "connectorStatus": _STATUS_2.get(status, "Occupied"),
    }  # fmt: skip


def _authorize_2(token: str) -> Message:
    return "Authorize", {"idToken": {"idToken": token, "type": "ISO14443"}}


def _event(
    kind: str, trigger: str, tx: Transaction, told: Told, shown: int, context: str,
    *, kilo: bool, offline: bool, sequence: int, state: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    value = {"value": Decimal(shown), "context": context}
    if kilo:
        value |= {"value": Decimal(shown) / 1000, "unitOfMeasure": {"unit": "kWh"}}
    info: dict[str, Any] = {"transactionId": tx.reference}
    payload: dict[str, Any] = {
        "eventType": kind,
        "timestamp": told.text,
        "triggerReason": trigger,
        "seqNo": sequence,
        "transactionInfo": info,
        "meterValue": [{"timestamp": told.text, "sampledValue": [value]}],
    }
    if state:
        info["chargingState"] = state
    if offline:
        payload["offline"] = True
    return payload


def _start_2(tx: Transaction, shown: int, **how: Any) -> Message:
    payload = _event(
        "Started", "Authorized", tx, tx.begin, shown, "Transaction.Begin", state=tx.state, **how
    )
    payload["evse"] = {"id": tx.evse, "connectorId": 1}
    payload["idToken"] = {"idToken": tx.token, "type": "ISO14443"}
    if tx.remote is not None:
        payload["triggerReason"] = "RemoteStart"
        payload["transactionInfo"]["remoteStartId"] = tx.remote
    return "TransactionEvent", payload


def _reading_2(tx: Transaction, told: Told, shown: int, **how: Any) -> Message:
    return "TransactionEvent", _event(
        "Updated", "MeterValuePeriodic", tx, told, shown, "Sample.Periodic", state=tx.state, **how
    )


def _stop_2(tx: Transaction, shown: int, **how: Any) -> Message:
    assert tx.end is not None
    payload = _event("Ended", "EVDeparted", tx, tx.end, shown, "Transaction.End", **how)
    payload["transactionInfo"]["stoppedReason"] = tx.reason
    return "TransactionEvent", payload


def _judgement_2(answer: dict[str, Any]) -> str:
    return answer.get("idTokenInfo", {}).get("status", "")


TWO_0_1 = Tongue(
    "ocpp2.0.1", True, _boot_2, _status_2, _authorize_2, _start_2, _reading_2, _stop_2, _judgement_2
)
TWO_1 = Tongue(
    "ocpp2.1", True, _boot_2, _status_2, _authorize_2, _start_2, _reading_2, _stop_2, _judgement_2
)
TONGUES = (SIXTEEN, TWO_0_1, TWO_1)
