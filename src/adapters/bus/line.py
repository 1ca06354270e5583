"""One connection to PostgreSQL that comes back when it is lost."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import asyncpg
from sqlalchemy.engine import make_url

BACKOFF_SECONDS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0)
HEARTBEAT_SECONDS = 15.0
ANSWER_SECONDS = 10.0

LOST = (
    OSError,
    TimeoutError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # what asyncpg says when a connection dies between two steps
)
"""What a statement raises when its connection is gone or going."""

log = logging.getLogger(__name__)

Connection = asyncpg.Connection
Opened = Callable[[Connection], Awaitable[None]]


class Line:
    """A connection of its own, outside any pool; statements on it go one after another.

    A transaction pooler between here and the server would break LISTEN: give a direct URL.

    Args:
        url: SQLAlchemy's, as for the engine.
        opened: called with each new connection, before statements are let through.
    """

    def __init__(self, url: str, opened: Opened) -> None:
        self._arguments = connect_arguments(url)
        self._opened = opened
        self._connection: Connection | None = None
        self._up, self._down = asyncio.Event(), asyncio.Event()
        self._turn = asyncio.Lock()
        self._keeper: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Connect; a first failure is the caller's, later ones are repaired here.

        Raises:
            OSError, asyncpg.PostgresError: why the server cannot be reached.
        """
        await self._connect()
        self._keeper = asyncio.create_task(self._keep(), name="bus line")

    async def close(self) -> None:
        """Hang up for good."""
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.gather(self._keeper, return_exceptions=True)
        self._up.clear()
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(*LOST):
                await connection.close(timeout=ANSWER_SECONDS)

    async def fetch(self, statement: str, *arguments: object) -> Sequence[asyncpg.Record]:
        """Rows of one statement; waits while the connection is down.

        Raises:
            OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError: see `LOST`.
        """
        async with asyncio.timeout(ANSWER_SECONDS):
            await self._up.wait()
        async with self._turn:
            if self._connection is None:
                raise asyncpg.InterfaceError("The bus was closed.")
            return await self._connection.fetch(statement, *arguments, timeout=ANSWER_SECONDS)

    async def _connect(self) -> None:
        self._down.clear()
        connection = await asyncpg.connect(**self._arguments)
        connection.add_termination_listener(self._terminated)
        try:
            await self._opened(connection)
        except BaseException:
            connection.terminate()
            raise
        self._connection = connection
        if connection.is_closed():
            self._down.set()
        self._up.set()

    def _terminated(self, connection: object) -> None:
        if connection is self._connection:  # not the farewell of an earlier one
            self._up.clear()
            self._down.set()

    async def _keep(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(HEARTBEAT_SECONDS):
                    await self._down.wait()
            if self._down.is_set():
                await self._reconnect()
            else:
                await self._ask_for_life()

    async def _ask_for_life(self) -> None:
        connection = self._connection
        try:
            await self.fetch("SELECT 1")
        except LOST:
            # A dead peer sends no farewell: without this, silence would look like peace.
            if connection is not None and connection is self._connection:
                connection.terminate()
                self._down.set()

    async def _reconnect(self) -> None:
        self._up.clear()
        attempt = 0
        while True:
            pause = BACKOFF_SECONDS[min(attempt, len(BACKOFF_SECONDS) - 1)]
            await asyncio.sleep(pause)
            try:
                async with asyncio.timeout(ANSWER_SECONDS):
                    await self._connect()
            except LOST as error:
                attempt += 1
                log.warning("The bus has no database connection: %s.", type(error).__name__)
            else:
                return


def connect_arguments(url: str) -> dict[str, Any]:
    """What asyncpg needs to connect as SQLAlchemy's engine for `url` would."""
    parsed = make_url(url)
    _, arguments = parsed.get_dialect()().create_connect_args(parsed)
    known = {name: value for name, value in arguments.items() if "prepared_statement" not in name}
    # A hint is not worth a disk flush; what it points at was committed durably before.
    return {**known, "server_settings": {"synchronous_commit": "off", "application_name": "bus"}}
