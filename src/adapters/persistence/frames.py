# ruff: noqa: S608 - statements are made of our own tables and columns alone
"""The log of frames: beside the path of acknowledgement, in batches, lossy before it is slow.

A request waits a moment for its answer, and both are one row: half the rows, index entries and
bytes of a log whose size is that of all traffic. What is answered later has a row of its own.
"""

import asyncio
import contextlib
from collections import deque
from datetime import timedelta
from typing import TypeAlias

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
PATIENCE = 4
"""Pauses for which a request waits for its answer; what was said after it waits with it, so that
the log is written in the order of the lines."""
ANSWERS = frozenset({"result", "error", "result_error"})
MOST_APART = timedelta(seconds=30)
"""Between a request and an answer in its row, also while the database is away: who looks for what
was said at a time need not look far."""

_COLUMNS = columns_of(FrameTable.__table__, "number")  # type: ignore[arg-type]  # a Table
_INSERT = (
    f"INSERT INTO frames ({listed(_COLUMNS)}) SELECT {values(_COLUMNS)} FROM {source(_COLUMNS)}"
)


_Request: TypeAlias = tuple[str, str, bool, str]
"""Tenant, station, direction and message id."""


class _Said:
    """A frame that waits, and its answer, where it is a request."""

    __slots__ = ("answer", "frame", "pause", "request")

    def __init__(self, frame: FrameRecord, request: _Request | None, pause: int) -> None:
        self.frame = frame
        self.request = request
        self.pause = pause
        """The one in which it was said."""
        self.answer: FrameRecord | None = None

    def row(self) -> Written:
        """In the order of the columns."""
        tenant, identity, station, at, inbound, protocol, *spoken, duration = self.frame
        told = self.answer
        end: Written = (duration, None, None, None)
        if told is not None:
            end = (told.duration_ms, told.at, told.kind, told.text)
        return (at, tenant, identity, station or None, inbound, protocol, *spoken, *end)


class PostgresFramesLog(FramesLog):
    """Frames on their way to the table `frames`.

    Attributes:
        dropped: how many could not be kept, because the database was slower than the stations.
    """

    def __init__(self, database: Database) -> None:
        self.dropped = 0
        self._database = database
        self._waiting: deque[_Said] = deque()
        self._asked: dict[_Request, _Said] = {}
        """Requests that wait and have no answer yet."""
        self._pause = 0
        self._task: asyncio.Task[None] | None = None

    def record(self, frame: FrameRecord) -> None:
        """Note a frame; the newest is dropped when too many wait."""
        request = None
        if frame.kind in ANSWERS:
            asked = self._asked.pop(
                (frame.tenant, frame.identity, not frame.inbound, frame.message_id), None
            )
            if asked is not None and frame.at - asked.frame.at < MOST_APART:
                asked.answer = frame
                return
        elif frame.kind == "call":
            request = (frame.tenant, frame.identity, frame.inbound, frame.message_id)
        if len(self._waiting) >= MOST_WAITING:
            self.dropped += 1
            return
        said = _Said(frame, request, self._pause)
        self._waiting.append(said)
        if request is not None:
            self._asked.setdefault(request, said)

    @property
    def waiting(self) -> int:
        """How many are not written yet, requests with their answers counted once."""
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
        while self._waiting and await self._write(self._pause):
            pass

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(PAUSE_SECONDS)
            self._pause += 1
            while self._waiting and await self._write(self._pause - PATIENCE):
                pass

    async def _write(self, patient_until: int) -> bool:
        """Write some; False if that is all for now, or if the database is away (they wait on).

        Requests of pauses before `patient_until`, and of it, wait for no answer any more.
        """
        due = self._due(patient_until)
        if not due:
            return False
        try:
            await self._insert([said.row() for said in due])
        except DatabaseGone:
            self._waiting.extendleft(reversed(due))
            return False
        return True

    def _due(self, patient_until: int) -> list[_Said]:
        """What can be written, in the order in which it was said."""
        due: list[_Said] = []
        while self._waiting and len(due) < MOST_AT_ONCE:
            said = self._waiting[0]
            if said.request is not None and said.answer is None:
                if said.pause > patient_until:
                    break
                if self._asked.get(said.request) is said:
                    del self._asked[said.request]
            due.append(self._waiting.popleft())
        return due

    async def _insert(self, rows: list[Written]) -> None:
        """Insert them; what cannot be kept as it is, cleansed."""
        for attempt in (rows, map(_cleansed, rows)):
            with contextlib.suppress(asyncpg.PostgresError, ValueError, TypeError):
                async with self._database.transaction(EVERY_TENANT, _BEGIN) as connection:
                    await connection.execute(_INSERT, packed(list(attempt)))
                return
        self.dropped += len(rows)


def _cleansed(row: Written) -> Written:
    return tuple(clean(value) if isinstance(value, str) else value for value in row)
