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
from adapters.persistence.stores.authorization import PostgresIdTokens
from adapters.persistence.stores.billing import (
    PostgresBillingProfiles,
    PostgresCustomers,
    PostgresInvoices,
    PostgresSeriesOfNumbers,
    PostgresUnpricedSessions,
)
from adapters.persistence.stores.changes import Changes
from adapters.persistence.stores.charging import (
    PostgresCdrs,
    PostgresChargingSessions,
    PostgresMeterReadings,
    PostgresTransactionNumbers,
    PostgresUnmatchedReports,
)
from adapters.persistence.stores.conformance import PostgresConformanceLog
from adapters.persistence.stores.costs import PostgresShownCosts
from adapters.persistence.stores.inventories import PostgresInventories
from adapters.persistence.stores.links import PostgresLinks
from adapters.persistence.stores.payment import (
    PostgresPayments,
    PostgresProviderNotices,
    PostgresStoredMethods,
    PostgresTerms,
)
from adapters.persistence.stores.prices import PostgresMarketPrices
from adapters.persistence.stores.provisioning import (
    PostgresCredentials,
    PostgresLocations,
    PostgresPolicies,
    PostgresStations,
)
from adapters.persistence.stores.remote_control import PostgresOrders
from adapters.persistence.stores.residents import Recent
from adapters.persistence.stores.shelf import Shelf
from adapters.persistence.stores.tariff import PostgresTariffs
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
            tenant, self._writer, self._changes, self.clock.now, fence, by=by, causes=self.causes
        )

    def _stores(self, tenant: TenantId, work: Work) -> Stores:
        reader = Reader(self.database, tenant)
        cache = self._changes.cache
        return Stores(
            tenant=tenant,
            work=work,
            stations=PostgresStations(Shelf(kinds.STATION, work, reader), tenant),
            credentials=PostgresCredentials(Shelf(kinds.CREDENTIALS, work, reader), tenant),
            inventories=PostgresInventories(Shelf(kinds.REPORT, work, reader), reader, tenant),
            links=PostgresLinks(reader, self._writer, self.clock, self.alive, tenant),
            conformance=PostgresConformanceLog(reader, tenant),
            locations=PostgresLocations(Shelf(kinds.LOCATION, work, reader), tenant),
            policies=PostgresPolicies(reader, cache, tenant),
            tokens=PostgresIdTokens(Shelf(kinds.TOKEN, work, reader), cache, tenant),
            sessions=PostgresChargingSessions(Shelf(kinds.SESSION, work, reader), tenant),
            numbers=PostgresTransactionNumbers(self._transactions),
            readings=PostgresMeterReadings(work, reader, tenant),
            unmatched=PostgresUnmatchedReports(Shelf(kinds.UNMATCHED, work, reader), tenant),
            cdrs=PostgresCdrs(work, reader, tenant),
            unpriced=PostgresUnpricedSessions(Shelf(kinds.UNPRICED, work, reader), tenant),
            profiles=PostgresBillingProfiles(Shelf(kinds.PROFILE, work, reader), tenant),
            customers=PostgresCustomers(Shelf(kinds.CUSTOMER, work, reader), tenant),
            invoices=PostgresInvoices(Shelf(kinds.INVOICE, work, reader), reader, tenant),
            series=PostgresSeriesOfNumbers(Shelf(kinds.SERIES, work, reader), tenant),
            tariffs=PostgresTariffs(
                Shelf(kinds.TARIFF, work, reader),
                Shelf(kinds.ASSIGNMENT, work, reader),
                cache,
                tenant,
            ),
            market=PostgresMarketPrices(Shelf(kinds.QUOTATION, work, reader), reader),
            shown_costs=PostgresShownCosts(Shelf(kinds.SHOWN_COST, work, reader), reader, tenant),
            orders=PostgresOrders(Shelf(kinds.ORDER, work, reader), self._requests, tenant),
            payments=PostgresPayments(Shelf(kinds.PAYMENT, work, reader), tenant),
            methods=PostgresStoredMethods(Shelf(kinds.METHOD, work, reader), tenant),
            payment_terms=PostgresTerms(Shelf(kinds.TERMS, work, reader), tenant),
            notices=PostgresProviderNotices(work, reader, tenant),
            journal=work,
        )


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
