"""The schema's history leads to what `rows` says, and back to nothing."""

import asyncio

import asyncpg
from tests.asynchronous import asynchronous

from adapters.persistence import current_revision, migrate, newest_revision
from adapters.persistence.migrating import differences, downgrade

OURS = """
    SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relname <> 'alembic_version' AND c.relkind IN ('r', 'p', 'S')
"""


async def things(database):
    connection = await asyncpg.connect(database.owner_dsn)
    try:
        return await connection.fetchval(OURS)
    finally:
        await connection.close()


@asynchronous
async def test_the_migrations_make_what_the_tables_say(schema):
    assert await differences(schema.owner_url) == []


@asynchronous
async def test_up_and_down_and_up_again(database):
    assert await current_revision(database.owner_url) is None
    await migrate(database.owner_url)
    assert await current_revision(database.owner_url) == newest_revision()
    await downgrade(database.owner_url)
    assert await things(database) == 0
    await migrate(database.owner_url)
    assert await differences(database.owner_url) == []


@asynchronous
async def test_each_step_can_be_taken_back(database):
    for revision in ("0001", "0002", "0003", "0004", "0005"):
        await migrate(database.owner_url, revision)
        before = await things(database)
        if revision != "0001":
            await downgrade(database.owner_url, "-1")
            await migrate(database.owner_url, revision)
        assert await things(database) == before


@asynchronous
async def test_several_processes_may_migrate_at_once(database):
    await asyncio.gather(*(migrate(database.owner_url) for _ in range(3)))
    assert await differences(database.owner_url) == []


@asynchronous
async def test_another_role_is_granted_what_it_needs(schema):
    admin = await asyncpg.connect(schema.admin_dsn)
    try:
        await admin.execute("DROP ROLE IF EXISTS another")
        await admin.execute("CREATE ROLE another")
        await migrate(schema.owner_url, role="another")
        ask = "SELECT has_table_privilege('another', 'sessions', 'INSERT')"
        assert await admin.fetchval(ask)
        await admin.execute("DROP OWNED BY another; DROP ROLE another")
    finally:
        await admin.close()
