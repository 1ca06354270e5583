"""OCPP 1.6 as a station speaks it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ocpp import v16

from features.world import Answer, Sample, Word
from features.worlds.speech import (
    VERDICTS,
    Message,
    Payload,
    Speech,
    Tally,
    present,
    watt_hours,
    written,
)

STATUSES = {
    "available": "Available",
    "occupied": "Preparing",
    "unavailable": "Unavailable",
    "faulted": "Faulted",
}

PHASES = {
    "suspended by car": "SuspendedEV",
    "suspended by station": "SuspendedEVSE",
    "resumed": "Charging",
}


class Speech16(Speech):
    """Transactions are numbered by us; phases are told by the status of the connector."""

    subprotocol = "ocpp1.6"
    package = v16

    def boot(self, particulars: Mapping[str, str]) -> Message:
        payload = present(
            chargePointVendor=particulars["vendor"],
            chargePointModel=particulars["model"],
            firmwareVersion=particulars.get("firmware"),
            chargePointSerialNumber=particulars.get("serial"),
        )
        return Message("BootNotification", payload)

    def status(self, connector: int, status: str, at: datetime) -> Message:
        code = "GroundFailure" if status == "faulted" else "NoError"
        return _status(connector, STATUSES[status], written(at), code)

    def authorize(self, card: str) -> Message:
        return Message("Authorize", {"idTag": card})

    def security_event(self, kind: str, at: datetime) -> Message:
        payload = {"type": kind, "timestamp": written(at), "techInfo": "as its sensor says"}
        return Message("SecurityEventNotification", payload)

    def report(self, word: Word, tally: Tally, remote_start: int | None) -> list[Message]:
        connector = word.connector or tally.connector or 0
        number = word.number if word.number is not None else int(tally.number or 0)
        match word.event:
            case "start":
                start = Message("StartTransaction", _start(word, connector))
                if word.offline:
                    return [start]
                return [start, _status(connector, "Charging", word.at)]
            case "stop":
                return [Message("StopTransaction", _stop(word, number))]
            case "main meter":
                return [_metered(0, None, word)]
            case "reading":
                return [_metered(connector, number, word)]
        metered = [_metered(connector, number, word)] if word.samples else []
        return [_status(connector, PHASES[word.event], word.at), *metered]

    def answer(self, reply: Payload) -> Answer:
        info = reply.get("idTagInfo") or {}
        status = info.get("status") or reply.get("status")
        return Answer(
            status=VERDICTS[status] if status else "received",
            group=info.get("parentIdTag"),
            number=reply.get("transactionId"),
        )


def _start(word: Word, connector: int) -> Payload:
    return {
        "connectorId": connector,
        "idTag": word.card,
        "meterStart": watt_hours(word.samples),
        "timestamp": word.at,
    }


def _stop(word: Word, number: int) -> Payload:
    proof = [_meter_value(word.at, word.proof)] if word.proof else None
    return present(
        transactionId=number,
        idTag=word.card,
        meterStop=watt_hours(word.samples),
        timestamp=word.at,
        reason=word.reason,
        transactionData=proof,
    )


def _status(connector: int, status: str, at: str, code: str = "NoError") -> Message:
    payload = {"connectorId": connector, "errorCode": code, "status": status, "timestamp": at}
    return Message("StatusNotification", payload)


def _metered(connector: int, number: int | None, word: Word) -> Message:
    values = [_meter_value(word.at, word.samples)]
    payload = present(connectorId=connector, transactionId=number, meterValue=values)
    return Message("MeterValues", payload)


def _meter_value(at: str, samples: tuple[Sample, ...]) -> dict[str, Any]:
    return {"timestamp": at, "sampledValue": [_sample(sample) for sample in samples]}


def _sample(sample: Sample) -> dict[str, Any]:
    if sample.signed is not None:
        return {"value": sample.signed, "format": "SignedData"}
    return present(
        value=sample.value,
        unit=sample.unit,
        measurand=sample.measurand,
        phase=sample.phase,
        context=sample.context,
        location=sample.location,
    )
