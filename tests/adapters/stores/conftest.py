"""The storages that keep the promises: each test runs once on each."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from tests.adapters.persistence.installed import migrated, on_postgres
from tests.adapters.stores.world import Installation, World, open_tenants
from tests.builders import EIGHT

from adapters.memory import MemoryStorage
from adapters.world import ManualClock


@dataclass(frozen=True)
class MemoryRecords:
    storage: MemoryStorage
    dead: set[str]

    async def readings(self, tenant):
        return [(kept.told, kept.reading) for kept in self.storage.readings(tenant)]

    async def unmatched(self, tenant):
        return list(self.storage.unmatched(tenant))

    async def numbered(self, tenant):
        return [(n, cdr.session) for n, cdr in enumerate(self.storage.records(tenant), start=1)]

    async def kill(self, node):
        self.dead.add(node)


@asynccontextmanager
async def in_memory() -> AsyncIterator[World]:
    clock, dead = ManualClock(EIGHT), set()
    storage = MemoryStorage(clock, alive=lambda node: node not in dead)
    await open_tenants(storage)
    yield World(storage, clock, MemoryRecords(storage, dead))


@pytest.fixture(params=["memory", "postgres"])
def installation(request: pytest.FixtureRequest) -> Iterator[Installation]:
    """Opens a world on one kind of storage; PostgreSQL is started by the first that asks."""
    if request.param == "memory":
        yield in_memory
        return
    server = request.getfixturevalue("postgres")
    database = migrated(server)
    yield lambda: on_postgres(database)
    server.drop(database)
