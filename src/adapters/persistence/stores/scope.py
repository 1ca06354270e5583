"""The stores of one scope, each made when it is first asked for.

A scope has thirty; a message or a request needs three or four of them, and ten thousand idle
stations keep a scope each.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from adapters.persistence import kinds
from adapters.persistence.caches import Cache
from adapters.persistence.kinds import Kind
from adapters.persistence.numbers import Numbers
from adapters.persistence.reading import Database, Reader
from adapters.persistence.stores.authorization import PostgresIdTokens
from adapters.persistence.stores.billing import (
    PostgresBillingProfiles,
    PostgresCustomers,
    PostgresInvoices,
    PostgresSeriesOfNumbers,
    PostgresUnpricedSessions,
)
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
from adapters.persistence.stores.shelf import Shelf
from adapters.persistence.stores.tariff import PostgresTariffs
from adapters.persistence.stores.work import Work
from adapters.persistence.writing.flusher import GroupCommit
from application.ports.stores import Stores
from application.ports.world import Clock
from domain.identity import TenantId


@dataclass(frozen=True, slots=True)
class Sources:
    """What the stores of all scopes of a process share."""

    database: Database
    cache: Cache
    writer: GroupCommit
    clock: Clock
    alive: Callable[[str], bool]
    transactions: Numbers
    requests: Numbers


class ScopeStores(Stores):
    """One scope's."""

    __slots__ = ("reader", "sources")

    work: Work
    reader: Reader
    sources: Sources

    def __init__(self, tenant: TenantId, work: Work, sources: Sources) -> None:
        given = {
            "tenant": tenant,
            "work": work,
            "journal": work,
            "sources": sources,
            "reader": Reader(sources.database, tenant),
        }
        for name, value in given.items():
            object.__setattr__(self, name, value)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - the store of that name
        """Python asks here only for what is not there yet."""
        make = MAKERS.get(name)
        if make is None:
            raise AttributeError(name)
        store = make(self)
        object.__setattr__(self, name, store)
        return store

    def shelf(self, kind: Kind[Any]) -> Shelf[Any]:
        """Of one kind of aggregate."""
        return Shelf(kind, self.work, self.reader)


MAKERS: Mapping[str, Callable[[ScopeStores], Any]] = MappingProxyType(
    {
        "stations": lambda s: PostgresStations(s.shelf(kinds.STATION), s.tenant),
        "credentials": lambda s: PostgresCredentials(s.shelf(kinds.CREDENTIALS), s.tenant),
        "inventories": lambda s: PostgresInventories(s.shelf(kinds.REPORT), s.reader, s.tenant),
        "links": lambda s: PostgresLinks(
            s.reader, s.sources.writer, s.sources.clock, s.sources.alive, s.tenant
        ),
        "conformance": lambda s: PostgresConformanceLog(s.reader, s.tenant),
        "locations": lambda s: PostgresLocations(s.shelf(kinds.LOCATION), s.tenant),
        "policies": lambda s: PostgresPolicies(s.reader, s.sources.cache, s.tenant),
        "tokens": lambda s: PostgresIdTokens(s.shelf(kinds.TOKEN), s.sources.cache, s.tenant),
        "sessions": lambda s: PostgresChargingSessions(s.shelf(kinds.SESSION), s.tenant),
        "numbers": lambda s: PostgresTransactionNumbers(s.sources.transactions),
        "readings": lambda s: PostgresMeterReadings(s.work, s.reader, s.tenant),
        "unmatched": lambda s: PostgresUnmatchedReports(s.shelf(kinds.UNMATCHED), s.tenant),
        "cdrs": lambda s: PostgresCdrs(s.work, s.reader, s.tenant),
        "unpriced": lambda s: PostgresUnpricedSessions(s.shelf(kinds.UNPRICED), s.tenant),
        "profiles": lambda s: PostgresBillingProfiles(s.shelf(kinds.PROFILE), s.tenant),
        "customers": lambda s: PostgresCustomers(s.shelf(kinds.CUSTOMER), s.tenant),
        "invoices": lambda s: PostgresInvoices(s.shelf(kinds.INVOICE), s.reader, s.tenant),
        "series": lambda s: PostgresSeriesOfNumbers(s.shelf(kinds.SERIES), s.tenant),
        "tariffs": lambda s: PostgresTariffs(
            s.shelf(kinds.TARIFF), s.shelf(kinds.ASSIGNMENT), s.sources.cache, s.tenant
        ),
        "market": lambda s: PostgresMarketPrices(s.shelf(kinds.QUOTATION), s.reader),
        "shown_costs": lambda s: PostgresShownCosts(s.shelf(kinds.SHOWN_COST), s.reader, s.tenant),
        "orders": lambda s: PostgresOrders(s.shelf(kinds.ORDER), s.sources.requests, s.tenant),
        "payments": lambda s: PostgresPayments(s.shelf(kinds.PAYMENT), s.tenant),
        "methods": lambda s: PostgresStoredMethods(s.shelf(kinds.METHOD), s.tenant),
        "payment_terms": lambda s: PostgresTerms(s.shelf(kinds.TERMS), s.tenant),
        "notices": lambda s: PostgresProviderNotices(s.work, s.reader, s.tenant),
    }
)
"""Name of a store in `Stores` → how it is made."""
