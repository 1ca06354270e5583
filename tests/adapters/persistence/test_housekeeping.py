"""Nothing grows for ever without a word on how long it stays."""

import re
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import asyncpg
from tests.adapters.persistence.installed import on_postgres
from tests.asynchronous import asynchronous
from tests.builders import EIGHT, VOLTA, a_station, an_order

from adapters.persistence import DepartedWriters
from adapters.persistence.housekeeping import NOTICES, ORDERS, REPORTS, prune, prune_parked
from adapters.persistence.rows import metadata

PAGE = Path(__file__).parents[3] / "docs" / "operations.md"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_every_table_has_its_retention_in_the_operations_page():
    section = PAGE.read_text().split("## How long things stay", 1)[1].split("\n## ", 1)[0]
    rows = re.findall(r"^\|(.+?)\|(.+?)\|$", section, re.MULTILINE)[2:]
    named = {name for cell, _ in rows for name in re.findall(r"`(\w+)`", cell)}
    assert named == set(metadata.tables), "tables and the page differ"


async def asked(database, sql, *values):
    connection = await asyncpg.connect(database.admin_dsn)
    try:
        return await connection.fetchval(sql, *values)
    finally:
        await connection.close()


async def writers(database) -> set[UUID]:
    return set(await asked(database, "SELECT array_agg(id) FROM writers") or ())


@asynchronous
async def test_rows_of_killed_writers_go_and_those_of_living_ones_stay(schema):
    killed = uuid4()
    await asked(schema, "INSERT INTO writers VALUES ($1, 7, now() - interval '2 days')", killed)
    async with on_postgres(schema) as world:
        await asked(schema, "UPDATE writers SET started_at = now() - interval '2 days'")
        (living,) = await writers(schema) - {killed}
        departed = DepartedWriters(world.storage.database)
        now = await asked(schema, "SELECT now()")
        assert await departed.prune(now) == 0
        assert await departed.prune(now + HOUR / 4) == 0
        assert await departed.prune(now + HOUR) == 1
        assert await writers(schema) == {living}
        assert await departed.prune(now + 2 * HOUR) == 0


@asynchronous
async def test_a_writer_that_is_back_at_the_second_look_keeps_its_row(schema):
    async with on_postgres(schema) as world:
        departed = DepartedWriters(world.storage.database)
        now = await asked(schema, "SELECT now()")
        (mine,) = await writers(schema)
        departed._missing[mine] = now - DAY
        assert await departed.prune(now + HOUR) == 0
        assert await writers(schema) == {mine}


@asynchronous
async def test_old_orders_go(schema):
    async with on_postgres(schema) as world:
        station = a_station()
        await world.keep(station)
        old, new = an_order(station), an_order(station, minutes=2 * 24 * 60)
        await world.keep(old, new)
        assert await prune(world.storage.database, ORDERS, EIGHT + DAY) == 1
        assert await world.volta().orders.find(old.id) is None
        assert await world.volta().orders.find(new.id) is not None


@asynchronous
async def test_reports_whose_last_page_never_came_go(schema):
    async with on_postgres(schema) as world:
        station = a_station()
        await world.keep(station)
        insert = "INSERT INTO inventory_reports VALUES ($1, $2, $3, 1, '[]', $4)"
        for request, began in ((1, EIGHT), (2, EIGHT + 2 * DAY)):
            await asked(schema, insert, VOLTA, station.id, request, began)
        assert await prune(world.storage.database, REPORTS, EIGHT + DAY) == 1
        assert await asked(schema, "SELECT array_agg(request) FROM inventory_reports") == [2]


@asynchronous
async def test_old_notices_of_payment_providers_go(schema):
    async with on_postgres(schema) as world:
        insert = "INSERT INTO provider_notices (tenant_id, name, heard_at) VALUES ($1, $2, $3)"
        for name, heard in (("old", EIGHT), ("new", EIGHT + 2 * DAY)):
            await asked(schema, insert, VOLTA, name, heard)
        assert await prune(world.storage.database, NOTICES, EIGHT + DAY) == 1
        assert await asked(schema, "SELECT array_agg(name) FROM provider_notices") == ["new"]


@asynchronous
async def test_of_unhandled_events_only_those_given_up_go(schema):
    async with on_postgres(schema) as world:
        insert = """
            INSERT INTO outbox (number, tenant_id, at, kind, event, due_at)
            VALUES ($1, $2, $3, 'X', '{}', $4)
        """
        dues = {1: None, 2: EIGHT + HOUR, 3: EIGHT.replace(year=9999)}
        for number, due in dues.items():
            await asked(schema, insert, number, VOLTA, EIGHT, due)
        assert await prune_parked(world.storage.database, EIGHT) == 0
        assert await prune_parked(world.storage.database, EIGHT + DAY) == 1
        assert await asked(schema, "SELECT array_agg(number ORDER BY number) FROM outbox") == [1, 2]
