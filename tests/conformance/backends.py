"""Where the server under test keeps things: memory, or a real PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Protocol

from tests.adapters.persistence.installed import migrated
from tests.conformance.ledger import Ledger, MemoryLedger, PostgresLedger
from tests.services import PostgresServer

from adapters.memory import MemoryFramesLog, MemoryStorage
from adapters.memory.views import MemoryViews
from adapters.persistence import PostgresStorage
from adapters.persistence.views import PostgresViews
from adapters.world import SystemClock
from application.ports.stores import Storage
from application.ports.world import Clock
from application.views.bundle import Views


class Backend(Protocol):
    """Storage for one server; what several share is kept apart by tenants."""

    @asynccontextmanager
    async def opened(self, clock: Clock) -> AsyncIterator[tuple[Storage, Ledger]]:
        yield ...  # type: ignore[misc]

    def views(self, storage: Storage, frames: MemoryFramesLog) -> Views: ...

    async def close(self) -> None: ...


class Memory(Backend):
    """A storage of its own for each server."""

    @asynccontextmanager
    async def opened(self, clock: Clock) -> AsyncIterator[tuple[Storage, Ledger]]:
        storage = MemoryStorage(clock)
        yield storage, MemoryLedger(storage)

    def views(self, storage: Storage, frames: MemoryFramesLog) -> Views:
        assert isinstance(storage, MemoryStorage)
        return MemoryViews(storage, frames)


class Postgres(Backend):
    """One database for all of them, of one event loop."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._first = asyncio.Lock()
        self._storage: PostgresStorage | None = None

    @asynccontextmanager
    async def opened(self, clock: Clock) -> AsyncIterator[tuple[Storage, Ledger]]:
        async with self._first:
            if self._storage is None:
                storage = PostgresStorage(self._url, SystemClock())
                await storage.open()
                self._storage = storage
        yield self._storage, PostgresLedger(self._storage)

    def views(self, storage: Storage, frames: MemoryFramesLog) -> Views:
        assert isinstance(storage, PostgresStorage)
        return PostgresViews(storage.database)

    async def close(self) -> None:
        if self._storage is not None:
            await self._storage.close()
            self._storage = None


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server with the schema, for as long as the context lasts."""
    server = PostgresServer()
    try:
        yield Postgres(migrated(server).url)
    finally:
        server.close()
