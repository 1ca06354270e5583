"""The office: commands that work on the stores themselves, whether the server runs or not."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TypeVar

from adapters.persistence import PostgresStorage
from adapters.persistence.writing.observer import NoObserver
from application.desk import Desk
from application.ports.world import Randomness
from domain.errors import NotFound
from domain.identity import TenantId, tenant_id
from entrypoints.settings import Settings, read_settings
from entrypoints.supervisor.sole import AlreadyRunning, sole
from entrypoints.wiring.database import bring_up_to_date, embedded_server, locate
from entrypoints.wiring.handlers import Desks, World
from entrypoints.wiring.runtime import Runtime, open_runtime

Answer = TypeVar("Answer")

BY = "command line"
"""Who acts here, in the tenant's events: the account of the machine proves no more."""


@dataclass(frozen=True, slots=True)
class Office:
    """Desks over the real stores."""

    runtime: Runtime
    storage: PostgresStorage
    desks: Desks
    randomness: Randomness

    @property
    def platform(self) -> Desk:
        """For what is above all tenants."""
        return self.desks.platform(self.storage.platform(BY))

    async def of(self, tenant: str) -> tuple[TenantId, Desk]:
        """A desk of that tenant.

        Raises:
            NotFound: there is no such tenant.
        """
        found = await self.storage.platform().tenants.find(tenant_id(tenant))
        if found is None:
            raise NotFound("tenant", tenant)
        return found.id, self.desks.tenant(self.storage.scope(found.id, BY))


@asynccontextmanager
async def office(settings: Settings) -> AsyncIterator[Office]:
    """An office; the embedded database is left as it was found: running or not."""
    async with _database(settings), open_runtime(settings, NoObserver()) as runtime:
        world = await runtime.get(World)
        yield Office(
            runtime, await runtime.get(PostgresStorage), await runtime.get(Desks), world.randomness
        )


def at_the_office(work: Callable[[Office], Awaitable[Answer]]) -> Answer:
    """Do `work` with the settings of the environment."""

    async def done() -> Answer:
        async with office(read_settings(os.environ)) as there:
            return await work(there)

    return asyncio.run(done())


@asynccontextmanager
async def _database(settings: Settings) -> AsyncIterator[None]:
    async with database_of(settings):
        await bring_up_to_date(await locate(settings), settings)
        yield


@asynccontextmanager
async def database_of(settings: Settings, *, sole_user: bool = False) -> AsyncIterator[None]:
    """The database, whatever its schema; the embedded one is left as it was found.

    Args:
        settings: whose.
        sole_user: whether we hold the data folder, so that nobody else can have come to use it.
    """
    if not settings.database.embedded:
        yield
        return
    server = embedded_server(settings)
    ran = await asyncio.to_thread(server.running) is not None
    await asyncio.to_thread(server.start)
    try:
        yield
    finally:
        if not ran and sole_user:
            await asyncio.to_thread(server.stop)
        elif not ran:
            await asyncio.to_thread(_stop_unless_served, settings)


def _stop_unless_served(settings: Settings) -> None:
    """A supervisor that was started meanwhile uses the database now."""
    try:
        with sole(settings.data_dir):
            embedded_server(settings).stop()
    except AlreadyRunning:
        return
