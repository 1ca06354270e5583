"""Payloads: what is refused as what, what is exact, and what may be mended."""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from adapters.ocpp.codec import decode, encode, given
from adapters.ocpp.faults import SENTENCES, Fault, InvalidMessageError, describe
from adapters.ocpp.messages import v16, v21, v201
from adapters.ocpp.moments import in_utc, on_the_wire
from adapters.ocpp.repairs import QUARANTINE, UNREADABLE, Finding
from domain.station import STRICT, Quirk

START = {"connectorId": 1, "idTag": "TAG1", "meterStart": 0, "timestamp": "2026-03-01T12:00:00Z"}
EVENT = {
    "eventType": "Updated",
    "timestamp": "2026-03-01T12:00:00Z",
    "triggerReason": "MeterValuePeriodic",
    "seqNo": 1,
    "transactionInfo": {"transactionId": "tx-1"},
}


def start(**changes: object) -> bytes:
    return json.dumps({**START, **changes}).encode()


def fault_of(wanted: type, payload: bytes | dict) -> InvalidMessageError:
    text = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    with pytest.raises(InvalidMessageError) as caught:
        decode(wanted, text)
    return caught.value


REFUSALS = [
    (v16.AuthorizeRequest, b"{}", Fault.MISSING, "$"),
    (v16.AuthorizeRequest, b"null", Fault.MISSING, "$"),
    (v16.AuthorizeRequest, b"[]", Fault.PAYLOAD, "$"),
    (v16.AuthorizeRequest, b'{"idTag":"A","x":1}', Fault.EXTRA, "$"),
    (v16.AuthorizeRequest, b'{"idTag":1}', Fault.WRONG_TYPE, "$.idTag"),
    (v16.AuthorizeRequest, b'{"idTag":null}', Fault.WRONG_TYPE, "$.idTag"),
    (v16.AuthorizeRequest, b'{"idTag":"123456789012345678901"}', Fault.TOO_LONG, "$.idTag"),
    (v16.AuthorizeRequest, b'{"idTag":"A","idTag":"B"}', Fault.DUPLICATE, "$"),
    (v16.AuthorizeRequest, b'{"idTag" :"A","idTag":"B"}', Fault.DUPLICATE, "$"),
    (v16.AuthorizeRequest, b'{"idTag":"A","\\u0069dTag":"B"}', Fault.DUPLICATE, "$"),
    (v16.AuthorizeRequest, b'{"idTag":"\\u0022\\u0022","idTag":"B"}', Fault.DUPLICATE, "$"),
    (v16.AuthorizeRequest, b'{"idTag":"A\\u0000"}', Fault.TEXT, "$"),
    (v16.StartTransactionRequest, start(meterStart=2**63), Fault.OUT_OF_RANGE, "$.meterStart"),
    (v16.StartTransactionRequest, start(meterStart=10**30), Fault.OUT_OF_RANGE, "$.meterStart"),
    (v16.StartTransactionRequest, start(meterStart=1.5), Fault.WRONG_TYPE, "$.meterStart"),
    (v16.StartTransactionRequest, start(meterStart="5"), Fault.WRONG_TYPE, "$.meterStart"),
    (v16.StartTransactionRequest, start(timestamp="yesterday"), Fault.TIMESTAMP, "$.timestamp"),
    (
        v16.StartTransactionRequest,
        start(timestamp="222222017-10-27T19:10:11Z"),
        Fault.TIMESTAMP,
        "$.timestamp",
    ),
    (v16.FirmwareStatusNotificationRequest, b'{"status":"x"}', Fault.UNKNOWN_VALUE, "$.status"),
    (v16.MeterValuesRequest, b'{"connectorId":1,"meterValue":[]}', Fault.ITEMS, "$.meterValue"),
    (
        v21.BatterySwapRequest,
        b'{"eventType":"BatteryIn","idToken":{"idToken":"x","type":"x"},"requestId":0,%s}'
        % b'"batteryData":[{"evseId":0,"serialNumber":"x","soC":101,"soH":0}]',
        Fault.OUT_OF_RANGE,
        "$.batteryData[0]",
    ),
    (v201.HeartbeatRequest, b'{"customData":{"a":1}}', Fault.MISSING, "$.customData"),
    (v201.HeartbeatRequest, b'{"customData":[]}', Fault.WRONG_TYPE, "$.customData"),
    (v201.HeartbeatRequest, b'{"customData":{"vendorId":1}}', Fault.WRONG_TYPE, "$.customData"),
    (
        v201.HeartbeatRequest,
        b'{"customData":{"vendorId":"%s"}}' % (b"v" * 256),
        Fault.TOO_LONG,
        "$.customData",
    ),
    (
        v201.DataTransferRequest,
        b'{"vendorId":"x","data":%s}' % (b"[" * 40 + b"]" * 40),
        Fault.NESTING,
        "$",
    ),
]


@pytest.mark.parametrize(("wanted", "payload", "fault", "path"), REFUSALS)
def test_each_mistake_is_told_by_its_class_and_place(wanted, payload, fault, path) -> None:
    error = fault_of(wanted, payload)
    assert (error.fault, error.path) == (fault, path)


def test_every_sentence_of_the_decoder_is_provoked_by_a_mistake_above_or_below() -> None:
    provoked = {fault for _, _, fault, _ in REFUSALS}
    assert {fault for _, fault in SENTENCES} <= provoked


def test_a_limit_of_one_decimal_is_exact() -> None:
    period = {"startPeriod": 0, "limit": 16.1}
    schedule = {"chargingRateUnit": "A", "chargingSchedulePeriod": [period]}
    answer = {"status": "Accepted", "chargingSchedule": schedule}
    message, _ = decode(v16.GetCompositeScheduleResponse, json.dumps(answer).encode())
    assert message.charging_schedule.charging_schedule_period[0].limit == Decimal("16.1")
    period["limit"] = 16.15
    assert fault_of(v16.GetCompositeScheduleResponse, answer).fault is Fault.OUT_OF_RANGE


HUGE = ["1e400", "1e99999999999", "1e99999999999999999999", "0e-99999999999999999999"]


def with_value(number: str) -> bytes:
    values = b'[{"timestamp":"2026-03-01T12:00:00Z","sampledValue":[{"value":%s}]}]'
    text = json.dumps(EVENT)[:-1].encode() + b',"meterValue":' + values + b"}"
    return text % number.encode()


@pytest.mark.parametrize("number", ["0.1", "1234567.890", "1E+2", "-0.0", "3", "12e-3"])
def test_a_measured_number_keeps_its_digits(number: str) -> None:
    message, _ = decode(v201.TransactionEventRequest, with_value(number))
    value = message.meter_value[0].sampled_value[0].value
    assert isinstance(value, Decimal)
    assert str(value) == str(Decimal(number))


@pytest.mark.parametrize("number", [*HUGE, "9" * 100, "1e-500"])
def test_a_number_no_meter_can_mean_is_refused(number: str) -> None:
    error = fault_of(v201.TransactionEventRequest, with_value(number))
    assert error.fault is Fault.OUT_OF_RANGE


@pytest.mark.parametrize("number", HUGE)
@pytest.mark.parametrize("vendor", ["org", "org\\n"])
def test_free_json_and_integers_bear_no_absurd_number_either(number: str, vendor: str) -> None:
    text = f'{{"vendorId":"{vendor}","data":[{number}]}}'
    assert fault_of(v201.DataTransferRequest, text.encode()).fault is Fault.OUT_OF_RANGE
    payload = start(meterStart="#").replace(b'"#"', number.encode())
    error = fault_of(v16.StartTransactionRequest, payload)
    assert error.fault in {Fault.OUT_OF_RANGE, Fault.WRONG_TYPE}


@pytest.mark.parametrize("text", ['"1.5"', '"NaN"', '"x"', "true", "null", '"1\\u002e5"'])
def test_a_number_written_as_text_is_no_number(text: str) -> None:
    error = fault_of(v201.TransactionEventRequest, with_value(text))
    assert error.fault in {Fault.WRONG_TYPE, Fault.OUT_OF_RANGE}


@pytest.mark.parametrize("spelling", ["5", "5.0", "5e0", "50E-1", "0.5e1"])
def test_an_integer_may_be_spelt_with_fraction_or_exponent(spelling: str) -> None:
    payload = start(meterStart="#").replace(b'"#"', spelling.encode())
    message, findings = decode(v16.StartTransactionRequest, payload)
    assert message.meter_start == 5
    assert not findings


def test_a_timestamp_without_zone_is_taken_and_can_be_seen() -> None:
    payload = start(timestamp="2026-03-01T12:00:00.5")
    message, _ = decode(v16.StartTransactionRequest, payload)
    assert message.timestamp.tzinfo is None
    assert in_utc(message.timestamp) == datetime(2026, 3, 1, 12, 0, 0, 500_000, tzinfo=UTC)


def test_a_leap_second_is_read_as_the_second_before() -> None:
    payload = start(timestamp="2026-12-31T23:59:60Z")
    message, findings = decode(v16.StartTransactionRequest, payload)
    assert message.timestamp == datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC)
    assert not findings


def test_a_tolerated_timestamp_is_marked_and_its_text_is_kept() -> None:
    payload = start(timestamp="222222017-10-27T19:10:11Z")
    message, findings = decode(v16.StartTransactionRequest, payload, QUARANTINE)
    assert message.timestamp == UNREADABLE
    assert message.id_tag == "TAG1"
    said = "222222017-10-27T19:10:11Z"
    assert findings == (Finding(Quirk.UNREADABLE_TIMES, Fault.TIMESTAMP, "$.timestamp", said),)


def test_a_tolerated_extra_field_and_null_are_left_out_and_told() -> None:
    payload = start(reservationId=None, firmwareColour="blue", meterStart=7.0)
    tolerance = frozenset({Quirk.EXTRA_FIELDS, Quirk.NULL_FIELDS})
    message, findings = decode(v16.StartTransactionRequest, payload, tolerance)
    assert message.meter_start == 7
    assert given(message.reservation_id) is None
    assert {f.was for f in findings} == {"None", "blue"}


def test_tolerance_for_one_fault_is_no_tolerance_for_another() -> None:
    payload = start(firmwareColour="blue", timestamp="yesterday")
    with pytest.raises(InvalidMessageError):
        decode(v16.StartTransactionRequest, payload, frozenset({Quirk.EXTRA_FIELDS}))


def test_nothing_is_mended_without_tolerance() -> None:
    with pytest.raises(InvalidMessageError):
        decode(v16.StartTransactionRequest, start(firmwareColour="blue"), STRICT)


def test_a_description_holds_no_value_of_the_station() -> None:
    error = fault_of(v16.AuthorizeRequest, {"idTag": "A", "S3cret-Passw0rd": 1})
    assert "S3cret" not in describe(error.fault, error.path)
    assert "S3cret" not in str(error)
    assert len(describe(Fault.EXTRA, "$" + ".x" * 500)) <= 255


def test_signed_data_with_escapes_is_kept_to_the_letter() -> None:
    signed = 'OCMF|{"FV":"1.0","x":"\\n"}|{"SD":"00"}'
    values = [{"timestamp": "2026-03-01T12:00:00Z", "sampledValue": [{"value": signed}]}]
    payload = json.dumps({"connectorId": 1, "meterValue": values}).encode()
    message, _ = decode(v16.MeterValuesRequest, payload)
    assert message.meter_value[0].sampled_value[0].value == signed


def test_custom_data_keeps_what_it_holds() -> None:
    text = b'{"customData":{"vendorId":"org.example","price":0.10,"deep":[{"a":null}]}}'
    message, _ = decode(v201.HeartbeatRequest, text)
    assert message.custom_data.vendor_id == "org.example"
    assert message.custom_data["price"] == Decimal("0.10")
    assert encode(message) == text


def test_absent_fields_are_not_written() -> None:
    assert encode(v16.AuthorizeRequest(id_tag="A")) == b'{"idTag":"A"}'


@pytest.mark.parametrize(
    "moment",
    [
        datetime.min.replace(tzinfo=UTC),
        datetime.max.replace(tzinfo=UTC),
        datetime.fromisoformat("0001-01-01T00:00:00+14:00"),
        datetime.fromisoformat("9999-12-31T23:59:59-14:00"),
        datetime.fromisoformat("2026-03-01T13:00:00.750+01:00"),
    ],
)
def test_every_moment_can_be_brought_to_utc_and_to_the_wire(moment: datetime) -> None:
    assert in_utc(moment).utcoffset() == timedelta(0)
    assert on_the_wire(moment).microsecond == 0


def test_the_wire_gets_utc_with_z() -> None:
    moment = datetime.fromisoformat("2026-03-01T13:00:00.750+01:00")
    answer = v16.HeartbeatResponse(current_time=on_the_wire(moment))
    assert encode(answer) == b'{"currentTime":"2026-03-01T12:00:01Z"}'
