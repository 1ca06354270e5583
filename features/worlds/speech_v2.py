"""OCPP 2.0.1 and 2.1 as a station speaks them: here they say the same."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from types import ModuleType
from typing import Any

from ocpp import v21, v201

from features.world import Answer, Sample, Word
from features.worlds.speech import (
    VERDICTS,
    Message,
    Payload,
    Speech,
    Tally,
    number,
    present,
    written,
)

EVENTS = {"start": "Started", "stop": "Ended"}
"""Any other word is an update."""

STATES = {
    "start": "Charging",
    "suspended by car": "SuspendedEV",
    "suspended by station": "SuspendedEVSE",
    "resumed": "Charging",
}

CONTEXTS = {"start": "Transaction.Begin", "stop": "Transaction.End"}

TRIGGERS = {
    "start": "Authorized",
    "reading": "MeterValuePeriodic",
    "stop": "StopAuthorized",
}
"""Any other word tells of a changed state."""

STOP_TRIGGERS = {
    "Remote": "RemoteStop",
    "EVDisconnected": "EVDeparted",
    "PowerLoss": "AbnormalCondition",
}
"""Where the reason says more than the event."""

NOBODY = "no card"


class Speech2(Speech):
    """Transactions are named by the station; every report has its number."""

    def __init__(self, subprotocol: str, package: ModuleType) -> None:
        self.subprotocol = subprotocol
        self.package = package

    def boot(self, particulars: Mapping[str, str]) -> Message:
        station = present(
            vendorName=particulars["vendor"],
            model=particulars["model"],
            firmwareVersion=particulars.get("firmware"),
            serialNumber=particulars.get("serial"),
        )
        reason = particulars.get("reason", "PowerUp")
        return Message("BootNotification", {"reason": reason, "chargingStation": station})

    def status(self, connector: int, status: str, at: datetime) -> Message:
        payload = {
            "timestamp": written(at),
            "connectorStatus": status.capitalize(),
            "evseId": connector,
            "connectorId": 1,
        }
        return Message("StatusNotification", payload)

    def authorize(self, card: str) -> Message:
        return Message("Authorize", {"idToken": _token(card)})

    def security_event(self, kind: str, at: datetime) -> Message:
        return Message("SecurityEventNotification", {"type": kind, "timestamp": written(at)})

    def report(self, word: Word, tally: Tally, remote_start: int | None) -> list[Message]:
        if word.event == "main meter":
            payload = {"evseId": 0, "meterValue": [_meter_value(word)]}
            return [Message("MeterValues", payload)]
        remote = word.event == "start" and word.reason == "Remote"
        ends = word.event == "stop"
        info = present(
            transactionId=tally.number,
            chargingState=STATES.get(word.event),
            stoppedReason=word.reason if ends else None,
            remoteStartId=remote_start if remote else None,
        )
        payload = present(
            eventType=EVENTS.get(word.event, "Updated"),
            timestamp=word.at,
            triggerReason="RemoteStart" if remote else _trigger(word),
            seqNo=tally.count(word.sequence),
            offline=True if word.offline else None,
            transactionInfo=info,
            evse={"id": word.connector, "connectorId": 1} if word.connector else None,
            idToken=_token(word.card) if word.card else None,
            meterValue=[_meter_value(word)] if word.samples else None,
        )
        return [Message("TransactionEvent", payload)]

    def answer(self, reply: Payload) -> Answer:
        info = reply.get("idTokenInfo") or {}
        status = info.get("status") or reply.get("status")
        group = info.get("groupIdToken") or {}
        return Answer(status=VERDICTS[status] if status else "received", group=group.get("idToken"))


SPEECH_2_0_1 = Speech2("ocpp2.0.1", v201)
SPEECH_2_1 = Speech2("ocpp2.1", v21)


def _trigger(word: Word) -> str:
    told = STOP_TRIGGERS.get(word.reason or "") if word.event == "stop" else None
    return told or TRIGGERS.get(word.event, "ChargingStateChanged")


def _token(card: str) -> Payload:
    if card == NOBODY:
        return {"idToken": "", "type": "NoAuthorization"}
    return {"idToken": card, "type": "ISO14443"}


def _meter_value(word: Word) -> dict[str, Any]:
    context = CONTEXTS.get(word.event)
    samples = [replace(s, context=s.context or context) for s in word.samples]
    return {"timestamp": word.at, "sampledValue": [_sample(sample) for sample in samples]}


def _sample(sample: Sample) -> dict[str, Any]:
    unit = present(unit=sample.unit, multiplier=sample.multiplier)
    signed = None
    if sample.signed is not None:
        signed = {
            "signedMeterData": sample.signed,
            "signingMethod": "",
            "encodingMethod": "OCMF",
            "publicKey": "",
        }
    return present(
        value=float(number(sample.value) or Decimal(0)),
        unitOfMeasure=unit or None,
        measurand=sample.measurand,
        phase=sample.phase,
        context=sample.context,
        location=sample.location,
        signedMeterValue=signed,
    )
