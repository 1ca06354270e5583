"""Line: a batch is carried to the database and back, whatever happens to the connection.

When the connection breaks before COMMIT was sent, nothing was kept and the batch is sent again.
When it breaks during COMMIT nobody knows; but each batch has marked its number in the writer's own
row, in the same transaction, so the new connection reads there what became of it. The row's lock
makes that wait for a COMMIT that is still under way; what has not begun by then finds its number
used up.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar
from uuid import UUID

import asyncpg

from adapters.persistence.writing.batch import Batch
from adapters.persistence.writing.connection import WriterConnection
from adapters.persistence.writing.faults import (
    AFTER_COMMIT_BEFORE_ANSWER,
    BEFORE_COMMIT,
    FaultPoints,
)

T = TypeVar("T")

RETRIED = frozenset({"40001", "40P01", "55P03"})
"""Serialization failure, deadlock, lock not available: nobody's fault, try again."""
PASSING = frozenset({"08", "25", "53", "57", "58"})
"""Classes of errors of the database as a whole: connection, read-only, full, going down, I/O."""


class LineLost(ConnectionError):
    """The database is away. `in_doubt`: while it was committing."""

    def __init__(self, *, in_doubt: bool) -> None:
        super().__init__("The connection to the database is lost.")
        self.in_doubt = in_doubt


class Again(Exception):
    """The database asks to try again."""


class Line:
    """The writer's connection, renewed when it breaks.

    Args:
        dsn: asyncpg's.
        writer: identity of this writer, new with each start of the process.
        patience: seconds for one transaction before the connection is given up.
    """

    def __init__(self, dsn: str, writer: UUID, patience: float, faults: FaultPoints) -> None:
        self._dsn = dsn
        self._writer = writer
        self._patience = patience
        self._faults = faults
        self._connection: WriterConnection | None = None
        self._number = 0
        self._doubtful = 0
        """The batch whose COMMIT was sent and not answered; 0 for none."""

    async def connect(self) -> None:
        """Have a connection; raises LineLost."""
        if self._connection is not None and not self._connection.broken:
            return
        try:
            async with asyncio.timeout(self._patience):
                self._connection = await WriterConnection.open(
                    self._dsn, self._writer, self._patience
                )
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            self._connection = None
            raise LineLost(in_doubt=bool(self._doubtful)) from error

    async def settle(self) -> bool:
        """Whether the batch in doubt was committed; after that none is in doubt."""
        await self.connect()
        doubtful = self._doubtful
        try:
            committed = await self._guarded(lambda line: line.settle(doubtful))
        except Again as error:  # its transaction is still at work
            self._doubtful = doubtful
            raise self._lost() from error
        self._number, self._doubtful = doubtful + 1, 0
        return committed

    def forget(self) -> None:
        """Nobody waits any more for the batch in doubt."""
        self._doubtful = 0

    async def carry(self, batch: Batch) -> None:
        """Make the batch durable.

        Raises:
            LineLost: nothing was kept, or it is in doubt.
            Again: nothing was kept; send it again.
            Exception: what the database, or the client library, says of a value.
        """
        await self.connect()
        self._number += 1
        if batch.usual:
            # One statement that commits itself: from its first byte on the batch may be in doubt.
            self._faults.reach(BEFORE_COMMIT)
            self._doubtful = self._number
            passed = await self._guarded(lambda line: self._write_at_once(line, batch))
            self._doubtful = 0
            if passed:
                return
        await self._guarded(lambda line: self._write(line, batch))
        self._doubtful = self._number
        await self._guarded(self._commit)
        self._doubtful = 0

    async def close(self) -> None:
        """Close the connection, if there is one."""
        if self._connection is not None and not self._connection.broken:
            await self._connection.close()

    async def _write_at_once(self, line: WriterConnection, batch: Batch) -> bool:
        line.number(self._number)
        passed = await batch.write_at_once(line)
        if passed:
            self._faults.reach(AFTER_COMMIT_BEFORE_ANSWER)
        return passed

    async def _write(self, line: WriterConnection, batch: Batch) -> None:
        line.number(self._number)
        await batch.write(line)
        self._faults.reach(BEFORE_COMMIT)

    def _lost(self) -> LineLost:
        if self._connection is not None:
            self._connection.cut()
        self._connection = None
        return LineLost(in_doubt=bool(self._doubtful))

    async def _commit(self, line: WriterConnection) -> None:
        await line.commit()
        self._faults.reach(AFTER_COMMIT_BEFORE_ANSWER)

    async def _guarded(self, step: Callable[[WriterConnection], Awaitable[T]]) -> T:
        line = self._connection
        assert line is not None  # noqa: S101 - connect() came first
        try:
            async with asyncio.timeout(self._patience):
                return await step(line)
        except (OSError, TimeoutError) as error:
            raise self._lost() from error
        except Exception as error:
            state = getattr(error, "sqlstate", None) or ""
            if line.broken or state[:2] in PASSING:
                raise self._lost() from error
            self._doubtful = 0
            await self._undo(line)
            if state in RETRIED:
                raise Again from error
            raise

    async def _undo(self, line: WriterConnection) -> None:
        try:
            async with asyncio.timeout(self._patience):
                await line.rollback()
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            raise self._lost() from error
