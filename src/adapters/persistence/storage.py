"""PostgresStorage: the whole of what is kept, for one process."""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import TracebackType
from typing import Self
from uuid import uuid4

from adapters.persistence import kinds
from adapters.persistence.caches import SECONDS, Cache
from adapters.persistence.due_payments import due_payments
from adapters.persistence.numbers import REQUESTS, TRANSACTIONS, Numbers
from adapters.persistence.outbox import PostgresOutbox
from adapters.persistence.policies import EVERY_TENANT
from adapters.persistence.reading import Database, Reader, dsn
from adapters.persistence.stores.access import PostgresApiKeys, PostgresTenants
from adapters.persistence.stores.changes import Changes
from adapters.persistence.stores.residents import Recent
from adapters.persistence.stores.scope import ScopeStores, Sources
from adapters.persistence.stores.shelf import Shelf
from adapters.persistence.stores.work import Work
from adapters.persistence.writing.faults import FaultPoints, NoFaults
from adapters.persistence.writing.flusher import GroupCommit
from adapters.persistence.writing.line import Line
from adapters.persistence.writing.observer import NoObserver, Observer
from adapters.persistence.writing.unit import Unit
from application.ports.bus import Bus
from application.ports.provisioning import Link
from application.ports.stores import Outbox, PlatformStores, Storage, Stores
from application.ports.world import Clock
from domain.aggregate import DomainEvent
from domain.identity import TenantId
from domain.payment import PaymentId


def _everywhere(node: str) -> bool:  # noqa: ARG001 - without presence, no node is known to be dead
    return True


def _anything(kind: type[DomainEvent]) -> bool:  # noqa: ARG001 - until the wiring knows better
    return True


@dataclass(slots=True)
class PostgresStorage(Storage):
    """All stores over one PostgreSQL database; open it with `async with`.

    Args:
        url: SQLAlchemy's, of a role under row-level security; the schema is migrated already.
        clock: for links, leases and removals.
        bus: tells other processes what has changed, and the relay that events wait.
        alive: whether a node is, for `Links.find`.
        observer: is told of each batch.
        faults: for crash tests.
        causes: whether anything follows from events of a kind; the others do not wait for a relay.
        pool_size: connections for reads.
        patience_seconds: for how long a unit waits for a database that is away.
        cache_seconds: how old tokens, tariffs and policies may be if a hint gets lost.
    """

    url: str
    clock: Clock
    bus: Bus | None = None
    alive: Callable[[str], bool] = _everywhere
    observer: Observer = field(default_factory=NoObserver)
    faults: FaultPoints = field(default_factory=NoFaults)
    causes: Callable[[type[DomainEvent]], bool] = _anything
    pool_size: int = 8
    patience_seconds: float = 30.0
    cache_seconds: float = SECONDS
    database: Database = field(init=False)
    _writer: GroupCommit = field(init=False)
    _changes: Changes = field(init=False)
    _transactions: Numbers = field(init=False)
    _requests: Numbers = field(init=False)
    _outbox: PostgresOutbox = field(init=False)
    _sources: Sources = field(init=False)
    _now: Callable[[], datetime] = field(init=False)
    _listener: "asyncio.Task[None] | None" = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.database = Database(self.url, self.pool_size, self.patience_seconds)
        self._changes = Changes(Cache(self.cache_seconds), self.bus)
        # A new identity with each start: not of the world that the core sees, but of this writer.
        line = Line(dsn(self.url), uuid4(), self.patience_seconds, self.faults)
        observer = _Telling(self.observer, self._changes)
        self._writer = GroupCommit(line, observer, self.faults, self.patience_seconds)
        self._transactions = Numbers(self.database, TRANSACTIONS)
        self._requests = Numbers(self.database, REQUESTS)
        self._outbox = PostgresOutbox(self.database, self.clock)
        self._now = self.clock.now  # one bound method for all scopes
        self._sources = Sources(
            self.database,
            self._changes.cache,
            self._writer,
            self.clock,
            self.alive,
            self._transactions,
            self._requests,
        )

    async def open(self) -> None:
        """Connect; raises DatabaseGone."""
        await self.database.open()
        await self._writer.start()
        self._listener = asyncio.create_task(self._changes.listen(), name="changes")

    async def close(self) -> None:
        """Write what waits, and disconnect."""
        if self._listener is not None:
            self._listener.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._listener
        await self._writer.close()
        await self._changes.close()
        await self.database.close()

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    @property
    def reads(self) -> int:
        """How many reads have been sent to the database."""
        return self.database.reads

    def scope(self, tenant: TenantId, by: str | None = None) -> Stores:
        """A scope without residency or fence."""
        return self._stores(tenant, self._work(tenant, by=by))

    def reaction_scope(self, tenant: TenantId) -> Stores:
        """A scope that remembers sessions and stations until its work is discarded."""
        work = self._work(tenant)
        work.resident = Recent()
        return self._stores(tenant, work)

    def station_scope(self, tenant: TenantId, link: Link) -> Stores:
        """A scope that remembers the link's station and its open sessions."""
        work = self._work(tenant, link)
        if work.resident is not None:
            self._changes.live(tenant, work.resident)
        return self._stores(tenant, work)

    def platform(self, by: str | None = None) -> PlatformStores:
        """Tenants and keys."""
        work, reader = self._work(None, by=by), Reader(self.database, EVERY_TENANT)
        return PlatformStores(
            work=work,
            tenants=PostgresTenants(Shelf(kinds.TENANT, work, reader)),
            keys=PostgresApiKeys(Shelf(kinds.KEY, work, reader)),
        )

    async def due_payments(
        self, at: datetime, limit: int
    ) -> tuple[tuple[TenantId, PaymentId], ...]:
        """The most overdue first."""
        return await due_payments(self.database, at, limit)

    @property
    def outbox(self) -> Outbox:
        """Events of all tenants."""
        return self._outbox

    def _work(
        self, tenant: TenantId | None, link: Link | None = None, by: str | None = None
    ) -> Work:
        fence = None if tenant is None or link is None else (tenant, link.station, link.fence)
        return Work(
            tenant, self._writer, self._changes, self._now, fence, by=by, causes=self.causes
        )

    def _stores(self, tenant: TenantId, work: Work) -> Stores:
        return ScopeStores(tenant, work, self._sources)


@dataclass(frozen=True, slots=True)
class _Telling(Observer):
    """Passes on what is observed, and wakes the relay where events were written."""

    observer: Observer
    changes: Changes

    def flushed(self, units: Sequence[Unit], refused: int, seconds: float) -> None:
        """One announcement a batch."""
        if any(unit.events for unit in units):
            self.changes.events()
        self.observer.flushed(units, refused, seconds)

    def line_lost(self) -> None:
        """Pass it on."""
        self.observer.line_lost()
