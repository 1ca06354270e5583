"""The writer's own line to the database.

It writes for all tenants in one transaction, so it works under the tenant `*`, which the policies
let pass (`adapters.persistence.policies` says why that is safe): each row carries the tenant that
its scope was opened for.
"""

import socket
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import asyncpg
from asyncpg.prepared_stmt import PreparedStatement

from adapters.persistence.mapping.row import Written
from adapters.persistence.policies import EVERY_TENANT, TENANT_SETTING
from adapters.persistence.writing.sheet import packed

SETTINGS = {
    TENANT_SETTING: EVERY_TENANT,
    "application_name": "open-csms writer",
    "synchronous_commit": "on",
    # Statements join a few hundred rows with tables of any size by their keys. Plans are made
    # once, when the tables may still be empty: they must not be scans.
    "plan_cache_mode": "force_generic_plan",
    "enable_seqscan": "off",
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
    "jit": "off",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "60s",
}

SEND_BUFFER = 4 * 1024 * 1024
"""Bytes; the system may grant less (net.core.wmem_max)."""

MARK = """
    UPDATE writers SET batch = $2 WHERE id = $1 AND batch < $2
    RETURNING pg_current_xact_id()::text::bigint AS number
"""
"""Marks nothing if the number was given up (`SETTLE`): then what it belongs to must not pass."""
JOIN = "INSERT INTO writers (id, batch, started_at) VALUES ($1, 0, now()) ON CONFLICT DO NOTHING"
WRITER_LOCK = 0x6F637772
"""Class of the advisory locks by which writers show that they live: `ocwr`."""

LIVE = f"SELECT pg_advisory_lock_shared({WRITER_LOCK}, hashtext($1::uuid::text))"
LEAVE = "DELETE FROM writers WHERE id = $1"
SETTLE = """
    UPDATE writers SET batch = CASE WHEN batch = $2 THEN batch ELSE $2 + 1 END WHERE id = $1
    RETURNING batch = $2
"""
"""What a line sent before it broke may reach the database after its successor has asked here, from
a buffer on the way or of the database's own. So whoever asks uses up the next number: the batch in
doubt was committed, or it never will be."""


class WriterConnection:
    """A connection with its statements, prepared once."""

    __slots__ = ("_batch", "_connection", "_statements", "_writer")

    def __init__(self, connection: "asyncpg.Connection[Any]", writer: UUID) -> None:
        self._connection = connection
        self._writer = writer
        self._batch = 0
        self._statements: dict[str, PreparedStatement[Any]] = {}

    @classmethod
    async def open(cls, dsn: str, writer: UUID, seconds: float) -> "WriterConnection":
        """Connect, and make the writer known.

        Raises:
            OSError, asyncpg.PostgresError, TimeoutError: it cannot be reached now.
        """
        connection = await asyncpg.connect(
            dsn, timeout=seconds, server_settings=SETTINGS, statement_cache_size=0
        )
        line = cls(connection, writer)
        line._widen()
        try:
            await connection.execute(LIVE, writer, timeout=seconds)
            await connection.execute(JOIN, writer, timeout=seconds)
        except BaseException:
            line.cut()
            raise
        return line

    def _widen(self) -> None:
        """Let a whole batch fit into the socket.

        What does not fit is sent when the event loop next looks at the socket, and under load that
        is tens of milliseconds later, again and again, while the database waits for the rest.
        """
        # asyncpg has no public way to ask for it.
        transport = self._connection._transport  # type: ignore[attr-defined] # noqa: SLF001
        there: socket.socket | None = transport.get_extra_info("socket")
        if there is not None:
            there.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)

    async def settle(self, batch: int) -> bool:
        """Whether this writer's last batch, numbered so, was committed; if not, it will not be.

        Waits for a transaction of a former line of the same writer that is still at its end.
        Uses up the next number.
        """
        return bool(await self._connection.fetchval(SETTLE, self._writer, batch))

    def number(self, batch: int) -> None:
        """The batch that is written next."""
        self._batch = batch

    async def begin(self) -> None:
        """Start a transaction; before its end it must be marked."""
        await self._connection.execute("BEGIN")

    async def mark(self) -> int:
        """Mark the transaction with the batch, and return its number."""
        ((transaction,),) = await self.fetch_marked(MARK)
        return int(transaction)

    async def fetch_marked(self, sql: str, *values: object) -> list[Any]:
        """Run a statement that marks the transaction: it takes writer and batch first."""
        return await self.fetch_values(sql, self._writer, self._batch, *values)

    async def fetch(self, sql: str, rows: Sequence[Written]) -> list[Any]:
        """Run a statement over rows."""
        return await self.fetch_values(sql, packed(rows))

    async def fetch_values(self, sql: str, *values: object) -> list[Any]:
        """Run a statement."""
        statement = self._statements.get(sql)
        if statement is None:
            statement = self._statements[sql] = await self._connection.prepare(sql)
        return await statement.fetch(*values)

    run = fetch

    async def rollback(self) -> None:
        """Undo the transaction, if there is one."""
        if self._connection.is_in_transaction():
            await self._connection.execute("ROLLBACK")

    async def commit(self) -> None:
        """Make it durable."""
        await self._connection.execute("COMMIT")

    @property
    def broken(self) -> bool:
        """Whether it is of no use any more."""
        return self._connection.is_closed()

    def cut(self) -> None:
        """Give it up at once."""
        self._connection.terminate()

    async def close(self) -> None:
        """Say goodbye, if somebody still listens."""
        try:
            await self._connection.execute(LEAVE, self._writer, timeout=5)
            await self._connection.close(timeout=5)
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
            self.cut()
