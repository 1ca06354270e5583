"""MemoryStorage: the whole of what is kept, in dictionaries, with the guarantees of a database.

It keeps the same promises as PostgreSQL and is held to them by the same contract tests: units
of work are whole or nothing, copies are compared by version, natural keys are unique, an older
connection is fenced out. Only durability is missing: it ends with the process.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from adapters.memory.access import MemoryApiKeys, MemoryTenants
from adapters.memory.attempt import Faults
from adapters.memory.authorization import MemoryIdTokens
from adapters.memory.billing import (
    MemoryBillingProfiles,
    MemoryCustomers,
    MemoryInvoices,
    MemorySeriesOfNumbers,
    MemoryUnpricedSessions,
)
from adapters.memory.charging import (
    MemoryCdrs,
    MemoryChargingSessions,
    MemoryMeterReadings,
    MemoryTransactionNumbers,
    MemoryUnmatchedReports,
)
from adapters.memory.conformance import MemoryConformanceLog
from adapters.memory.costs import MemoryShownCosts
from adapters.memory.database import Database
from adapters.memory.links import MemoryLinks
from adapters.memory.payment import (
    MemoryPayments,
    MemoryProviderNotices,
    MemoryStoredMethods,
    MemoryTerms,
)
from adapters.memory.prices import MemoryMarketPrices
from adapters.memory.provisioning import (
    MemoryCredentials,
    MemoryInventories,
    MemoryLocations,
    MemoryPolicies,
    MemoryStations,
)
from adapters.memory.remote_control import MemoryOrders
from adapters.memory.shelf import Shelf
from adapters.memory.tables import KeptReading
from adapters.memory.tariff import MemoryTariffs
from adapters.memory.unit import MemoryWork
from application.ports.provisioning import Link
from application.ports.stores import Outbox, PlatformStores, Storage, Stores
from application.ports.world import Clock
from domain.cdr import Cdr
from domain.identity import TenantId
from domain.payment import PaymentId
from domain.session import UnmatchedReport


def _everywhere(node: str) -> bool:  # noqa: ARG001 - a single process has no dead nodes
    return True


@dataclass(slots=True)
class MemoryStorage(Storage):
    """All stores over one database in memory.

    Args:
        clock: for leases and links.
        faults: hooks around every commit.
        alive: whether a node is, for `Links.find`.
    """

    clock: Clock
    faults: Faults = field(default_factory=Faults)
    alive: Callable[[str], bool] = _everywhere
    database: Database = field(init=False)

    def __post_init__(self) -> None:
        self.database = Database(self.clock, self.faults)

    def scope(self, tenant: TenantId, by: str | None = None) -> Stores:
        """A scope without residency or fence."""
        return self._stores(tenant, MemoryWork(self.database, tenant, by=by))

    def reaction_scope(self, tenant: TenantId) -> Stores:
        """A scope like any other: nothing is gained by remembering what is in memory."""
        return self.scope(tenant)

    def station_scope(self, tenant: TenantId, link: Link) -> Stores:
        """A scope that remembers the link's station and its open sessions."""
        return self._stores(tenant, MemoryWork(self.database, tenant, link))

    def platform(self, by: str | None = None) -> PlatformStores:
        """Tenants and keys."""
        work, tables = MemoryWork(self.database, None, by=by), self.database.tables
        return PlatformStores(
            work=work,
            tenants=MemoryTenants(Shelf(tables.tenants, work)),
            keys=MemoryApiKeys(Shelf(tables.keys, work)),
        )

    @property
    def outbox(self) -> Outbox:
        """Events of all tenants."""
        return self.database.outbox

    def _stores(self, tenant: TenantId, work: MemoryWork) -> Stores:
        tables = self.database.tables
        sessions = Shelf(tables.sessions, work)
        return Stores(
            tenant=tenant,
            work=work,
            stations=MemoryStations(Shelf(tables.stations, work)),
            credentials=MemoryCredentials(Shelf(tables.credentials, work)),
            inventories=MemoryInventories(
                tenant, Shelf(tables.reports, work), Shelf(tables.settings, work)
            ),
            links=MemoryLinks(self.database, tenant, self.alive),
            conformance=MemoryConformanceLog(self.database, tenant),
            locations=MemoryLocations(Shelf(tables.locations, work)),
            policies=MemoryPolicies(tenant, Shelf(tables.tenants, work)),
            tokens=MemoryIdTokens(Shelf(tables.tokens, work), sessions),
            sessions=MemoryChargingSessions(sessions),
            numbers=MemoryTransactionNumbers(self.database),
            readings=MemoryMeterReadings(tenant, Shelf(tables.readings, work)),
            unmatched=MemoryUnmatchedReports(Shelf(tables.unmatched, work)),
            cdrs=MemoryCdrs(Shelf(tables.cdrs, work)),
            unpriced=MemoryUnpricedSessions(Shelf(tables.unpriced, work)),
            profiles=MemoryBillingProfiles(Shelf(tables.profiles, work)),
            customers=MemoryCustomers(Shelf(tables.customers, work)),
            invoices=MemoryInvoices(
                tenant,
                Shelf(tables.invoices, work),
                Shelf(tables.cdrs, work),
                Shelf(tables.invoiced, work),
            ),
            series=MemorySeriesOfNumbers(tenant, Shelf(tables.series, work)),
            tariffs=MemoryTariffs(Shelf(tables.tariffs, work), Shelf(tables.assignments, work)),
            market=MemoryMarketPrices(Shelf(tables.quotations, work)),
            shown_costs=MemoryShownCosts(Shelf(tables.shown_costs, work), self.database, tenant),
            orders=MemoryOrders(self.database, Shelf(tables.orders, work)),
            payments=MemoryPayments(Shelf(tables.payments, work)),
            methods=MemoryStoredMethods(Shelf(tables.stored_methods, work)),
            payment_terms=MemoryTerms(Shelf(tables.payment_terms, work)),
            notices=MemoryProviderNotices(tenant, Shelf(tables.provider_notices, work)),
            journal=work,
        )

    async def due_payments(
        self, at: datetime, limit: int
    ) -> tuple[tuple[TenantId, PaymentId], ...]:
        """The most overdue first."""
        rows = self.database.tables.payments.rows.values()
        due = [(p.overdue_at, p.tenant, p.id) for p in rows if p.overdue_at and p.overdue_at <= at]
        return tuple((tenant, payment) for _, tenant, payment in sorted(due)[:limit])

    # What has no port to read it back, for tests and the simulation's checker.

    def readings(self, tenant: TenantId) -> tuple[KeptReading, ...]:
        """The tenant's meter readings in the order in which they were kept."""
        return tuple(r for r in self.database.tables.readings.rows.values() if r.tenant == tenant)

    def unmatched(self, tenant: TenantId) -> tuple[UnmatchedReport, ...]:
        """The tenant's unmatched reports in the order in which they were kept."""
        return tuple(r for r in self.database.tables.unmatched.rows.values() if r.tenant == tenant)

    def records(self, tenant: TenantId) -> tuple[Cdr, ...]:
        """The tenant's charge detail records: the first has number 1, and so on."""
        rows = self.database.tables.cdrs.rows
        return tuple(rows[key] for key in self.database.records.get(tenant, []))
