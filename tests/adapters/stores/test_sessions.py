"""Sessions by every name they have, and the numbers given to them."""

import asyncio
from datetime import timedelta

import pytest
from tests.adapters.stores.world import World, promise
from tests.builders import EIGHT, OHM, a_session, at, ended, moment, new_id, started, told, updated

from domain.errors import AlreadyExists, NotFound
from domain.session import Evidence, Finding, SessionStarted

START = "1|deadbeef|0|2026-03-02T08:00:00Z"


@promise
async def test_a_session_is_found_by_the_stations_name_for_it(world: World):
    market, harbour = await world.station("MARKET-1"), await world.station("HARBOUR-1")
    ours, theirs = a_session(market, "7"), a_session(harbour, "7")
    await world.keep(ours, theirs)
    sessions = world.volta().sessions
    assert (await sessions.find(market.id, "7")).id == ours.id
    assert (await sessions.find(harbour.id, "7")).id == theirs.id
    assert await sessions.find(market.id, "8") is None


@promise
async def test_a_session_is_found_by_its_start(world: World):
    market, harbour = await world.station("MARKET-1"), await world.station("HARBOUR-1")
    session = a_session(market, "7", start_key=START)
    await world.keep(session, a_session(market, "8"))
    sessions = world.volta().sessions
    assert (await sessions.find_by_start(market.id, START)).id == session.id
    assert await sessions.find_by_start(harbour.id, START) is None
    assert await sessions.find_by_start(market.id, START + "0") is None


@promise
async def test_what_is_saved_and_not_committed_is_found_by_every_name(world: World):
    station, scope = await world.station(), world.volta()
    session = a_session(station, "7", start_key=START, token="DeadBeef")
    scope.sessions.save(session)
    assert (await scope.sessions.find(station.id, "7")).id == session.id
    assert (await scope.sessions.find_by_start(station.id, START)).id == session.id
    assert [s.id for s in await scope.sessions.open_at(station.id)] == [session.id]
    assert (await scope.sessions.get(session.id)).reference == "7"


@promise
async def test_a_session_that_is_not_there_cannot_be_got(world: World):
    with pytest.raises(NotFound):
        await world.volta().sessions.get(new_id())


@promise
async def test_the_same_start_opens_one_session_however_many_tell_it(world: World):
    station = await world.station()
    scopes = [world.volta() for _ in range(4)]
    for number, scope in enumerate(scopes):
        scope.sessions.save(a_session(station, str(number), start_key=START))
    results = await asyncio.gather(*(s.work.commit() for s in scopes), return_exceptions=True)
    assert results.count(None) == 1
    assert sum(isinstance(result, AlreadyExists) for result in results) == 3
    assert len(await world.volta().sessions.open_at(station.id)) == 1


@promise
async def test_the_same_reference_opens_one_session(world: World):
    station = await world.station()
    await world.keep(a_session(station, "7"))
    scope = world.volta()
    scope.sessions.save(a_session(station, "7"))
    with pytest.raises(AlreadyExists):
        await scope.work.commit()


@promise
async def test_open_sessions_come_oldest_first_and_ended_ones_not_at_all(world: World):
    station, other = await world.station("MARKET-1"), await world.station("HARBOUR-1")
    late = a_session(station, "late", first_heard=at(20))
    early = a_session(station, "early", first_heard=at(10))
    over = a_session(station, "over")
    over.hear(started())
    over.hear(ended(5))
    await world.keep(late, early, over, a_session(other, "elsewhere"))
    opened = await world.volta().sessions.open_at(station.id)
    assert [session.reference for session in opened] == ["early", "late"]


@promise
async def test_overdue_are_open_sessions_not_heard_and_not_yet_silent(world: World):
    station = await world.station()
    quiet = a_session(station, "quiet", last_heard=at(5))
    quietest = a_session(station, "quietest", last_heard=at(1))
    lively = a_session(station, "lively", last_heard=at(30))
    known = a_session(station, "known", last_heard=at(2))
    known.fall_silent(at(20))
    over = a_session(station, "over")
    over.hear(ended(1))
    await world.keep(quiet, quietest, lively, known, over)
    sessions = world.volta().sessions
    assert [s.reference for s in await sessions.overdue(at(10), 10)] == ["quietest", "quiet"]
    assert [s.reference for s in await sessions.overdue(at(10), 1)] == ["quietest"]
    assert [s.reference for s in await sessions.overdue(at(10), 1, after=quietest)] == ["quiet"]
    assert await sessions.overdue(at(10), 1, after=quiet) == ()
    assert [s.reference for s in await sessions.overdue(at(5), 10)] == ["quietest"]


@promise
async def test_unsettled_are_ended_sessions_without_a_record_oldest_first(world: World):
    station = await world.station()
    later = a_session(station, "later", last_heard=at(6))
    first = a_session(station, "first", last_heard=at(2))
    by_rule = a_session(station, "by rule", last_heard=at(4))
    settled = a_session(station, "settled", last_heard=at(1))
    lacking = a_session(station, "its start has not come", last_heard=at(1))
    lacking.hear(ended(1))
    for session in (later, first, settled, by_rule):
        session.hear(started(0))
    for session in (later, first, settled):
        session.hear(ended(1))
    by_rule.close_by_rule(Evidence.STATION_DENIES, moment(4))
    settled.settle(at(9))
    await world.keep(later, first, by_rule, settled, lacking, a_session(station, "open"))
    sessions = world.volta().sessions
    found = [s.reference for s in await sessions.unsettled(at(10), 10)]
    assert found == ["first", "by rule", "later"]
    beyond = await sessions.unsettled(at(10), 10, after=first)
    assert [s.reference for s in beyond] == ["by rule", "later"]
    assert await sessions.unsettled(at(10), 10, after=later) == ()
    assert [s.reference for s in await sessions.unsettled(at(10), 2)] == ["first", "by rule"]
    assert [s.reference for s in await sessions.unsettled(at(4), 10)] == ["first"]


@promise
async def test_incomplete_are_ended_sessions_with_a_gap_until_they_are_marked(world: World):
    station = await world.station()

    def with_gap(reference: str, minutes: float):
        parts = started(0, sequence=0), ended(minutes, sequence=2)
        return told(*parts, station=station, reference=reference)

    later, first, marked = with_gap("later", 6), with_gap("first", 2), with_gap("marked", 1)
    marked.leave_incomplete(at(9))
    startless = told(ended(3, sequence=0), station=station, reference="startless")
    whole = told(started(0), ended(1), station=station, reference="whole")
    await world.keep(later, first, marked, startless, whole, a_session(station, "open"))
    sessions = world.volta().sessions
    found = [s.reference for s in await sessions.incomplete(at(10), 10)]
    assert found == ["first", "startless", "later"]
    beyond = await sessions.incomplete(at(10), 10, after=first)
    assert [s.reference for s in beyond] == ["startless", "later"]
    assert [s.reference for s in await sessions.incomplete(at(10), 1)] == ["first"]
    assert [s.reference for s in await sessions.incomplete(at(2), 10)] == []


@promise
async def test_a_gap_that_is_filled_leaves_neither_mark_nor_place_in_the_list(world: World):
    station = await world.station()
    session = told(started(0, sequence=0), ended(2, sequence=2), station=station, reference="gap")
    session.leave_incomplete(at(9))
    _, line = await world.linked(station)
    line.sessions.save(session)
    await line.work.commit()
    assert (await world.volta().sessions.get(session.id)).findings >= {Finding.REPORTS_MISSING}
    session = await line.sessions.get(session.id)
    session.hear(updated(1, heard=20, sequence=1))
    line.sessions.save(session)
    await line.work.commit()
    sessions = world.volta().sessions
    assert Finding.REPORTS_MISSING not in (await sessions.get(session.id)).findings
    assert await sessions.incomplete(at(60), 10) == ()
    assert [s.reference for s in await sessions.unsettled(at(60), 10)] == ["gap"]


@promise
async def test_a_session_survives_its_own_events(world: World):
    station = await world.station()
    session, newest = a_session(station), await world.storage.outbox.newest()
    session.hear(started())
    await world.keep(session)
    events = [stored.event for stored in await world.storage.outbox.after(newest, 10)]
    assert isinstance(events[0], SessionStarted)
    assert events[0].session == session.id
    await world.keep(session)
    assert len(await world.storage.outbox.after(newest, 10)) == len(events)


@promise
async def test_transaction_numbers_are_positive_and_never_given_twice(world: World):
    here, there = world.volta().numbers, world.ohm().numbers
    given = [await store.next() for _ in range(60) for store in (here, there)]
    assert len(set(given)) == len(given)
    assert all(0 < number < 2**31 for number in given)


@promise
async def test_transaction_numbers_asked_for_at_once_are_all_different(world: World):
    stores = [world.storage.scope(OHM).numbers for _ in range(20)]
    given = await asyncio.gather(*(store.next() for store in stores))
    assert len(set(given)) == 20


@promise
async def test_times_keep_their_microseconds(world: World):
    station = await world.station()
    precise = EIGHT + timedelta(microseconds=123_457)
    session = a_session(station, first_heard=precise, last_heard=precise)
    await world.keep(session)
    assert (await world.volta().sessions.get(session.id)).first_heard == precise
