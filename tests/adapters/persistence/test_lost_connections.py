"""Whatever happens to the connection, an answered unit is kept, and nothing is kept twice."""

import asyncio

import asyncpg
import pytest
from tests.adapters.persistence.installed import on_postgres
from tests.adapters.persistence.test_group_commit import Watched, kept, many
from tests.adapters.persistence.unreliable import (
    Once,
    Proxy,
    by_proxy,
    dead_port,
    socket_of,
)
from tests.asynchronous import asynchronous
from tests.builders import EIGHT, VOLTA, a_station

from adapters.persistence import DatabaseGone, OutcomeUnknown, PostgresStorage
from adapters.persistence.writing.faults import (
    AFTER_COMMIT_BEFORE_ANSWER,
    AFTER_RECEIVE,
    BEFORE_COMMIT,
)
from adapters.world import ManualClock
from domain.station import StationDisconnected

KILL_WRITERS = """
    SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
    WHERE application_name = 'open-csms writer' AND datname = current_database()
"""


async def kill_writers(database) -> None:
    admin = await asyncpg.connect(database.admin_dsn)
    try:
        assert await admin.fetchval(KILL_WRITERS) == 1
    finally:
        await admin.close()


def through(database, proxy):
    """The same database, reached through the proxy."""

    class Reached:
        url = by_proxy(database.url, proxy)

    return Reached()


def impatient(database, proxy):
    """A world through the proxy that gives a database that is away one second."""
    return on_postgres(through(database, proxy), patience_seconds=1)


@pytest.mark.parametrize("point", [BEFORE_COMMIT, AFTER_COMMIT_BEFORE_ANSWER])
@asynchronous
async def test_a_line_that_breaks_around_commit_keeps_each_unit_once(schema, point):
    faults, watched = Once(point, times=0), Watched()
    async with on_postgres(schema, faults=faults, observer=watched) as world:
        faults.reached, faults.times = 0, 1
        results = await many(world, [a_station(f"S{n}") for n in range(20)])
        assert results == [None] * 20
        assert await kept(world) == 20
        assert watched.lost == 1


@asynchronous
async def test_events_are_written_once_though_the_commit_was_in_doubt(schema):
    faults = Once(AFTER_COMMIT_BEFORE_ANSWER, times=0)
    async with on_postgres(schema, faults=faults) as world:
        station = await world.station()
        faults.reached, faults.times = 0, 1
        scope = world.volta()
        scope.journal.note(StationDisconnected(tenant=VOLTA, at=EIGHT, station=station.id))
        await scope.work.commit()
        assert len(await world.storage.outbox.claim(10, 60)) == 1


@asynchronous
async def test_a_killed_backend_costs_a_reconnection_and_nothing_else(schema):
    async with on_postgres(schema) as world:
        for n in range(5):
            await kill_writers(schema)
            assert await many(world, [a_station(f"S{n}-{m}") for m in range(10)]) == [None] * 10
        assert await kept(world) == 50


@asynchronous
async def test_a_unit_that_fails_on_receipt_was_never_sent(schema):
    faults = Once(AFTER_RECEIVE, times=0)
    async with on_postgres(schema, faults=faults) as world:
        faults.reached, faults.times = 0, 1
        (result,) = await many(world, [a_station("S")])
        assert isinstance(result, ConnectionError)
        assert await kept(world) == 0


@pytest.mark.parametrize("answer_first", [False, True])
@asynchronous
async def test_a_line_cut_after_commit_was_sent_keeps_each_unit_once(schema, answer_first):
    proxied = Proxy(socket_of(schema), answer_first=answer_first)
    async with proxied as proxy, on_postgres(through(schema, proxy)) as world:
        proxy.cuts = 10
        for n in range(10):
            results = await many(world, [a_station(f"S{n}-{m}") for m in range(5)])
            assert results == [None] * 5
        assert proxy.cut == 10
        proxy.cuts = 0
        assert await kept(world) == 50


@asynchronous
async def test_what_reaches_the_database_after_its_line_was_cut_is_not_kept_twice(schema):
    async with Proxy(socket_of(schema)) as proxy, on_postgres(through(schema, proxy)) as world:
        station = await world.station()
        scope = world.volta()
        scope.journal.note(StationDisconnected(tenant=VOLTA, at=EIGHT, station=station.id))
        proxy.delaying = str(station.id).encode()
        await scope.work.commit()
        await proxy.deliver()
        assert len(await world.storage.outbox.claim(10, 60)) == 1


@asynchronous
async def test_while_the_database_is_away_units_wait_and_then_pass(schema):
    async with Proxy(socket_of(schema)) as proxy, on_postgres(through(schema, proxy)) as world:
        proxy.refusing = True
        proxy.hang_up()
        waiting = asyncio.create_task(many(world, [a_station(f"S{n}") for n in range(5)]))
        await asyncio.sleep(0.2)
        assert not waiting.done()
        proxy.refusing = False
        assert await waiting == [None] * 5


@asynchronous
async def test_when_it_stays_away_they_are_told_so(schema):
    async with Proxy(socket_of(schema)) as proxy, impatient(schema, proxy) as world:
        proxy.refusing = True
        proxy.hang_up()
        results = await many(world, [a_station(f"S{n}") for n in range(5)])
        assert all(isinstance(r, DatabaseGone) for r in results)
        assert not any(isinstance(r, OutcomeUnknown) for r in results)
        proxy.refusing = False
        assert await many(world, [a_station("LATER")]) == [None]
        assert await kept(world) == 1


@asynchronous
async def test_when_it_goes_during_commit_and_stays_away_the_outcome_is_unknown(schema):
    async with Proxy(socket_of(schema)) as proxy, impatient(schema, proxy) as world:
        proxy.cuts, proxy.refusing = 1, True
        (result,) = await many(world, [a_station("S")])
        assert isinstance(result, OutcomeUnknown)
        proxy.refusing = False
        assert await many(world, [a_station("T")]) == [None]
        assert await kept(world) == 2


@asynchronous
async def test_a_database_that_is_not_there_is_said_at_the_start():
    url = f"postgresql+asyncpg://nobody@127.0.0.1:{dead_port()}/nothing"
    with pytest.raises(DatabaseGone):
        async with PostgresStorage(url, ManualClock(EIGHT), patience_seconds=1):
            pass
