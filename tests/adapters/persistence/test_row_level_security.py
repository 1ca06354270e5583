"""A tenant sees and writes its own rows alone: for every table there is, also the next one."""

import asyncpg
import pytest
from sqlalchemy import Boolean, Date, DateTime, Interval, LargeBinary, Numeric, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from tests.asynchronous import asynchronous

from adapters.persistence.policies import PLATFORM_TABLES, TENANT_COLUMN, protected
from adapters.persistence.rows import metadata

TABLES = {table.name: table for table in protected(metadata)}
PARTITIONS = ("meter_readings_default", "frames_default")

SOMETHING = {
    Text: "'x'",
    Boolean: "false",
    DateTime: "'2026-03-02T08:00:00Z'",
    Interval: "'1 minute'",
    LargeBinary: "'\\x01'",
    Uuid: "'019b0000-0000-7000-8000-000000000001'",
    JSONB: "'[]'",
    Numeric: "1",
    Date: "'2026-03-02'",
}


def row_of(table, tenant):
    """A row with something in every column; `tenant` in the one that says whose it is."""
    owner = TENANT_COLUMN.get(table.name, "tenant_id")
    columns = [c for c in table.columns if c.identity is None]
    values = (
        f"'{tenant}'"
        if c.name == owner
        else next((v for kind, v in SOMETHING.items() if isinstance(c.type, kind)), "1")
        for c in columns
    )
    names = ", ".join(f'"{c.name}"' for c in columns)
    return f"INSERT INTO {table.name} ({names}) VALUES ({', '.join(values)})"


async def as_tenant(database, tenant):
    settings = {} if tenant is None else {"open_csms.tenant": tenant}
    return await asyncpg.connect(database.dsn, server_settings=settings)


async def fill(database, table):
    """A row of VOLTA's, put there past foreign keys by the superuser."""
    admin = await asyncpg.connect(database.admin_dsn)
    try:
        await admin.execute("SET session_replication_role = replica")
        await admin.execute(row_of(table, "volta"))
    finally:
        await admin.close()


async def count(database, tenant, name):
    connection = await as_tenant(database, tenant)
    try:
        return await connection.fetchval(f"SELECT count(*) FROM {name}")
    finally:
        await connection.close()


def test_every_table_is_either_protected_or_named_as_the_platforms():
    assert {t.name for t in metadata.sorted_tables} - TABLES.keys() <= PLATFORM_TABLES
    assert all(
        TENANT_COLUMN.get(name, "tenant_id") in table.columns for name, table in TABLES.items()
    )


@asynchronous
async def test_the_database_forces_a_policy_on_every_table_and_partition(schema):
    admin = await asyncpg.connect(schema.admin_dsn)
    try:
        rows = await admin.fetch(
            "SELECT relname, relrowsecurity AND relforcerowsecurity AS forced,"
            " (SELECT count(*) FROM pg_policy WHERE polrelid = c.oid) AS policies"
            " FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
        )
    finally:
        await admin.close()
    bare = {r["relname"] for r in rows if not (r["forced"] and r["policies"] == 1)}
    assert bare == PLATFORM_TABLES


@pytest.mark.parametrize("name", TABLES)
@asynchronous
async def test_another_tenant_and_nobody_see_nothing(schema, name):
    await fill(schema, TABLES[name])
    assert await count(schema, "volta", name) == 1
    assert await count(schema, "*", name) == 1
    assert await count(schema, "ohm", name) == 0
    assert await count(schema, None, name) == 0


@pytest.mark.parametrize("name", TABLES)
@asynchronous
async def test_another_tenant_and_nobody_change_nothing(schema, name):
    table = TABLES[name]
    await fill(schema, table)
    for tenant in ("ohm", None):
        connection = await as_tenant(schema, tenant)
        try:
            assert await connection.execute(f"DELETE FROM {name}") == "DELETE 0"
            with pytest.raises(asyncpg.InsufficientPrivilegeError, match="row-level security"):
                await connection.execute(row_of(table, "volta"))
        finally:
            await connection.close()
    assert await count(schema, "volta", name) == 1


@pytest.mark.parametrize("name", PARTITIONS)
@asynchronous
async def test_a_partition_named_directly_is_protected_too(schema, name):
    await fill(schema, TABLES[name.removesuffix("_default")])
    assert await count(schema, "volta", name) == 1
    assert await count(schema, "ohm", name) == 0


@asynchronous
async def test_a_reference_cannot_cross_tenants(schema):
    admin = await asyncpg.connect(schema.admin_dsn)
    try:
        for tenant in ("volta", "ohm"):
            await admin.execute(row_of(TABLES["tenants"], tenant))
        await admin.execute("ALTER TABLE stations DISABLE TRIGGER ALL")
        await admin.execute(row_of(TABLES["stations"], "volta"))
        await admin.execute("ALTER TABLE stations ENABLE TRIGGER ALL")
        await admin.execute(row_of(TABLES["connectors"], "volta"))
        with pytest.raises(asyncpg.ForeignKeyViolationError):
            await admin.execute(row_of(TABLES["connectors"], "ohm"))
    finally:
        await admin.close()
