"""A PostgreSQL installation for a test: migrated once a process, copied for each test."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from tests.adapters.stores.world import World, open_tenants
from tests.builders import EIGHT
from tests.services import Database, PostgresServer

from adapters.persistence import PostgresStorage, migrate
from adapters.persistence.mapping import reading, unmatched
from adapters.world import ManualClock
from application.ports.charging import ReadingSet


def migrated(postgres: PostgresServer) -> Database:
    """A fresh database with the schema, and nothing in it."""
    template = postgres.template("migrated", lambda made: asyncio.run(migrate(made.owner_url)))
    return postgres.database(template)


@dataclass(frozen=True)
class PostgresRecords:
    storage: PostgresStorage
    dead: set[str]

    async def readings(self, tenant):
        rows = await self.storage.database.rows(
            tenant, "SELECT * FROM meter_readings ORDER BY received_at, taken_at, digest"
        )
        return [(_told(row), reading.from_row(row)) for row in rows]

    async def unmatched(self, tenant):
        rows = await self.storage.database.rows(tenant, "SELECT * FROM unmatched_reports")
        return [unmatched.from_row(row) for row in rows]

    async def numbered(self, tenant):
        sql = "SELECT number, session_id FROM cdrs ORDER BY number"
        return [tuple(row) for row in await self.storage.database.rows(tenant, sql)]

    async def kill(self, node):
        self.dead.add(node)


def _told(row) -> ReadingSet:
    return ReadingSet(
        station=row["station_id"],
        session=row["session_id"],
        evse=row["evse"],
        connector=row["connector"],
        readings=(reading.from_row(row),),
        claimed=row["claimed"],
    )


@asynccontextmanager
async def on_postgres(database: Database, **options: object) -> AsyncIterator[World]:
    """The world of the stores' contract on `database`."""
    clock, dead = ManualClock(EIGHT), set()
    async with PostgresStorage(
        database.url, clock, alive=lambda node: node not in dead, pool_size=4, **options
    ) as storage:
        await open_tenants(storage)
        yield World(storage, clock, PostgresRecords(storage, dead))
