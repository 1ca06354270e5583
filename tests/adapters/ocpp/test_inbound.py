"""Each action of a station: its frame becomes a command, and the command's answer a valid reply."""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec
import pytest
from tests.adapters.ocpp.wire.corpus import schema_of, smallest

from adapters.ocpp.codec import decode
from adapters.ocpp.dialect import Caller
from adapters.ocpp.dialects import DIALECTS
from adapters.ocpp.schema import ENCODER
from application.charging.hear_report import HeardReport
from application.charging.start_session import StartedSession
from application.provisioning.boot_station import BootAnswer
from domain.identity import StationId, TenantId
from domain.metering import ENERGY_REGISTER, MeterPlace, ReadingContext
from domain.moments import TimeFlaw
from domain.quantities import Currency, Money
from domain.session import ReportKind, StopReason, Trigger
from domain.station import Available, Faulted, Occupied, Registration, Stage
from domain.token import Authorization, AuthorizationStatus

CALLER = Caller(TenantId("acme"), StationId(UUID(int=1)))
NOW = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
AT = "2026-03-01T12:00:00Z"

JUDGEMENTS = [
    *map(Authorization, AuthorizationStatus),
    Authorization(AuthorizationStatus.ACCEPTED, "GROUP", NOW, "en"),
    Authorization(AuthorizationStatus.ACCEPTED, "G" * 36, NOW, "x-a-very-long-tag"),
]
COST = Money(Decimal("1.2345"), Currency("EUR"))
ANSWERS: dict[str, list[Any]] = {
    "BootStation": [BootAnswer(r, NOW, timedelta(seconds=300)) for r in Registration],
    "Authorize": JUDGEMENTS,
    "StartSession": [StartedSession(2**31 - 1, judged) for judged in JUDGEMENTS],
    "HearReport": [
        HeardReport(None),
        HeardReport(None, known=False),
        *(HeardReport(judged, COST) for judged in JUDGEMENTS),
    ],
}
"""What the commands answer; the others answer nothing."""

ROWS = [(version, action) for version, d in DIALECTS.items() for action in d.inbound]


def heard(version: str, action: str, plain: Any) -> Any:
    row = DIALECTS[version].actions[action]
    message, _ = decode(row.request, json.dumps(plain).encode())
    return message


def command_of(version: str, action: str, plain: Any) -> Any:
    return DIALECTS[version].inbound[action].to_command(heard(version, action, plain), CALLER)


@pytest.mark.parametrize(("version", "action"), ROWS)
def test_the_smallest_request_becomes_its_command_and_every_answer_a_valid_reply(
    version: str, action: str
) -> None:
    row = DIALECTS[version].inbound[action]
    request = heard(version, action, smallest(version, f"{action}Request"))
    command = row.to_command(request, CALLER)
    assert row.command == (type(command).__name__ if command is not None else "")
    for answer in ANSWERS.get(row.command, [None]):
        reply = row.to_reply(answer, request, NOW)
        assert isinstance(reply, DIALECTS[version].actions[action].response)
        plain = json.loads(ENCODER.encode(reply))
        assert list(schema_of(version, f"{action}Response").iter_errors(plain)) == []
        assert msgspec.json.decode(ENCODER.encode(reply), type=type(reply)) == reply


# OCPP 1.6.


def test_connector_zero_is_the_station_itself() -> None:
    plain = {"connectorId": 0, "errorCode": "NoError", "status": "Available"}
    told = command_of("ocpp1.6", "StatusNotification", plain)
    assert (told.evse, told.connector, told.status) == (0, 0, Available())


def test_a_connector_of_1_6_is_an_evse_with_one_connector() -> None:
    plain = {
        "connectorId": 2,
        "errorCode": "GroundFailure",
        "status": "Faulted",
        "info": "wet",
        "vendorErrorCode": "E7",
        "timestamp": AT,
    }
    told = command_of("ocpp1.6", "StatusNotification", plain)
    assert (told.evse, told.connector) == (2, 1)
    assert told.status == Faulted("GroundFailure", "wet", "E7")
    charging = command_of("ocpp1.6", "StatusNotification", {**plain, "status": "Charging"})
    assert charging.status == Occupied(Stage.CHARGING)
    assert charging.warning == "GroundFailure"


def meter_16(**sample: Any) -> Any:
    plain = {"connectorId": 1, "meterValue": [{"timestamp": AT, "sampledValue": [sample]}]}
    [reading] = command_of("ocpp1.6", "MeterValues", plain).readings
    [only] = reading.samples
    return only


def test_what_a_sample_leaves_out_is_what_the_specification_says() -> None:
    only = meter_16(value="12")
    assert (only.measurand, only.unit, only.value) == (ENERGY_REGISTER, "Wh", Decimal(12))
    assert only.context is ReadingContext.SAMPLE_PERIODIC
    assert only.place is MeterPlace.OUTLET


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [("1.5", "kWh", Decimal(1500)), ("0.1", "kWh", Decimal(100)), ("-3", "Wh", Decimal(-3))],
)
def test_units_are_exact(value: str, unit: str, expected: Decimal) -> None:
    only = meter_16(value=value, unit=unit)
    assert (only.value, only.unit) == (expected, "Wh")


@pytest.mark.parametrize("text", ["12,5", "about 7", "NaN", "1e99", ""])
def test_what_is_no_number_is_kept_as_it_was_written(text: str) -> None:
    only = meter_16(value=text)
    assert (only.value, only.raw) == (None, text)


def test_signed_data_is_untouched() -> None:
    ocmf = 'OCMF|{"FV":"1.0"}|{"SD":"AA"}' + " " * 3000
    only = meter_16(value=ocmf, format="SignedData", context="Transaction.End")
    assert only.value is None
    assert only.raw is None
    assert only.signed is not None
    assert only.signed.data == ocmf


def test_both_spellings_of_celsius_are_one() -> None:
    assert meter_16(value="1", unit="Celcius").unit == meter_16(value="1", unit="Celsius").unit


def test_a_stop_without_a_reason_is_a_local_one() -> None:
    plain = {"transactionId": -1, "meterStop": 5, "timestamp": AT}
    told = command_of("ocpp1.6", "StopTransaction", plain)
    assert not told.self_named
    assert (told.reference, told.report.reason) == ("-1", StopReason.LOCAL)
    assert told.report.kind is ReportKind.ENDED


@pytest.mark.parametrize(
    ("connector", "outlet"), [(2, (2, 1)), (0, (None, None)), (-1, (None, None))]
)
def test_a_start_at_the_station_itself_names_no_outlet(connector: int, outlet: tuple) -> None:
    start = {"connectorId": connector, "idTag": "T", "meterStart": 0, "timestamp": AT}
    told = command_of("ocpp1.6", "StartTransaction", start)
    assert (told.report.evse, told.report.connector) == outlet


def test_a_time_without_a_zone_is_utc_and_known_to_be_guessed() -> None:
    start = {"connectorId": 1, "idTag": "T", "meterStart": 0, "timestamp": "2026-03-01T12:00:00"}
    told = command_of("ocpp1.6", "StartTransaction", start)
    moment = told.report.said_at.reckon(NOW)
    assert moment.at == datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert moment.flaw is TimeFlaw.NO_ZONE


def test_a_group_that_1_6_cannot_say_is_left_out() -> None:
    row = DIALECTS["ocpp1.6"].inbound["Authorize"]
    reply = row.to_reply(JUDGEMENTS[-1], None, NOW)
    assert "parentIdTag" not in json.loads(ENCODER.encode(reply))["idTagInfo"]


# OCPP 2.x.

TWO = ["ocpp2.0.1", "ocpp2.1"]


def event(**more: Any) -> dict:
    return {
        "eventType": "Updated",
        "timestamp": AT,
        "triggerReason": "MeterValuePeriodic",
        "seqNo": 7,
        "transactionInfo": {"transactionId": "tx-1"},
        **more,
    }


@pytest.mark.parametrize("version", TWO)
def test_a_transaction_event_says_what_it_says(version: str) -> None:
    plain = event(
        offline=True,
        evse={"id": 2, "connectorId": 1},
        idToken={"idToken": "TAG", "type": "ISO14443"},
        transactionInfo={
            "transactionId": "tx-1",
            "chargingState": "SuspendedEV",
            "stoppedReason": "EVDisconnected",
            "remoteStartId": 9,
        },
    )
    told = command_of(version, "TransactionEvent", plain)
    report = told.report
    assert told.self_named
    assert (told.reference, report.sequence, report.offline) == ("tx-1", 7, True)
    assert (report.evse, report.connector, report.token) == (2, 1, "TAG")
    assert (report.trigger, report.reason) == (Trigger.METER, StopReason.EV_DISCONNECTED)
    assert report.remote_start == 9


@pytest.mark.parametrize("version", TWO)
def test_an_evse_alone_is_not_connector_one(version: str) -> None:
    report = command_of(version, "TransactionEvent", event(evse={"id": 2})).report
    assert (report.evse, report.connector) == (2, None)
    assert command_of(version, "TransactionEvent", event()).report.evse is None


@pytest.mark.parametrize("version", TWO)
def test_no_authorization_is_needed_where_the_token_says_so(version: str) -> None:
    token = {"idToken": "", "type": "NoAuthorization"}
    report = command_of(version, "TransactionEvent", event(idToken=token)).report
    assert report.free
    assert report.token is None
    assert command_of(version, "Authorize", {"idToken": token}) is None


@pytest.mark.parametrize("version", TWO)
def test_a_multiplier_and_a_signature_are_taken_in(version: str) -> None:
    signature = {
        "signedMeterData": "AAAA",
        "signingMethod": "ECDSA",
        "encodingMethod": "OCMF",
        "publicKey": "KEY",
    }
    sampled = {
        "value": 12.5,
        "unitOfMeasure": {"unit": "Wh", "multiplier": 3},
        "signedMeterValue": signature,
    }
    values = [{"timestamp": AT, "sampledValue": [sampled]}]
    [reading] = command_of(version, "MeterValues", {"evseId": 1, "meterValue": values}).readings
    [sample] = reading.samples
    assert (sample.value, sample.unit) == (Decimal(12500), "Wh")
    assert sample.signed is not None
    assert (sample.signed.data, sample.signed.method) == ("AAAA", "ECDSA")
    assert (sample.signed.encoding, sample.signed.public_key) == ("OCMF", "KEY")


@pytest.mark.parametrize("version", TWO)
def test_the_value_of_a_password_is_not_read_from_a_report(version: str) -> None:
    def variable(name: str) -> dict:
        return {
            "component": {"name": "SecurityCtrlr"},
            "variable": {"name": name},
            "variableAttribute": [{"value": "s3cret"}],
        }

    plain = {
        "requestId": 1,
        "generatedAt": AT,
        "seqNo": 0,
        "reportData": [variable("BasicAuthPassword"), variable("basicauthpassword"), variable("X")],
    }
    page = command_of(version, "NotifyReport", plain).page
    assert [setting.value for setting in page.settings] == [None, None, "s3cret"]
    assert page.last


def test_each_action_without_a_row_has_a_reason() -> None:
    for dialect in DIALECTS.values():
        for action in dialect.actions.values():
            if action.station_may_call or action.station_may_send:
                assert (action.name in dialect.inbound) != bool(dialect.unsaid.get(action.name))
