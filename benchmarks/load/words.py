"""Frames ready to send: bytes templates a version, filled in with `%`.

Fields by position: message id (bytes), then what the comment says. Times end in milliseconds and
always rise within a station, so that no two messages of a session look like repeats.
"""

from dataclasses import dataclass

BOOT_16 = (
    b'[2,"%b","BootNotification",{"chargePointVendor":"open-csms","chargePointModel":"Load",'
    b'"firmwareVersion":"1.0"}]'
)
AUTHORIZE_16 = b'[2,"%b","Authorize",{"idTag":"%b"}]'  # token
START_16 = (  # token, Wh, time
    b'[2,"%b","StartTransaction",{"connectorId":1,"idTag":"%b","meterStart":%d,"timestamp":"%b"}]'
)
READING_16 = (  # transaction, time, Wh, W
    b'[2,"%b","MeterValues",{"connectorId":1,"transactionId":%b,"meterValue":[{"timestamp":"%b",'
    b'"sampledValue":[{"value":"%d","measurand":"Energy.Active.Import.Register","unit":"Wh"},'
    b'{"value":"%d","measurand":"Power.Active.Import","unit":"W"}]}]}]'
)
STOP_16 = (  # transaction, token, Wh, time
    b'[2,"%b","StopTransaction",{"transactionId":%b,"idTag":"%b","meterStop":%d,'
    b'"timestamp":"%b","reason":"Local"}]'
)
BOOT_2 = (
    b'[2,"%b","BootNotification",{"reason":"PowerUp","chargingStation":{"vendorName":"open-csms",'
    b'"model":"Load","firmwareVersion":"1.0"}}]'
)
AUTHORIZE_2 = b'[2,"%b","Authorize",{"idToken":{"idToken":"%b","type":"ISO14443"}}]'  # token
SAMPLES_2 = (  # time, Wh, W; the context is the kind of event's
    b'"meterValue":[{"timestamp":"%%b","sampledValue":[{"value":%%d,"context":"%b",'
    b'"measurand":"Energy.Active.Import.Register","unitOfMeasure":{"unit":"Wh"}},'
    b'{"value":%%d,"measurand":"Power.Active.Import","unitOfMeasure":{"unit":"W"}}]}]'
)
STARTED_2 = (  # time, transaction, token, time, Wh, W
    b'[2,"%b","TransactionEvent",{"eventType":"Started","timestamp":"%b",'
    b'"triggerReason":"Authorized","seqNo":0,"transactionInfo":{"transactionId":"%b",'
    b'"chargingState":"Charging"},"evse":{"id":1,"connectorId":1},'
    b'"idToken":{"idToken":"%b","type":"ISO14443"},' + SAMPLES_2 % b"Transaction.Begin" + b"}]"
)
UPDATED_2 = (  # time, seqNo, transaction, time, Wh, W
    b'[2,"%b","TransactionEvent",{"eventType":"Updated","timestamp":"%b",'
    b'"triggerReason":"MeterValuePeriodic","seqNo":%d,"transactionInfo":{"transactionId":"%b"},'
    + SAMPLES_2 % b"Sample.Periodic"
    + b"}]"
)
ENDED_2 = (  # time, seqNo, transaction, time, Wh, W
    b'[2,"%b","TransactionEvent",{"eventType":"Ended","timestamp":"%b",'
    b'"triggerReason":"StopAuthorized","seqNo":%d,"transactionInfo":{"transactionId":"%b",'
    b'"stoppedReason":"Local"},' + SAMPLES_2 % b"Transaction.End" + b"}]"
)
HEARTBEAT = b'[2,"%b","Heartbeat",{}]'


@dataclass(slots=True)
class Talk:
    """Where a station is in its session: what the templates are filled with."""

    token: bytes
    meter_wh: int = 0
    power_w: int = 11_000
    transaction: bytes = b""
    seq_no: int = 0


class Words16:
    """OCPP 1.6."""

    subprotocol = "ocpp1.6"

    @staticmethod
    def boot(message_id: bytes) -> bytes:
        return BOOT_16 % message_id

    @staticmethod
    def authorize(message_id: bytes, talk: Talk) -> bytes:
        return AUTHORIZE_16 % (message_id, talk.token)

    @staticmethod
    def start(message_id: bytes, talk: Talk, at: bytes, _own_id: bytes) -> bytes:
        talk.transaction = b""
        return START_16 % (message_id, talk.token, talk.meter_wh, at)

    @staticmethod
    def started(talk: Talk, answer: bytes) -> None:
        talk.transaction = number_in(answer, b'"transactionId":') or b"-1"

    @staticmethod
    def reading(message_id: bytes, talk: Talk, at: bytes) -> bytes:
        talk.meter_wh += 50
        return READING_16 % (message_id, talk.transaction, at, talk.meter_wh, talk.power_w)

    @staticmethod
    def stop(message_id: bytes, talk: Talk, at: bytes) -> bytes:
        return STOP_16 % (message_id, talk.transaction, talk.token, talk.meter_wh, at)


class Words201:
    """OCPP 2.0.1."""

    subprotocol = "ocpp2.0.1"

    @staticmethod
    def boot(message_id: bytes) -> bytes:
        return BOOT_2 % message_id

    @staticmethod
    def authorize(message_id: bytes, talk: Talk) -> bytes:
        return AUTHORIZE_2 % (message_id, talk.token)

    @staticmethod
    def start(message_id: bytes, talk: Talk, at: bytes, own_id: bytes) -> bytes:
        talk.transaction, talk.seq_no = own_id, 0
        samples = (at, talk.meter_wh, talk.power_w)
        return STARTED_2 % (message_id, at, own_id, talk.token, *samples)

    @staticmethod
    def started(_talk: Talk, _answer: bytes) -> None:
        return

    @staticmethod
    def reading(message_id: bytes, talk: Talk, at: bytes) -> bytes:
        talk.seq_no += 1
        talk.meter_wh += 50
        samples = (at, talk.meter_wh, talk.power_w)
        return UPDATED_2 % (message_id, at, talk.seq_no, talk.transaction, *samples)

    @staticmethod
    def stop(message_id: bytes, talk: Talk, at: bytes) -> bytes:
        talk.seq_no += 1
        samples = (at, talk.meter_wh, talk.power_w)
        return ENDED_2 % (message_id, at, talk.seq_no, talk.transaction, *samples)


class Words21(Words201):
    """OCPP 2.1: the same words for these messages."""

    subprotocol = "ocpp2.1"


Words = type[Words16] | type[Words201]
WORDS: dict[str, Words] = {"1.6": Words16, "2.0.1": Words201, "2.1": Words21}


def number_in(answer: bytes, key: bytes) -> bytes:
    """Return the digits after the key, with or without a space between; b"" if there are none."""
    start = answer.find(key)
    if start < 0:
        return b""
    rest = answer[start + len(key) : start + len(key) + 24].lstrip()
    return rest[: len(rest) - len(rest.lstrip(b"0123456789"))]
