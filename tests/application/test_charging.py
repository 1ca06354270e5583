"""Sessions as stations tell of them."""

from dataclasses import replace

import pytest
from tests.application.office import Office, end, heard, said, start, update
from tests.application.rules import rule
from tests.asynchronous import asynchronous
from tests.builders import VOLTA

from application.charging.hear_report import HearReportHandler
from application.charging.keep_refused import KeepRefused, KeepRefusedHandler
from application.charging.opening import Opening
from application.charging.start_session import StartSessionHandler
from application.provisioning.report_status import ReportStatus
from application.tariff.assign_tariff import AssignTariff
from domain.metering import ENERGY_REGISTER, Sample
from domain.session import Evidence, Finding, Phase
from domain.station import Occupied, ReportRefused, Stage
from domain.token import AuthorizationStatus as Status

# Stations that do not name their transactions (1.6).


@rule(StartSessionHandler, "A session opens even for a refused token")
@asynchronous
async def test_a_start_with_an_unknown_token_opens_a_session():
    office = await Office().open()
    station = await office.station()
    started = await office.starts(station, start(token="STRANGER"))
    session = await office.session(station, str(started.number))
    assert session.open
    assert Finding.REFUSED_BUT_STARTED in session.findings


@rule(StartSessionHandler, "The answer tells the station whether to go on.")
@asynchronous
async def test_the_answer_to_a_start_is_the_judgement_on_its_token():
    office = await Office().open()
    station = await office.station()
    await office.token("GOOD")
    await office.token("BAD", blocked=True)
    good = await office.starts(station, start(token="GOOD"))
    bad = await office.starts(station, start(1, token="BAD", evse=2))
    assert good.authorization.status is Status.ACCEPTED
    assert bad.authorization.status is Status.BLOCKED


@rule(StartSessionHandler, "The same start told twice opens one session")
@asynchronous
async def test_the_same_start_told_twice_opens_one_session_and_gets_the_same_number():
    office = await Office().open()
    station = await office.station()
    first = await office.starts(station, start())
    office.later(5)
    assert (await office.starts(station, start())).number == first.number
    assert len(office.sessions()) == 1


@rule(StartSessionHandler, "The number is positive and was never given before")
@asynchronous
async def test_every_start_gets_a_positive_number_of_its_own():
    office = await Office().open()
    here, there = await office.station("HERE"), await office.station("THERE")
    told = [(here, start()), (there, start()), (here, start(1, token="STRANGER", evse=2))]
    numbers = [(await office.starts(station, said)).number for station, said in told]
    assert len(set(numbers)) == len(numbers)
    assert all(0 < number < 2**31 for number in numbers)


# Stations that name them (2.x), and what both have in common.


@rule(HearReportHandler, "There is always an answer")
@pytest.mark.parametrize(
    "odd",
    [
        end(-60, register=0),
        update(0, sequence=2**31 - 1),
        start(evse=None, connector=None, token=None, register=None),
        start(0, register=10**12),
    ],
)
@asynchronous
async def test_an_odd_report_is_answered(odd):
    office = await Office().open()
    station = await office.station()
    assert (await office.hears(station, odd)).known
    assert (await office.hears(station, odd)).known


@rule(HearReportHandler, "Reports may come in any order and more than once")
@asynchronous
async def test_reports_back_to_front_and_twice_make_one_session():
    office = await Office().open()
    station = await office.station()
    told = [
        end(60, sequence=2, register=21_000),
        update(30, sequence=1, shows=11_000),
        start(0, sequence=0),
    ]
    await office.hears(station, *told, *told)
    session = await office.session(station)
    assert (session.energy.kwh, session.phase, session.complete) == (20, Phase.ENDED, True)
    assert len(office.sessions()) == 1


@rule(HearReportHandler, "A token shown with the report is judged")
@asynchronous
async def test_a_token_is_judged_even_with_a_report_that_is_known():
    office = await Office().open()
    station = await office.station()
    await office.token()
    await office.hears(station, start(sequence=0), update(5, sequence=1))
    again = await office.hears(station, start(sequence=0))
    late = await office.hears(station, update(3, sequence=1, token="STRANGER"))
    assert again.authorization.status is Status.ACCEPTED
    assert late.authorization.status is Status.UNKNOWN


@rule(HearReportHandler, "An end cannot be refused")
@asynchronous
async def test_a_strangers_token_ends_the_session_all_the_same():
    office = await Office().open()
    station = await office.station()
    await office.token()
    answer = await office.hears(station, start(), end(30, token="STRANGER", register=6_000))
    session = await office.session(station)
    assert answer.authorization.status is Status.UNKNOWN
    assert session.phase is Phase.ENDED
    assert session.token == "DEADBEEF"


@rule(HearReportHandler, "A report of a transaction that nobody knows opens it")
@asynchronous
async def test_a_transaction_that_the_station_names_is_opened_by_any_report():
    office = await Office().open()
    station = await office.station()
    await office.hears(station, update(5, shows=2_000, evse=1))
    assert (await office.session(station)).open


@rule(HearReportHandler, "A report of a transaction that nobody knows opens it")
@asynchronous
async def test_a_stop_under_a_number_that_we_never_gave_is_kept_aside():
    office = await Office().open()
    station = await office.station()
    running = await office.starts(station, start())
    answer = await office.run(heard(station.id, end(30, register=6_000), "4711", self_named=False))
    (kept,) = office.storage.unmatched(VOLTA)
    session = await office.session(station, str(running.number))
    assert not answer.known
    assert (kept.report.reference, kept.candidate) == ("4711", session.id)
    assert session.open
    assert Finding.NEEDS_REVIEW in session.findings


@rule(HearReportHandler, "With the end, the cost is told if it is known and can be heard.")
@asynchronous
async def test_the_cost_is_told_with_the_end_unless_a_report_is_missing():
    office = await Office().open()
    station = await office.station()
    await office.tariff("0.5")
    whole = await office.hears(
        station, start(sequence=0), end(60, sequence=1, register=21_000), reference="whole"
    )
    gap = await office.hears(
        station, start(61, sequence=0), end(90, sequence=2, register=21_000), reference="gap"
    )
    await office.hears(station, start(100, sequence=0), reference="mute")
    last = heard(station.id, end(160, sequence=1, register=21_000), "mute")
    mute = await office.run(replace(last, hears_cost=False))
    assert whole.cost.amount == 10
    assert gap.cost is None
    assert mute.cost is None


@rule(StartSessionHandler, "What its outlet said already of a time since the start holds")
@pytest.mark.parametrize(
    ("stage", "minutes", "phase"),
    [
        (Stage.CHARGING, 0, Phase.CHARGING),
        (Stage.SUSPENDED_BY_EV, 1, Phase.SUSPENDED_BY_EV),
        (Stage.CHARGING, -1, Phase.PREPARING),  # of the session before
        (Stage.FINISHING, 0, Phase.PREPARING),
    ],
)
@asynchronous
async def test_a_status_that_came_before_its_start_counts(stage, minutes, phase):
    office = await Office().open()
    station = await office.station()
    await office.run(ReportStatus(station.id, 1, 1, Occupied(stage), said(minutes)))
    started = await office.starts(station, start())
    assert (await office.session(station, str(started.number))).phase is phase


# Opening.


@rule(Opening, "Its tariff is fixed")
@asynchronous
async def test_the_tariff_is_that_of_the_start():
    office = await Office().open()
    station = await office.station()
    own = await office.tariff("0.3", name="Own", is_default=False)
    default = await office.tariff("0.5")
    await office.hears(station, start())
    await office.run(AssignTariff(station.id, own.id))
    await office.hears(station, start(5, evse=2), reference="tx-2")
    assert (await office.session(station)).tariff == default.id
    assert (await office.session(station, "tx-2")).tariff == own.id


@rule(Opening, "A session still open on the same EVSE must be over")
@asynchronous
async def test_a_new_session_on_an_evse_closes_the_one_before():
    office = await Office().open()
    station = await office.station()
    await office.hears(station, start())
    await office.hears(station, start(30, offline=True), reference="of the past")
    assert (await office.session(station)).open
    await office.hears(station, start(60), reference="tx-2")
    before = await office.session(station)
    assert before.evidence is Evidence.NEW_SESSION_ON_EVSE
    assert Finding.NEEDS_REVIEW in before.findings
    assert (await office.session(station, "tx-2")).open


# What nobody can read.


@rule(KeepRefusedHandler, "It is kept before the station is told")
@rule(KeepRefusedHandler, "Only as text, beside all sessions")
@rule(KeepRefusedHandler, "What no text of a database can hold")
@asynchronous
async def test_a_refused_record_is_kept_as_text_and_changes_no_session():
    office = await Office().open()
    station = await office.station()
    await office.hears(station, start())
    before = await office.session(station)
    payload = b'{"transactionId": "tx-1", "idTag": "\x00\xff"}'
    refused = KeepRefused(VOLTA, station.id, "StopTransaction", "m1", "timestamp", payload)
    await office.run(refused)
    (kept,) = await office.events(ReportRefused)
    assert kept.text == '{"transactionId": "tx-1", "idTag": "\ufffd\ufffd"}'
    assert kept.length == len(payload)
    assert await office.session(station) == before


@asynchronous
async def test_a_value_that_is_no_number_is_kept_and_not_counted():
    office = await Office().open()
    station = await office.station()
    await office.hears(station, start())
    odd = update(5, shows=1_000)
    (reading,) = odd.readings
    raw = Sample(ENERGY_REGISTER, None, "Wh", raw="12,5")
    said = type(reading)(reading.said_at, (raw,))
    await office.hears(station, update(5, readings=(said,)))
    (kept,) = office.storage.readings(VOLTA)
    assert kept.reading.samples == (raw,)
    assert not (await office.session(station)).energy
