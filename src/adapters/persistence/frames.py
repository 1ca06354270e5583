# ruff: noqa: S608 - statements are made of our own tables and columns alone
"""The log of frames: beside the path of acknowledgement, in batches, lossy before it is slow."""

import asyncio
import contextlib
from collections import deque

import asyncpg

from adapters.persistence.errors import DatabaseGone
from adapters.persistence.mapping.row import Written
from adapters.persistence.policies import EVERY_TENANT
from adapters.persistence.reading import Database
from adapters.persistence.rows import FrameTable
from adapters.persistence.writing.cleansing import clean
from adapters.persistence.writing.sheet import columns_of, listed, packed, source, values
from application.ports.stores import FrameRecord, FramesLog

MOST_WAITING = 50_000
MOST_AT_ONCE = 2_000
_BEGIN = "BEGIN; SET LOCAL synchronous_commit = off"
"""The log may lose its last moments with the power; it must not make what is acknowledged wait for
the disk twice."""
PAUSE_SECONDS = 0.25
"""Frames gather for so long."""

_COLUMNS = columns_of(FrameTable.__table__, "number")  # type: ignore[arg-type]  # a Table
_INSERT = (
    f"INSERT INTO frames ({listed(_COLUMNS)}) SELECT {values(_COLUMNS)} FROM {source(_COLUMNS)}"
)


class PostgresFramesLog(FramesLog):
    """Frames on their way to the table `frames`.

    Attributes:
        dropped: how many could not be kept, because the database was slower than the stations.
    """

    def __init__(self, database: Database) -> None:
        self.dropped = 0
        self._database = database
        self._waiting: deque[FrameRecord] = deque()
        self._task: asyncio.Task[None] | None = None

    def record(self, frame: FrameRecord) -> None:
        """Note a frame; the newest is dropped when too many wait."""
        if len(self._waiting) >= MOST_WAITING:
            self.dropped += 1
        else:
            self._waiting.append(frame)

    @property
    def waiting(self) -> int:
        """How many are not written yet."""
        return len(self._waiting)

    def start(self) -> None:
        """Begin to write."""
        self._task = asyncio.create_task(self._run(), name="frames log")

    async def close(self) -> None:
        """Write what waits, as far as the database takes it at once, and stop."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        while self._waiting and await self._write():
            pass

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(PAUSE_SECONDS)
            while self._waiting and await self._write():
                pass

    async def _write(self) -> bool:
        """Write some; False if the database is away (they go on waiting)."""
        frames = [self._waiting.popleft() for _ in range(min(MOST_AT_ONCE, len(self._waiting)))]
        try:
            await self._insert([_row(frame) for frame in frames])
        except DatabaseGone:
            self._waiting.extendleft(reversed(frames))
            return False
        return True

    async def _insert(self, rows: list[Written]) -> None:
        """Insert them; what cannot be kept as it is, cleansed."""
        for attempt in (rows, map(_cleansed, rows)):
            with contextlib.suppress(asyncpg.PostgresError, ValueError, TypeError):
                async with self._database.transaction(EVERY_TENANT, _BEGIN) as connection:
                    await connection.execute(_INSERT, packed(list(attempt)))
                return
        self.dropped += len(rows)


def _row(frame: FrameRecord) -> Written:
    """In the order of the columns."""
    tenant, identity, station, at, inbound, protocol, *spoken, duration = frame
    return (at, tenant, identity, station or None, inbound, protocol, *spoken, duration)


def _cleansed(row: Written) -> Written:
    return tuple(clean(value) if isinstance(value, str) else value for value in row)
