"""Readings, words that nobody could place, and charge detail records."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.adapters.stores.world import Installation, World, promise, within
from tests.builders import (
    EIGHT,
    OHM,
    VOLTA,
    a_session,
    at,
    ended,
    new_id,
    reading,
    started,
)

from application.ports.charging import ReadingSet
from domain.cdr import Cdr, write_cdr
from domain.errors import AlreadyExists, NotFound, StaleState
from domain.identity import CdrId, TransactionReference
from domain.metering import MeterReading, Sample, SignedValue
from domain.moments import Moment, TimeFlaw
from domain.session import ChargingSession, UnmatchedReport
from domain.station import Station

# Readings.


async def told(world: World, *sets: ReadingSet) -> None:
    scope = world.volta()
    for each in sets:
        scope.readings.add(each)
    await scope.work.commit()


@promise
async def test_a_reading_told_twice_is_kept_once(world: World):
    station = await world.station()
    word = ReadingSet(station.id, None, 1, 1, (reading(1000, 0), reading(1100, 1)))
    await told(world, word)
    await told(world, word)
    await told(world, replace(word, readings=(reading(1100, 1), reading(1200, 2))))
    kept = [single.register().wh for _, single in await world.records.readings(VOLTA)]
    assert sorted(kept) == [1000, 1100, 1200]


@promise
async def test_a_reading_told_twice_in_one_message_is_kept_once(world: World):
    station = await world.station()
    await told(world, ReadingSet(station.id, None, 1, 1, (reading(1000), reading(1000))))
    assert len(await world.records.readings(VOLTA)) == 1


@promise
async def test_readings_that_differ_in_anything_are_all_kept(world: World):
    station, other = await world.station("MARKET-1"), await world.station("HARBOUR-1")
    session = a_session(station)
    await world.keep(session)
    word = ReadingSet(station.id, None, 1, 1, (reading(1000),))
    await told(
        world,
        word,
        replace(word, readings=(reading(1001),)),
        replace(word, readings=(reading(1000, 1),)),
        replace(word, station=other.id),
        replace(word, evse=2),
        replace(word, session=session.id),
    )
    assert len(await world.records.readings(VOLTA)) == 6


@promise
async def test_a_reading_comes_back_whole(world: World):
    station = await world.station()
    odd = Sample("Vendor.Mood", None, "smile", raw="fröhlich")
    signed = Sample(
        "Energy.Active.Import.Register",
        None,
        "Wh",
        signed=SignedValue("OCMF|{}|" + "x" * 3000, "ECDSA", "OCMF", "04ab"),
    )
    wanted = replace(reading("1000.125", phase=None), moment=Moment(at(1), at(2), "08:01", None))
    wanted = replace(wanted, samples=(*wanted.samples, odd, signed))
    await told(world, ReadingSet(station.id, None, 0, None, (wanted,), claimed="tx-unknown"))
    [(where, kept)] = await world.records.readings(VOLTA)
    assert kept.moment == wanted.moment
    assert set(kept.samples) == set(wanted.samples)
    assert (where.station, where.session, where.claimed) == (station.id, None, "tx-unknown")
    assert (where.evse, where.connector) == (0, None)


@promise
async def test_a_reading_of_any_time_finds_a_place(world: World):
    station = await world.station()
    for year in (1970, 2015, 2031, 2999, 9999):
        when = Moment(EIGHT.replace(year=year), EIGHT, str(year), TimeFlaw.IN_THE_FUTURE)
        await told(world, ReadingSet(station.id, None, 1, 1, (replace(reading(1), moment=when),)))
    assert len(await world.records.readings(VOLTA)) == 5


def suspect(minutes: float, said: str, flaw: TimeFlaw = TimeFlaw.CLOCK_NOT_SET) -> MeterReading:
    """The time that we reckon with differs with each telling; the station's word does not."""
    return replace(reading(1000), moment=Moment(at(minutes), at(minutes), said, flaw))


@pytest.mark.parametrize("flaw", [flaw for flaw in TimeFlaw if flaw is not TimeFlaw.NO_ZONE])
def test_a_reading_of_suspect_time_told_again_is_kept_once(
    installation: Installation, flaw: TimeFlaw
) -> None:
    async def story(world: World) -> None:
        station = await world.station()
        a_month = 40 * 24 * 60
        for minutes in (0, 1, a_month):
            for said in ("first", "second"):
                word = ReadingSet(station.id, None, 1, 1, (suspect(minutes, said, flaw),))
                await told(world, word)
        kept = [single.moment.said for _, single in await world.records.readings(VOLTA)]
        assert sorted(kept) == ["first", "second"]

    within(installation, story)


@promise
async def test_a_reading_of_suspect_time_told_many_times_at_once_is_kept_once(world: World):
    station = await world.station()
    words = [ReadingSet(station.id, None, 1, 1, (suspect(n, "1970"),)) for n in range(8)]
    await asyncio.gather(*(told(world, word) for word in words))
    assert len(await world.records.readings(VOLTA)) == 1


@promise
async def test_readings_of_a_refused_unit_are_not_kept(world: World):
    station = await world.station()
    stale = await world.volta().stations.get(station.id)
    fresh = world.volta()
    fresh.stations.save(await fresh.stations.get(station.id))
    await fresh.work.commit()
    scope = world.volta()
    scope.readings.add(ReadingSet(station.id, None, 1, 1, (reading(1000),)))
    scope.stations.save(stale)
    with pytest.raises(StaleState):
        await scope.work.commit()
    assert await world.records.readings(VOLTA) == []


# Words that nobody could place.


def lost(station: Station, heard: float = 0, **more: object) -> UnmatchedReport:
    word = ended(10, heard=10 + heard, reference="-1", register=1000, shows=1000)
    return UnmatchedReport(
        **{
            "id": new_id(),
            "tenant": station.tenant,
            "station": station.id,
            "received_at": at(10 + heard),
            "report": word,
            "why": "unknown",
            **more,
        }
    )


@promise
async def test_a_lost_word_told_twice_is_kept_once(world: World):
    station = await world.station()
    first = lost(station)
    for word in (first, lost(station, heard=5)):
        scope = world.volta()
        scope.unmatched.add(word)
        await scope.work.commit()
    assert await world.records.unmatched(VOLTA) == [first]


@promise
async def test_lost_words_that_differ_are_all_kept(world: World):
    station, other = await world.station("MARKET-1"), await world.station("HARBOUR-1")
    scope = world.volta()
    scope.unmatched.add(lost(station))
    scope.unmatched.add(lost(other))
    scope.unmatched.add(lost(station, report=ended(11, reference="-1", register=1000)))
    scope.unmatched.add(lost(station, report=ended(10, reference="0", register=1000)))
    await scope.work.commit()
    assert len(await world.records.unmatched(VOLTA)) == 4


# Records.


def over(station: Station, reference: str) -> ChargingSession:
    session = a_session(station, reference)
    session.hear(started(0, register=1000))
    session.hear(ended(60, register=8000))
    return session


def record(session: ChargingSession) -> Cdr:
    return write_cdr(session, None, CdrId(new_id()), at(61))


@promise
async def test_a_session_has_one_record(world: World):
    station = await world.station()
    session = over(station, "7")
    await world.keep(session)
    scope = world.volta()
    scope.cdrs.add(record(session))
    await scope.work.commit()
    scope.cdrs.add(record(session))
    with pytest.raises(AlreadyExists):
        await scope.work.commit()
    assert [number for number, _ in await world.records.numbered(VOLTA)] == [1]
    assert (await world.volta().cdrs.find(session.id)).energy.wh == 7000
    assert await world.volta().cdrs.find(new_id()) is None


@promise
async def test_records_are_numbered_per_tenant_without_gaps_whatever_is_refused(world: World):
    station, theirs = await world.station(), await world.station(tenant=OHM)
    sessions = [over(station, str(n)) for n in range(12)]
    foreign = over(theirs, "0")
    await world.keep(*sessions, foreign)

    async def settle(scope, session: ChargingSession, *, fails: bool = False) -> None:
        scope.cdrs.add(record(session))
        if fails:
            scope.sessions.save(over(station, "0"))
        await scope.work.commit()

    results = await asyncio.gather(
        *(settle(world.volta(), s, fails=n % 3 == 0) for n, s in enumerate(sessions)),
        settle(world.ohm(), foreign),
        return_exceptions=True,
    )
    assert [isinstance(r, AlreadyExists) for r in results] == [
        *(n % 3 == 0 for n in range(12)),
        False,
    ]
    numbered = await world.records.numbered(VOLTA)
    assert [number for number, _ in numbered] == list(range(1, 9))
    assert {session for _, session in numbered} == {s.id for n, s in enumerate(sessions) if n % 3}
    assert await world.records.numbered(OHM) == [(1, foreign.id)]


@promise
async def test_a_settled_session_and_its_record_are_one_unit(world: World):
    station = await world.station()
    session = over(station, "7")
    await world.keep(session)
    first, second = world.volta(), world.volta()
    for scope in (first, second):
        mine = await scope.sessions.get(session.id)
        scope.cdrs.add(record(mine))
        mine.settle(at(61) + timedelta(seconds=1))
        scope.sessions.save(mine)
    await first.work.commit()
    with pytest.raises((StaleState, AlreadyExists)):
        await second.work.commit()
    assert len(await world.records.numbered(VOLTA)) == 1
    assert await world.volta().sessions.unsettled(at(600), 10) == ()


@promise
async def test_what_waits_of_one_transaction_is_found_and_decided_once(world: World):
    station, other = await world.station("MARKET-1"), await world.station("HARBOUR-1")
    scope = world.volta()
    first, second = (lost(station, report=ended(n, reference="7", register=1000)) for n in (10, 11))
    for word in (first, second, lost(station), lost(other)):
        scope.unmatched.add(word)
    await scope.work.commit()
    scope, late = world.volta(), world.volta()
    found = await scope.unmatched.waiting(station.id, TransactionReference("7"), 10)
    assert [told.id for told in found] == [first.id, second.id]
    assert len(await scope.unmatched.waiting(station.id, TransactionReference("7"), 1)) == 1
    same = await late.unmatched.get(first.id)
    found[0].dismiss("a test", at(20), "Anna")
    scope.unmatched.save(found[0])
    await scope.work.commit()
    same.dismiss("another", at(21), "Ben")
    late.unmatched.save(same)
    with pytest.raises(StaleState):
        await late.work.commit()
    kept = await world.volta().unmatched.get(first.id)
    assert (kept.dismissed, kept.decided_by, kept.decided_at) == ("a test", "Anna", at(20))
    scope = world.volta()
    left = await scope.unmatched.waiting(station.id, TransactionReference("7"), 10)
    assert [told.id for told in left] == [second.id]
    with pytest.raises(NotFound):
        await world.ohm().unmatched.get(first.id)


@promise
async def test_a_word_that_comes_again_leaves_what_was_decided(world: World):
    station = await world.station()
    scope = world.volta()
    first = lost(station)
    scope.unmatched.add(first)
    await scope.work.commit()
    scope = world.volta()
    known = await scope.unmatched.get(first.id)
    known.dismiss("a test", at(20), "Anna")
    scope.unmatched.save(known)
    await scope.work.commit()
    scope = world.volta()
    scope.unmatched.add(lost(station, heard=5))
    await scope.work.commit()
    (kept,) = await world.records.unmatched(VOLTA)
    assert kept.dismissed == "a test"
