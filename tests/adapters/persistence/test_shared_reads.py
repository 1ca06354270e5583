"""Look-ups of many things at one moment are one query, and each asker gets his own answer."""

import asyncio
from uuid import UUID

import pytest
from asyncpg.pgproto import pgproto
from tests.adapters.persistence.installed import on_postgres
from tests.asynchronous import asynchronous
from tests.builders import OHM, a_session, a_station

from adapters.persistence.errors import DatabaseGone
from adapters.persistence.shared_reads import MOST_TOGETHER, SharedReads
from domain.identity import StationId, TransactionReference
from domain.station import StationCredentials

MANY = 60


@asynchronous
async def test_stations_that_knock_together_are_looked_up_together(schema):
    async with on_postgres(schema) as world:
        stations = [a_station(f"CP-{n}") for n in range(MANY)]
        await world.keep(*stations)
        before = world.storage.reads
        names = [*(each.identity for each in stations), "nobody"]
        found = await asyncio.gather(
            *(world.volta().stations.find_by_identity(name) for name in names)
        )
        assert [each and each.id for each in found] == [*(each.id for each in stations), None]
        assert world.storage.reads == before + 2


@asynchronous
async def test_those_of_other_tenants_are_not_seen(schema):
    async with on_postgres(schema) as world:
        ours, theirs = a_station(), a_station(tenant=OHM)
        await world.keep(ours)
        await world.keep(theirs)
        asked = [
            scope.stations.find(station.id)
            for _ in range(3)
            for scope in (world.volta(), world.ohm())
            for station in (ours, theirs)
        ]
        found = [each and each.tenant for each in await asyncio.gather(*asked)]
        assert found == [ours.tenant, None, None, OHM] * 3


@asynchronous
async def test_who_asks_with_other_values_is_answered_by_them(schema):
    async with on_postgres(schema) as world:
        station = a_station()
        await world.keep(station)
        await world.keep(StationCredentials(station=station.id, tenant=station.tenant))
        scope = world.volta()
        known, first, nobody = await asyncio.gather(
            scope.credentials.find(station.id),
            scope.orders.queued_for(station.id, 1),
            scope.orders.queued_for(station.id, 5),
        )
        assert known is not None
        assert (first, nobody) == ((), ())


@asynchronous
async def test_sessions_are_looked_up_together_by_station_and_reference(schema):
    async with on_postgres(schema) as world:
        stations = [a_station(f"CP-{n}") for n in range(MANY)]
        sessions = [a_session(each, reference=f"TX-{each.identity}") for each in stations]
        await world.keep(*stations)
        await world.keep(*sessions)
        before = world.storage.reads
        found = await asyncio.gather(
            *(
                world.volta().sessions.find(_as_read(each.id), TransactionReference(reference))
                for each in stations
                for reference in (f"TX-{each.identity}", "TX-of-nobody")
            )
        )
        ids = [each and each.id for each in found]
        assert ids == [either for each in sessions for either in (each.id, None)]
        assert world.storage.reads == before + 2


def _as_read(station: UUID) -> StationId:
    """As ids come out of the database: the driver has a type of its own."""
    return StationId(pgproto.UUID(station.bytes))


class _Database:
    """Answers each key with itself; what is asked is noted, and waits for `open`."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []
        self.refused: set[str] = set()
        self.failure: Exception | None = None
        self.open = asyncio.Event()

    async def rows(self, tenant, sql, given, key, *rest):
        assert given == tenant
        keys = key if isinstance(key, list) else [key]
        self.asked.append(keys)
        await self.open.wait()
        if self.failure is not None:
            raise self.failure
        if self.refused.intersection(keys):
            raise ValueError(f"one of {keys}")
        if isinstance(key, list):
            return [{"asked": place, "key": each} for place, each in enumerate(keys, start=1)]
        return [{"asked": 0, "key": key}]


async def _all_of(database: _Database, keys: list[str]) -> list[object]:
    reads = SharedReads(database.rows)
    waiting = asyncio.gather(
        *(reads.rows("volta", "SELECT $2", key) for key in keys), return_exceptions=True
    )
    await asyncio.sleep(0)
    database.open.set()
    return [each if isinstance(each, Exception) else each[0]["key"] for each in await waiting]


@asynchronous
async def test_the_first_goes_at_once_and_the_others_together():
    database = _Database()
    assert await _all_of(database, ["a", "b", "c"]) == ["a", "b", "c"]
    assert database.asked == [["a"], ["b", "c"]]


@asynchronous
async def test_no_question_is_longer_than_the_bound():
    database = _Database()
    keys = [str(n) for n in range(2 * MOST_TOGETHER)]
    assert await _all_of(database, keys) == keys
    assert [len(keys) for keys in database.asked] == [1, MOST_TOGETHER, MOST_TOGETHER - 1]


@asynchronous
async def test_one_that_is_refused_spoils_nothing_for_the_others():
    database = _Database()
    database.refused = {"b"}
    first, second, third = await _all_of(database, ["a", "b", "c"])
    assert (first, third) == ("a", "c")
    assert isinstance(second, ValueError)


@asynchronous
async def test_a_database_that_is_gone_is_gone_for_all_and_asked_once():
    database = _Database()
    database.failure = DatabaseGone("The database cannot be reached.")
    assert {type(each) for each in await _all_of(database, ["a", "b", "c"])} == {DatabaseGone}
    assert database.asked == [["a"], ["b", "c"]]


@asynchronous
async def test_who_gives_up_leaves_the_others_their_answer():
    database = _Database()
    reads = SharedReads(database.rows)
    asking = [asyncio.create_task(reads.rows("volta", "SELECT $2", key)) for key in "abc"]
    await asyncio.sleep(0)
    asking[0].cancel()
    asking[1].cancel()
    await asyncio.sleep(0)
    database.open.set()
    with pytest.raises(asyncio.CancelledError):
        await asking[0]
    assert (await asking[2])[0]["key"] == "c"
    # Nobody is under way: the next one goes at once.
    assert (await reads.rows("volta", "SELECT $2", "d"))[0]["key"] == "d"
    assert database.asked[-1] == ["d"]
