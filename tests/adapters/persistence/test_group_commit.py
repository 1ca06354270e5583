"""Units of many scopes share a transaction, and yet each stands or falls alone."""

import asyncio
from dataclasses import dataclass, field
from decimal import Decimal

import asyncpg
import pytest
from tests.adapters.persistence.installed import on_postgres
from tests.adapters.stores.world import World
from tests.asynchronous import asynchronous
from tests.builders import (
    TRANSACTION,
    VOLTA,
    a_location,
    a_session,
    a_station,
    a_token,
    new_id,
    reading,
    wh,
)

from adapters.persistence import RefusedByDatabase
from adapters.persistence.writing.batch import fill
from adapters.persistence.writing.observer import Observer
from adapters.persistence.writing.unit import Unit
from application.ports.charging import ReadingSet
from domain.errors import AlreadyExists, Fenced, NotFound, StaleState
from domain.identity import LocationId, StationId


@dataclass
class Watched(Observer):
    batches: list[int] = field(default_factory=list)
    refused: int = 0
    lost: int = 0

    def flushed(self, units, refused, seconds):
        assert seconds >= 0
        self.batches.append(len(units))
        self.refused += refused

    def line_lost(self):
        self.lost += 1


async def many(world: World, stations):
    """Commit each station from a scope of its own, all at once; what came of each."""
    scopes = []
    for station in stations:
        scope = world.volta()
        scope.stations.save(station)
        scopes.append(scope)
    return await asyncio.gather(*(s.work.commit() for s in scopes), return_exceptions=True)


async def kept(world: World) -> int:
    rows = await world.storage.database.rows(VOLTA, "SELECT count(*) FROM stations")
    return rows[0][0]


@asynchronous
async def test_many_units_need_few_transactions(schema):
    watched = Watched()
    async with on_postgres(schema, observer=watched) as world:
        watched.batches.clear()
        results = await many(world, [a_station(f"S{n}") for n in range(300)])
        assert results == [None] * 300
        assert sum(watched.batches) == 300
        assert len(watched.batches) <= 3


@asynchronous
async def test_one_refused_among_a_hundred_fails_alone(schema):
    async with on_postgres(schema) as world:
        await world.station("TAKEN")
        stations = [a_station(f"S{n}") for n in range(99)]
        stations.insert(50, a_station("TAKEN"))
        results = await many(world, stations)
        assert isinstance(results.pop(50), AlreadyExists)
        assert results == [None] * 99
        assert await kept(world) == 100


@asynchronous
async def test_a_value_that_no_column_takes_is_found_by_halving_and_fails_alone(schema):
    async with on_postgres(schema) as world:
        stations = [a_station(f"S{n}") for n in range(100)]
        stations[70].evses = ()
        sessions = [a_session(station) for station in stations]
        await many(world, stations)
        sessions[70].evse = 2**70
        scopes = []
        for session in sessions:
            scope = world.volta()
            scope.sessions.save(session)
            scopes.append(scope)
        results = await asyncio.gather(*(s.work.commit() for s in scopes), return_exceptions=True)
        assert isinstance(results.pop(70), RefusedByDatabase)
        assert results == [None] * 99


@asynchronous
async def test_a_missing_reference_fails_alone_and_is_named(schema):
    async with on_postgres(schema) as world:
        nowhere = LocationId(new_id())
        stations = [a_station(f"S{n}") for n in range(20)]
        stations[3].location = nowhere
        results = await many(world, stations)
        refused = results.pop(3)
        assert isinstance(refused, NotFound)
        assert (refused.kind, refused.name) == ("location", str(nowhere))
        assert results == [None] * 19


@asynchronous
async def test_a_unit_refused_late_undoes_what_it_wrote_early(schema):
    """Its location is new and was written before its token was refused."""
    async with on_postgres(schema) as world:
        await world.keep(a_token("CARD"))
        location, bystander = a_location(), world.volta()
        scope = world.volta()
        scope.locations.save(location)
        scope.tokens.save(a_token("card"))
        bystander.tokens.save(a_token("OTHER"))
        refused, passed = await asyncio.gather(
            scope.work.commit(), bystander.work.commit(), return_exceptions=True
        )
        assert isinstance(refused, AlreadyExists)
        assert passed is None
        assert await world.volta().locations.find(location.id) is None
        assert await world.volta().tokens.find("OTHER") is not None


@asynchronous
async def test_two_writers_of_the_same_new_key_in_one_batch_are_told_apart(schema):
    async with on_postgres(schema) as world:
        results = await many(world, [a_station("SAME"), a_station("SAME")])
        assert results.count(None) == 1
        assert sum(isinstance(r, AlreadyExists) for r in results) == 1


@asynchronous
async def test_a_writer_with_an_older_link_is_shut_out_alone(schema):
    async with on_postgres(schema) as world:
        first, second = await world.station("A"), await world.station("B")
        _, old = await world.linked(first)
        _, other = await world.linked(second)
        await world.linked(first)
        for scope, station in ((old, first), (other, second)):
            mine = await scope.stations.get(station.id)
            mine.name = "written"
            scope.stations.save(mine)
        results = await asyncio.gather(
            old.work.commit(), other.work.commit(), return_exceptions=True
        )
        assert isinstance(results[0], Fenced)
        assert results[1] is None
        assert (await world.volta().stations.get(first.id)).name == ""


@asynchronous
async def test_what_postgres_cannot_keep_is_replaced_and_not_lost(schema):
    async with on_postgres(schema) as world:
        station = await world.station()
        scope = world.volta()
        scope.sessions.save(a_session(station, "tx\x00\ud800\\u0000", token="NUL\x00"))
        await scope.work.commit()
        found = await world.volta().sessions.find(station.id, "tx\x00\ud800\\u0000")
        assert found.reference == "tx\ufffd\ufffd\\u0000"
        assert found.token == "NUL\ufffd"


@asynchronous
async def test_a_thousand_readings_told_twice_are_a_thousand_rows(schema):
    async with on_postgres(schema) as world:
        station = await world.station()
        told = tuple(reading(n, n / 60) for n in range(1_000))
        for _ in range(2):
            scope = world.volta()
            scope.readings.add(ReadingSet(station.id, None, 1, 1, told))
            await scope.work.commit()
        assert [r for _, r in await world.records.readings(VOLTA)] == list(told)


@asynchronous
async def test_a_cancelled_command_leaves_the_writer_at_work(schema):
    async with on_postgres(schema) as world:
        scope = world.volta()
        scope.stations.save(a_station("GIVEN-UP"))
        task = asyncio.create_task(scope.work.commit())
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await many(world, [a_station("NEXT")]) == [None]


@asynchronous
async def test_most_session_updates_touch_no_index(schema):
    async with on_postgres(schema) as world:
        station = await world.station()
        _, scope = await world.linked(station)
        scope.sessions.save(a_session(station))
        await scope.work.commit()
        for n in range(1, 101):
            session = await scope.sessions.find(station.id, TRANSACTION)
            session.meter = session.meter.read(wh(100 * n), reading(1, n).moment.at)
            session.last_heard = reading(1, n).moment.at
            scope.sessions.save(session)
            await scope.work.commit()
    # The writer has gone, and left its statistics.
    admin = await asyncpg.connect(schema.admin_dsn)
    try:
        updates, hot = await admin.fetchrow(
            "SELECT n_tup_upd, n_tup_hot_upd FROM pg_stat_user_tables WHERE relname = 'sessions'"
        )
    finally:
        await admin.close()
    assert updates == 100
    assert hot >= 90


def a_unit(*claims: str) -> Unit:
    return Unit([], [], set(claims))


def test_units_that_claim_the_same_go_one_after_the_other():
    first, second, third, free = a_unit("a"), a_unit("a", "b"), a_unit("b"), a_unit("c")
    assert fill([first, second, third, free], 10) == ([first, free], [second, third])


def test_a_batch_has_an_end():
    units = [a_unit(str(n)) for n in range(5)]
    assert fill(units, 3) == (units[:3], units[3:])


@asynchronous
async def test_a_stale_copy_among_many_is_refused_alone(schema):
    async with on_postgres(schema) as world:
        stations = [a_station(f"S{n}") for n in range(50)]
        await many(world, stations)
        stations[7].version = 9
        results = await many(world, stations)
        assert isinstance(results.pop(7), StaleState)
        assert results == [None] * 49


@asynchronous
async def test_exact_numbers_stay_exact(schema):
    async with on_postgres(schema) as world:
        station = await world.station()
        exact = (reading("0.10000000000000000000000000001"), reading("1E+5", 1))
        scope = world.volta()
        scope.readings.add(ReadingSet(StationId(station.id), None, 1, 1, exact))
        await scope.work.commit()
        found = [r.register().wh for _, r in await world.records.readings(VOLTA)]
        assert found == [Decimal("0.10000000000000000000000000001"), Decimal("1E+5")]
