"""Reads through a pool, each as its tenant."""

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import asyncpg
from asyncpg.pool import PoolConnectionProxy

from adapters.persistence.errors import DatabaseGone, RefusedByDatabase
from adapters.persistence.policies import EVERY_TENANT, TENANT_SETTING
from adapters.persistence.shared_reads import SharedReads
from adapters.persistence.writing.cleansing import clean

Connection: TypeAlias = "PoolConnectionProxy[Any]"


def dsn(url: str) -> str:
    """SQLAlchemy's URL as asyncpg's."""
    return url.replace("postgresql+asyncpg://", "postgresql://", 1)


class _Belonging(asyncpg.Connection):
    """A connection that knows whose rows it sees outside of transactions: nobody's at first.

    Most reads of a process are of the same few tenants, so most find their connection set
    already, and are one round trip.
    """

    __slots__ = ("tenant",)

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 - asyncpg's own
        super().__init__(*given, **named)
        self.tenant = ""

    async def belong_to(self, tenant: str) -> None:
        """See that tenant's rows from now on."""
        self.tenant = ""  # until it is certain
        await self.execute(f"SET {TENANT_SETTING} = {_quoted(tenant)}")
        self.tenant = tenant


async def _keep_session(connection: "asyncpg.Connection[Any]") -> None:
    """Only its tenant outlives a use, and each use names its own."""


@dataclass(slots=True)
class Database:
    """The pool of one process.

    Attributes:
        reads: how many reads have been sent, for tests and metrics.
    """

    url: str
    size: int = 8
    wait_seconds: float = 30.0
    reads: int = 0
    shared: SharedReads = field(init=False)
    _pool: "asyncpg.Pool[Any] | None" = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.shared = SharedReads(self.rows)

    async def open(self) -> None:
        """Connect; raises DatabaseGone."""
        try:
            self._pool = await asyncpg.create_pool(
                dsn(self.url),
                # While the database is away, the pool would try to keep up any more than none, and
                # log a traceback each time.
                min_size=0,
                max_size=self.size,
                timeout=self.wait_seconds,
                reset=_keep_session,
                connection_class=_Belonging,
                max_inactive_connection_lifetime=600,
                server_settings={"application_name": "open-csms", "jit": "off"},
            )
            async with self._pool.acquire(timeout=self.wait_seconds):
                """It can be reached."""
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            await self.close()
            raise DatabaseGone("The database cannot be reached.") from error

    async def close(self) -> None:
        """Close all connections."""
        if self._pool is not None:
            await self._pool.close()
            self._pool = None

    async def rows(self, tenant: str, sql: str, *values: object) -> Sequence[Any]:
        """The rows of one query, as that tenant.

        Raises:
            DatabaseGone: it cannot be asked now.
        """
        self.reads += 1
        async with self._connection() as connection:
            if connection.tenant != tenant:
                await connection.belong_to(tenant)
            found: Sequence[Any] = await connection.fetch(sql, *values)
        return found

    async def change(self, tenant: str, sql: str, *values: object) -> Sequence[Any]:
        """Run one statement of the side paths (touches, leases), as that tenant."""
        async with self.transaction(tenant) as connection:
            return await connection.fetch(sql, *values)

    @asynccontextmanager
    async def transaction(self, tenant: str, begin: str = "BEGIN") -> AsyncIterator[Connection]:
        """A transaction of that tenant.

        Raises:
            DatabaseGone: it cannot be asked now; whether it was committed is not known.
        """
        async with self._connection() as connection:
            await connection.execute(f"{begin}; SET LOCAL {TENANT_SETTING} = {_quoted(tenant)}")
            try:
                yield connection
            except BaseException:
                if not connection.is_closed():
                    await connection.execute("ROLLBACK")
                raise
            await connection.execute("COMMIT")

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[Any]:
        if self._pool is None:
            raise DatabaseGone("The storage is not open.")
        try:
            async with self._pool.acquire(timeout=self.wait_seconds) as connection:
                yield connection
        except (OSError, TimeoutError, asyncpg.InterfaceError) as error:
            raise DatabaseGone("The database cannot be reached.") from error
        except asyncpg.PostgresError as error:
            if (error.sqlstate or "")[:2] in {"08", "53", "57", "58"}:
                raise DatabaseGone("The database cannot be reached.") from error
            raise


def _quoted(tenant: str) -> str:
    """As a literal. Slugs need no quoting, which is why anything else is refused."""
    if tenant != EVERY_TENANT and not tenant.replace("-", "").isalnum():
        raise RefusedByDatabase("That is no tenant.")
    return f"'{tenant}'"


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads of one scope."""

    database: Database
    tenant: str

    async def rows(self, sql: str, *values: object) -> Sequence[Any]:
        """The rows of a query; `$1` is the tenant."""
        return await self.database.rows(self.tenant, sql, self.tenant, *_cleansed(values))

    async def look_up(self, sql: str, *values: object) -> Sequence[Any]:
        """The same for a query about one thing, named by ids and texts from `$2` on.

        Who asks it about another thing at this moment may be answered along with this one.
        """
        if not values:
            return await self.rows(sql)
        return await self.database.shared.rows(self.tenant, sql, *_cleansed(values))


def _cleansed(values: Iterable[object]) -> tuple[Any, ...]:
    return tuple(clean(v) if isinstance(v, str) else v for v in values)
