"""Each quirk: mended where it is tolerated, told as a finding, and refused where it is not."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from adapters.ocpp.codec import decode, encode
from adapters.ocpp.faults import InvalidMessageError
from adapters.ocpp.messages import v16, v201
from adapters.ocpp.repairs import REPAIRS
from domain.station import STRICT, Quirk

NOON = "2026-03-01T12:00:00Z"
BOOT = {"chargePointVendor": "V", "chargePointModel": "M"}
STATUS = {"connectorId": 1, "errorCode": "NoError", "status": "Available"}
STOP = {"meterStop": 5, "timestamp": NOON, "transactionId": 7}


def values(*samples: dict[str, Any], timestamp: str = NOON) -> dict[str, Any]:
    return {"connectorId": 1, "meterValue": [{"timestamp": timestamp, "sampledValue": [*samples]}]}


SINGLE = {"timestamp": NOON, "sampledValue": [{"value": "1"}]}
KNOWN, HALF_KNOWN = {"value": "1"}, {"value": "2", "measurand": "Mood"}

MENDED = [
    (Quirk.EXTRA_FIELDS, v16.AuthorizeRequest, {"idTag": "A", "colour": "blue"}, {"idTag": "A"}),
    (Quirk.NULL_FIELDS, v16.StatusNotificationRequest, {**STATUS, "info": None}, STATUS),
    (
        Quirk.LONG_TEXTS,
        v16.BootNotificationRequest,
        {**BOOT, "chargePointSerialNumber": "3N123456789F2S1B1234567890"},
        {**BOOT, "chargePointSerialNumber": "3N123456789F2S1B123456789"},
    ),
    (
        Quirk.LONG_TEXTS,
        v16.StopTransactionRequest,
        {**STOP, "idTag": "BA86I250X5G6MOD5DLKD\x10\x0e"},
        {**STOP, "idTag": "BA86I250X5G6MOD5DLKD"},
    ),
    (
        Quirk.NUMBERS_FOR_TEXTS,
        v16.MeterValuesRequest,
        values({"value": 604.213, "unit": "Wh"}, {"value": 0, "unit": "W"}),
        values({"value": "604.213", "unit": "Wh"}, {"value": "0", "unit": "W"}),
    ),
    (
        Quirk.TEXTS_FOR_NUMBERS,
        v16.StopTransactionRequest,
        {**STOP, "meterStop": " 5 ", "transactionId": "7"},
        STOP,
    ),
    (Quirk.SINGLE_FOR_LIST, v16.MeterValuesRequest, {"connectorId": 1, "meterValue": SINGLE},
     {"connectorId": 1, "meterValue": [SINGLE]}),
    (
        Quirk.EMPTY_LISTS,
        v201.TransactionEventRequest,
        {"eventType": "Updated", "timestamp": NOON, "triggerReason": "Trigger", "seqNo": 1,
         "transactionInfo": {"transactionId": "tx"}, "meterValue": []},
        {"eventType": "Updated", "timestamp": NOON, "triggerReason": "Trigger", "seqNo": 1,
         "transactionInfo": {"transactionId": "tx"}},
    ),
    (
        Quirk.ODD_WORDS,
        v16.MeterValuesRequest,
        values({"value": "49.97", "unit": "Hz"}, {"value": "1", "measurand": "Current.Import\n"}),
        values({"value": "49.97", "unit": "Hertz"}, {"value": "1", "measurand": "Current.Import"}),
    ),
    (Quirk.ODD_WORDS, v16.MeterValuesRequest, values(KNOWN, HALF_KNOWN), values(KNOWN)),
    (
        Quirk.ODD_WORDS,
        v16.StatusNotificationRequest,
        {**STATUS, "errorCode": "Error", "status": "FAULTED"},
        {**STATUS, "errorCode": "OtherError", "status": "Faulted"},
    ),
    (
        Quirk.ODD_WORDS,
        v16.StopTransactionRequest,
        {**STOP, "reason": "TheCatDidIt"},
        {**STOP, "reason": "Other"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("quirk", "wanted", "said", "meant"), MENDED)
def test_a_tolerated_quirk_is_mended_and_told(quirk, wanted, said, meant) -> None:
    message, findings = decode(wanted, json.dumps(said).encode(), frozenset({quirk}))
    assert encode(message) == encode(decode(wanted, json.dumps(meant).encode())[0])
    assert findings
    assert {finding.quirk for finding in findings} == {quirk}


@pytest.mark.parametrize(("quirk", "wanted", "said", "meant"), MENDED)
def test_what_is_not_tolerated_is_refused(quirk, wanted, said, meant) -> None:
    text = json.dumps(said).encode()
    for others in (STRICT, frozenset(Quirk) - {quirk}):
        with pytest.raises(InvalidMessageError):
            decode(wanted, text, others)
    assert not decode(wanted, json.dumps(meant).encode())[1]


def test_every_repair_has_a_vector_that_shows_the_fault() -> None:
    times = {Quirk.ODD_TIMES, Quirk.UNREADABLE_TIMES}
    assert {row[0] for row in MENDED} | times == set(REPAIRS)


BEYOND_REPAIR = [
    ("a token is not cut", v16.StopTransactionRequest, {**STOP, "idTag": "X16WG99J2QIEGCC0MCJ5-"}),
    ("the only sample is unknown", v16.MeterValuesRequest, values(HALF_KNOWN)),
    ("a number is no text of digits", v16.StopTransactionRequest, {**STOP, "meterStop": "5 kWh"}),
    ("true is no number", v16.MeterValuesRequest, values({"value": True})),
    ("an unknown status", v16.StatusNotificationRequest, {**STATUS, "status": "Sleepy"}),
    ("a required field is null", v16.StatusNotificationRequest, {**STATUS, "status": None}),
    ("nothing at all was measured", v16.MeterValuesRequest, {"connectorId": 1, "meterValue": []}),
    ("a field is missing", v16.StatusNotificationRequest, {"connectorId": 1}),
]


@pytest.mark.parametrize(("why", "wanted", "said"), BEYOND_REPAIR)
def test_what_could_mean_anything_is_refused_however_tolerant_we_are(why, wanted, said) -> None:
    with pytest.raises(InvalidMessageError):
        decode(wanted, json.dumps(said).encode(), frozenset(Quirk))


EAST = datetime(2025, 4, 25, 12, 39, 32, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2025-04-25T15:39:32+03", EAST),
        ("2025-04-25T15:39:32 +0300", EAST),
        ("2025-04-25 12:39:32 UTC", EAST),
        ("2025-04-25T12:39:32,500Z", EAST + timedelta(milliseconds=500)),
        ("2025-04-25T12:39Z", EAST.replace(second=0)),
        (" 2025-04-25T12:39:32z ", EAST),
    ],
)
def test_a_time_in_another_spelling_is_read(said: str, meant: datetime) -> None:
    text = json.dumps({**STOP, "timestamp": said}).encode()
    message, [finding] = decode(v16.StopTransactionRequest, text, frozenset({Quirk.ODD_TIMES}))
    assert message.timestamp == meant
    assert (finding.quirk, finding.was) == (Quirk.ODD_TIMES, said)


@pytest.mark.parametrize("said", ["25.04.2025 12:39", "yesterday", "", "2025-13-45T99:99:99+99"])
def test_a_time_that_could_be_any_is_not_guessed(said: str) -> None:
    text = json.dumps({**STOP, "timestamp": said}).encode()
    with pytest.raises(InvalidMessageError):
        decode(v16.StopTransactionRequest, text, frozenset({Quirk.ODD_TIMES}))


def test_several_quirks_in_one_message_are_mended_one_by_one() -> None:
    said = values({"value": 7, "unit": "kwh", "x": 1}, timestamp="2025-04-25 12:39:32 UTC")
    message, findings = decode(v16.MeterValuesRequest, json.dumps(said).encode(), frozenset(Quirk))
    assert message.meter_value[0].sampled_value[0].unit == "kWh"
    assert {finding.quirk for finding in findings} == {
        Quirk.NUMBERS_FOR_TEXTS,
        Quirk.ODD_WORDS,
        Quirk.EXTRA_FIELDS,
        Quirk.ODD_TIMES,
    }
