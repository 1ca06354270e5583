"""Meter values, and sessions that end without their station's word."""

from datetime import timedelta

import pytest
from tests.application.office import Office, end, said, shows, start, update
from tests.application.rules import rule
from tests.asynchronous import asynchronous
from tests.builders import VOLTA, at

from application.charging.record_readings import RecordReadings, RecordReadingsHandler
from application.charging.report import SaidReading
from application.charging.settle_session import SettleSession, SettleSessionHandler
from application.charging.watch_sessions import (
    CloseSession,
    CloseSessionHandler,
    WatchSessions,
    WatchSessionsHandler,
)
from application.provisioning.report_status import ReportStatus, ReportStatusHandler
from domain.errors import NotFound, NotPossibleNow
from domain.identity import TransactionReference
from domain.metering import Sample
from domain.session import Evidence, Finding, Phase
from domain.station import Available, Occupied
from domain.tenant import TenantPolicy

TX = TransactionReference("tx-1")
NOBODY = TransactionReference("4711")


@rule(RecordReadingsHandler, "There is always an answer, whatever the values are.")
@pytest.mark.parametrize("samples", [(), (Sample("Nonsense", None, "", raw="12,5"),)])
@asynchronous
async def test_readings_without_sense_are_taken(samples):
    office = await Office().open()
    station = await office.station()
    readings = (SaidReading(said(), samples),) if samples else ()
    await office.run(RecordReadings(station.id, 1, readings))
    assert len(office.storage.readings(VOLTA)) == len(readings)


@rule(RecordReadingsHandler, "Readings of a known transaction belong to its session")
@asynchronous
async def test_readings_bring_the_energy_of_their_session_up_to_date():
    office = await Office().open()
    station = await office.station()
    await office.hears(station, start())
    await office.run(RecordReadings(station.id, 1, (shows(6_000, 30),), TX))
    session = await office.session(station)
    (kept,) = office.storage.readings(VOLTA)
    assert session.energy.kwh == 5
    assert kept.told.session == session.id


@rule(RecordReadingsHandler, "Readings without one are the station's or the EVSE's own")
@asynchronous
async def test_readings_without_a_transaction_make_no_session():
    office = await Office().open()
    station = await office.station()
    await office.run(RecordReadings(station.id, 0, (shows(731_000),)))
    (kept,) = office.storage.readings(VOLTA)
    assert (kept.told.session, kept.told.evse) == (None, 0)
    assert office.sessions() == []


@rule(RecordReadingsHandler, "Those of a transaction that nobody knows")
@asynchronous
async def test_readings_of_nobodys_transaction_keep_its_name():
    office = await Office().open()
    station = await office.station()
    await office.run(RecordReadings(station.id, 1, (shows(9_000),), NOBODY))
    (kept,) = office.storage.readings(VOLTA)
    assert kept.told.claimed == NOBODY
    assert office.sessions() == []


@rule(RecordReadingsHandler, "The same reading told twice is kept once.")
@asynchronous
async def test_the_same_reading_told_twice_is_kept_once():
    office = await Office().open()
    station = await office.station()
    await office.hears(station, start())
    for _ in range(2):
        await office.run(RecordReadings(station.id, 1, (shows(6_000, 30),), TX))
        office.later(1)
    assert len(office.storage.readings(VOLTA)) == 1


# Records.


@rule(SettleSessionHandler, "One record a session, however often it is asked for.")
@asynchronous
async def test_a_session_settled_twice_has_one_record():
    office = await Office().open()
    await office.tariff()
    station = await office.station()
    await office.hears(station, start(), end(60, register=21_000))
    session = await office.session(station)
    first = await office.run(SettleSession(session.id))
    assert await office.run(SettleSession(session.id)) == first
    assert len(office.storage.records(VOLTA)) == 1


@rule(SettleSessionHandler, "Not while reports are missing")
@asynchronous
async def test_a_session_with_a_gap_is_settled_when_the_gap_is_filled():
    office = await Office().open()
    await office.tariff()
    station = await office.station()
    await office.hears(station, start(sequence=0), end(60, sequence=2, register=21_000))
    session = await office.session(station)
    assert await office.run(SettleSession(session.id)) is None
    await office.hears(station, update(30, sequence=1, offline=True))
    assert await office.run(SettleSession(session.id)) is not None


@rule(SettleSessionHandler, "It is priced by the tariff that was fixed at its start")
@asynchronous
async def test_a_session_is_priced_by_the_tariff_of_its_start():
    office = await Office().open()
    station = await office.station()
    await office.tariff("0.5")
    await office.hears(station, start(), end(90, register=21_000))
    await office.tariff("0.9", name="Later")
    paid = await office.run(SettleSession((await office.session(station)).id))
    assert paid.bill.total.amount == 10


# Silence, and what is certainly over.


@rule(WatchSessionsHandler, "A session whose station has not spoken for the tenant's limit")
@rule(WatchSessionsHandler, "Silence alone closes nothing")
@asynchronous
async def test_a_session_of_a_station_that_is_away_falls_silent_and_stays_open():
    office = await Office(TenantPolicy(silent_after=timedelta(minutes=20))).open()
    station = await office.station()
    await office.hears(station, start())
    office.later(19)
    assert await office.run(WatchSessions()) == 0
    office.later(2)
    assert await office.run(WatchSessions()) == 1
    office.later(60 * 24)
    assert await office.run(WatchSessions()) == 0
    session = await office.session(station)
    assert session.silent_since == at(21)
    assert session.open


@rule(WatchSessionsHandler, "A session whose station has not spoken for the tenant's limit")
@asynchronous
async def test_a_session_whose_station_is_on_the_line_is_not_silent():
    office = await Office().open()
    station = await office.station_on_line()
    await office.hears(station, start())
    office.later(60)
    await office.stores().links.touch({station.id: office.clock.now()}, "node-1")
    assert await office.run(WatchSessions()) == 0


@rule(WatchSessionsHandler, "It is closed by rule when its station is on the line")
@asynchronous
async def test_a_session_is_closed_when_its_connector_has_long_been_free():
    office = await Office().open()
    station = await office.station_on_line()
    await office.hears(station, start())
    office.later(20)
    await office.run(ReportStatus(station.id, 1, 1, Available(), said(20)))
    await office.stores().links.touch({station.id: office.clock.now()}, "node-1")
    office.later(9)
    await office.run(WatchSessions())
    assert (await office.session(station)).open
    office.later(2)
    await office.run(WatchSessions())
    session = await office.session(station)
    assert (session.evidence, session.ended.at) == (Evidence.CONNECTOR_FREE, at(20))


@rule(ReportStatusHandler, "It ends the silence of the session there")
@asynchronous
async def test_a_silent_session_is_closed_when_its_station_comes_back_with_a_free_connector():
    office = await Office(TenantPolicy(silent_after=timedelta(minutes=20))).open()
    station = await office.station()
    await office.hears(station, start())
    office.later(60)
    await office.run(WatchSessions())
    assert (await office.session(station)).silent_since == at(60)
    await office.stores().links.take(station.id, "node-1", "ocpp1.6", "")
    await office.run(ReportStatus(station.id, 1, 1, Available(), said(60)))
    assert (await office.session(station)).silent_since is None
    office.later(11)
    await office.run(WatchSessions())
    session = await office.session(station)
    assert (session.evidence, session.ended.at) == (Evidence.CONNECTOR_FREE, at(60))


@rule(WatchSessionsHandler, "It is closed by rule when its station is on the line")
@asynchronous
async def test_a_connector_that_was_free_before_the_session_proves_nothing():
    office = await Office().open()
    station = await office.station_on_line()
    await office.run(ReportStatus(station.id, 1, 1, Available(), said(-60)))
    await office.hears(station, start())
    office.later(14)
    await office.run(WatchSessions())
    assert (await office.session(station)).open


@rule(CloseSessionHandler, "It ends with what was last known of it")
@asynchronous
async def test_a_session_closed_by_an_operator_ends_with_its_last_reading():
    office = await Office().open()
    station = await office.station()
    await office.hears(station, start(), update(30, shows=6_000))
    office.later(60)
    session = await office.session(station)
    await office.run(CloseSession(session.id, Evidence.OPERATOR, at(45)))
    closed = await office.session(station)
    assert (closed.phase, closed.evidence) == (Phase.ENDED, Evidence.OPERATOR)
    assert closed.energy.kwh == 5
    assert Finding.CLOSED_BY_RULE in closed.findings


@rule(CloseSessionHandler, "One that has ended cannot be closed.")
@asynchronous
async def test_what_has_ended_is_not_closed_again():
    office = await Office().open()
    station = await office.station()
    await office.hears(station, start(), end(30, register=6_000))
    with pytest.raises(NotPossibleNow):
        await office.run(CloseSession((await office.session(station)).id, Evidence.OPERATOR))


@rule(CloseSessionHandler, "The station's own end, if it still comes, corrects it.")
@asynchronous
async def test_the_stations_own_end_corrects_a_closed_session():
    office = await Office().open()
    station = await office.station()
    await office.hears(station, start(sequence=0))
    office.later(60)
    await office.run(CloseSession((await office.session(station)).id, Evidence.OPERATOR))
    await office.hears(station, end(40, sequence=1, register=11_000))
    session = await office.session(station)
    assert (session.evidence, session.ended.at) == (None, at(40))
    assert session.energy.kwh == 10
    assert Finding.CORRECTED_AFTER_CLOSE in session.findings


@asynchronous
async def test_a_session_that_is_not_there_cannot_be_closed():
    office = await Office().open()
    station = await office.station()
    await office.run(ReportStatus(station.id, 1, 1, Occupied(), said()))
    with pytest.raises(NotFound):
        await office.run(CloseSession(station.id, Evidence.OPERATOR))
