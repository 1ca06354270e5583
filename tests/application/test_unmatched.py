"""What stations say of transactions that nobody knows, and what operators make of it."""

import pytest
from tests.application.office import Office, end, heard, shows, start
from tests.application.rules import rule
from tests.asynchronous import asynchronous
from tests.builders import VOLTA, wh

from application.charging.decide_report import (
    AssignReport,
    AssignReportHandler,
    DismissReport,
    DismissReportHandler,
)
from application.charging.record_readings import RecordReadings, RecordReadingsHandler
from application.charging.setting_aside import SettingAside
from application.charging.settle_session import SettleSession
from application.charging.watch_sessions import CloseSession
from domain.errors import NotPossibleNow, StaleState
from domain.identity import TransactionReference
from domain.session import Evidence, Finding, ReportDecided, StopReason
from domain.station import StopUnmatched

LOST = TransactionReference("4711")
ANNA = "Anna (key ocsms_...)"


async def an_office_with_a_lost_stop():
    """A session runs, and its station tells of an end at 6,000 Wh under another number."""
    office = await Office().open()
    await office.tariff()
    station = await office.station()
    running = await office.starts(station, start())
    session = await office.session(station, str(running.number))
    readings = (shows(3_000, 15), shows(5_000, 25))
    for reading in readings:
        await office.run(RecordReadings(station.id, 1, (reading,), LOST))
    await office.run(heard(station.id, end(30, register=6_000), LOST, self_named=False))
    return office, session


@rule(SettingAside, "An end raises an alarm: one a transaction, until an operator has decided.")
@asynchronous
async def test_a_stop_of_an_unknown_transaction_raises_one_alarm_until_it_is_decided():
    office, session = await an_office_with_a_lost_stop()
    [alarm] = await office.events(StopUnmatched)
    assert (alarm.reference, alarm.candidate) == (LOST, session.id)
    again = heard(session.station, end(31, register=6_001), LOST, self_named=False)
    await office.run(again)
    assert len(await office.events(StopUnmatched)) == 1
    while waiting(office):
        await office.run(DismissReport(waiting(office)[0].id, "a test", ANNA))
    await office.run(heard(session.station, end(32, register=6_002), LOST, self_named=False))
    assert len(await office.events(StopUnmatched)) == 2


def waiting(office):
    return [told for told in office.storage.unmatched(VOLTA) if told.waiting]


def the_end(office):
    return next(told for told in office.storage.unmatched(VOLTA) if told.report.kind == "ended")


async def now(office, session):
    return await office.stores().sessions.get(session.id)


@rule(SettingAside, "The one open session of the station is proposed for it")
@rule(SettingAside, "Its readings are kept with the name")
@rule(RecordReadingsHandler, "Those of a transaction that nobody knows")
@asynchronous
async def test_all_that_is_told_of_an_unknown_transaction_waits_for_a_decision():
    office, session = await an_office_with_a_lost_stop()
    assert [told.report.kind for told in waiting(office)] == ["updated", "updated", "ended"]
    assert {told.candidate for told in waiting(office)} == {session.id}
    assert {row.told.claimed for row in office.storage.readings(VOLTA)} == {LOST}
    assert Finding.NEEDS_REVIEW in (await now(office, session)).findings


@rule(AssignReportHandler, "The session hears it like any other")
@rule(AssignReportHandler, "All that waits of the same transaction")
@rule(AssignReportHandler, "The session is marked")
@asynchronous
async def test_an_assigned_end_ends_the_session_and_counts_in_its_record():
    office, session = await an_office_with_a_lost_stop()
    await office.run(AssignReport(the_end(office).id, session.id, ANNA))
    after = await now(office, session)
    assert not after.open
    assert (after.energy, after.reason) == (wh(5_000), StopReason.LOCAL)
    assert Finding.MATCHED_BY_HAND in after.findings
    assert Finding.NEEDS_REVIEW not in after.findings
    own = [row for row in office.storage.readings(VOLTA) if row.told.session == session.id]
    assert len(own) == 2
    assert waiting(office) == []
    assert {told.decided_by for told in office.storage.unmatched(VOLTA)} == {ANNA}
    record = await office.run(SettleSession(session.id))
    assert record.energy == wh(5_000)
    decided = await office.events(ReportDecided)
    assert {event.session for event in decided} == {session.id}


@rule(AssignReportHandler, "All that waits of the same transaction")
@asynchronous
async def test_one_report_alone_leaves_the_others_waiting():
    office, session = await an_office_with_a_lost_stop()
    first = waiting(office)[0]
    await office.run(AssignReport(first.id, session.id, ANNA, alone=True))
    assert (await now(office, session)).open
    assert (await now(office, session)).energy == wh(2_000)
    assert len(waiting(office)) == 2


@rule(AssignReportHandler, "Only to a session of the same station")
@asynchronous
async def test_a_report_belongs_to_its_station_and_is_decided_once():
    office, session = await an_office_with_a_lost_stop()
    other = await office.station("HARBOUR-1")
    started = await office.starts(other, start())
    elsewhere = await office.session(other, str(started.number))
    lost = the_end(office)
    with pytest.raises(NotPossibleNow):
        await office.run(AssignReport(lost.id, elsewhere.id, ANNA))
    await office.run(AssignReport(lost.id, session.id, ANNA))
    for again in (AssignReport(lost.id, session.id, ANNA), DismissReport(lost.id, "no", ANNA)):
        with pytest.raises(NotPossibleNow):
            await office.run(again)


@rule(AssignReportHandler, "An end is not assigned to a session whose station told its end itself.")
@asynchronous
async def test_a_session_has_one_end_of_its_station():
    office, session = await an_office_with_a_lost_stop()
    said = end(20, register=4_000)
    await office.run(heard(session.station, said, session.reference, self_named=False))
    with pytest.raises(NotPossibleNow):
        await office.run(AssignReport(the_end(office).id, session.id, ANNA))
    assert len(waiting(office)) == 3
    assert (await now(office, session)).energy == wh(3_000)


@asynchronous
async def test_an_assigned_end_corrects_a_session_that_a_rule_had_closed():
    office, session = await an_office_with_a_lost_stop()
    office.later(40)
    await office.run(CloseSession(session.id, Evidence.OPERATOR))
    await office.run(AssignReport(the_end(office).id, session.id, ANNA))
    after = await now(office, session)
    assert (after.evidence, after.energy) == (None, wh(5_000))
    assert Finding.CORRECTED_AFTER_CLOSE in after.findings


@rule(AssignReportHandler, "A session with a record takes no more readings")
@asynchronous
async def test_a_settled_session_takes_no_more_readings():
    office = await Office().open()
    await office.tariff()
    await office.tariff()
    station = await office.station()
    started = await office.starts(station, start())
    reference = str(started.number)
    await office.run(heard(station.id, end(30, register=6_000), reference, self_named=False))
    session = await office.session(station, reference)
    await office.run(SettleSession(session.id))
    await office.run(RecordReadings(station.id, 1, (shows(9_000, 20),), LOST))
    (lost,) = waiting(office)
    with pytest.raises(NotPossibleNow):
        await office.run(AssignReport(lost.id, session.id, ANNA))


@rule(DismissReportHandler, "It stays, with the reason, and counts nowhere.")
@rule(DismissReportHandler, "All that waits of the same transaction")
@rule(DismissReportHandler, "The open session that it could have been about")
@asynchronous
async def test_a_dismissed_report_stays_and_counts_nowhere():
    office, session = await an_office_with_a_lost_stop()
    await office.run(DismissReport(the_end(office).id, "A test of the fitter's", ANNA))
    after = await now(office, session)
    assert after.open
    assert Finding.NEEDS_REVIEW not in after.findings
    assert {told.dismissed for told in office.storage.unmatched(VOLTA)} == {
        "A test of the fitter's"
    }
    events = await office.events(ReportDecided)
    assert {(event.session, event.reason) for event in events} == {(None, "A test of the fitter's")}


@asynchronous
async def test_of_two_operators_who_decide_at_once_one_is_told_that_it_was_decided():
    office, session = await an_office_with_a_lost_stop()
    lost = the_end(office)

    async def overtake(_attempt):
        office.storage.faults.before_commit = idle
        await office.run(AssignReport(lost.id, session.id, ANNA))

    idle = office.storage.faults.before_commit
    office.storage.faults.before_commit = overtake
    with pytest.raises((NotPossibleNow, StaleState)):
        await office.run(DismissReport(lost.id, "no", "Ben"))
    assert the_end(office).decided_by == ANNA
