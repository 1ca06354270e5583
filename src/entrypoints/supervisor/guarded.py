"""The embedded database under guard: started first, started again when it dies, stopped last."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from adapters.embedded_postgres import EmbeddedPostgres, EmbeddedPostgresError
from entrypoints.supervisor.program import Says

NAME = "database"
LOOK_SECONDS = 1.0


@asynccontextmanager
async def guarded(server: EmbeddedPostgres, say: Says) -> AsyncIterator[None]:
    """The server runs while the context lasts.

    Raises:
        EmbeddedPostgresError: it cannot be started, or not be stopped.
    """
    await asyncio.to_thread(server.start)
    guard = asyncio.create_task(_watch(server, say), name=NAME)
    try:
        yield
    finally:
        guard.cancel()
        await asyncio.gather(guard, return_exceptions=True)
        await asyncio.to_thread(server.stop)


async def _watch(server: EmbeddedPostgres, say: Says) -> None:
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        if await asyncio.to_thread(server.running) is not None:
            continue
        say(NAME, "PostgreSQL is not running; starting it again")
        try:
            await asyncio.to_thread(server.start)
        except EmbeddedPostgresError as error:
            say(NAME, str(error))
        else:
            say(NAME, "PostgreSQL runs again; nothing acknowledged is lost")
