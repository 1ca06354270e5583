"""When an ended session gets its record though no reaction wrote it."""

from datetime import timedelta

import pytest
from tests.application.office import Office, end, start
from tests.application.rules import rule
from tests.asynchronous import asynchronous
from tests.builders import VOLTA, at, moment

from application.charging import settle_overdue, watch_sessions
from application.charging.settle_overdue import SettleOverdue, SettleOverdueHandler
from application.charging.watch_sessions import WatchSessions, WatchSessionsHandler
from domain.identity import TransactionReference
from domain.session import Evidence, Finding

LIMIT = timedelta(days=3)
DAYS = 24 * 60


async def closed(office: Office, station, reference="tx-1", minutes=60.0):
    """A session of that station, closed by the next one's start while its end may be queued."""
    await office.hears(station, start(0), reference=reference)
    scope = office.stores()
    session = await scope.sessions.find(station.id, TransactionReference(reference))
    office.clock.advance(max(at(minutes) - office.clock.now(), timedelta(0)))
    session.close_by_rule(Evidence.NEW_SESSION_ON_EVSE, moment(minutes))
    scope.sessions.save(session)
    await scope.work.commit()
    return session


async def settled(office: Office) -> int:
    return await office.run(SettleOverdue(LIMIT))


@rule(SettleOverdueHandler, "A session whose end was told is settled even if")
@asynchronous
async def test_a_session_whose_reaction_was_lost_is_settled_wherever_its_station_is():
    office = await Office().open()
    await office.tariff()
    await office.hears(await office.station(), start(), end(60, register=21_000))
    office.later(5)
    assert await settled(office) == 0
    office.later(90)
    assert await settled(office) == 1
    assert await settled(office) == 0


@rule(SettleOverdueHandler, "One that a rule has closed waits while its station is away")
@asynchronous
async def test_a_session_closed_by_rule_waits_for_a_station_that_is_away():
    office = await Office().open()
    await closed(office, await office.station())
    office.later(2 * DAYS)
    assert await settled(office) == 0


@rule(SettleOverdueHandler, "It is settled once its station has been on the line for a quarter")
@asynchronous
async def test_it_is_settled_when_its_station_has_had_time_to_tell_its_queue():
    office = await Office().open()
    station = await office.station()
    await closed(office, station)
    office.later(2 * DAYS)
    await office.connected(station)
    office.later(14)
    assert await settled(office) == 0
    office.later(1)
    assert await settled(office) == 1


@asynchronous
async def test_a_line_that_is_older_than_the_closing_is_no_proof_by_itself():
    office = await Office().open()
    station = await office.station()
    await office.connected(station)
    await closed(office, station)
    office.later(14)
    assert await settled(office) == 0
    office.later(2)
    assert await settled(office) == 1


@rule(SettleOverdueHandler, "A station that stays away is waited for no longer than the limit")
@asynchronous
async def test_after_the_limit_it_is_settled_and_a_later_word_is_marked():
    office = await Office().open()
    station = await office.station()
    await closed(office, station)
    office.later(3 * DAYS + 1)
    assert await settled(office) == 1
    await office.hears(station, end(50, register=9_000, offline=True))
    assert Finding.CORRECTED_AFTER_CLOSE in (await office.session(station)).findings


@rule(SettleOverdueHandler, "Sessions that wait keep no later one waiting")
@asynchronous
async def test_sessions_that_wait_for_their_stations_keep_no_later_one_waiting(monkeypatch):
    monkeypatch.setattr(settle_overdue, "MOST_AT_ONCE", 2)
    office = await Office().open()
    await office.tariff()
    for number in range(5):
        await closed(office, await office.station(f"AWAY-{number}"), f"tx-{number}")
    there = await office.station("THERE")
    await office.hears(there, start(60), end(61, register=21_000), reference="tx-there")
    office.later(30)
    assert await settled(office) == 1
    assert [cdr.station for cdr in office.storage.records(VOLTA)] == [there.id]


@pytest.mark.parametrize("gap", [1, 3])
@asynchronous
async def test_sessions_with_gaps_are_left_alone(gap):
    office = await Office().open()
    station = await office.station()
    await office.hears(station, start(sequence=0), end(60, sequence=1 + gap, register=21_000))
    office.later(10 * DAYS)
    assert await settled(office) == 0


@rule(WatchSessionsHandler, "Sessions that are quiet but well keep no later one waiting.")
@asynchronous
async def test_many_cars_that_stand_all_night_keep_no_silence_from_being_seen(monkeypatch):
    monkeypatch.setattr(watch_sessions, "MOST_AT_ONCE", 2)
    office = await Office().open()
    for number in range(5):
        parked = await office.station_on_line(f"PARKED-{number}")
        await office.hears(parked, start(0), reference=f"tx-{number}")
    office.later(1)
    lost = await office.station("LOST")
    await office.hears(lost, start(1), reference="tx-lost")
    office.later(20)
    touched = {
        s.id: office.clock.now() for s in office.storage.database.tables.stations.rows.values()
    }
    await office.stores().links.touch(touched, "node-1")
    assert await office.run(WatchSessions()) == 1
    assert (await office.session(lost, "tx-lost")).silent_since is not None
