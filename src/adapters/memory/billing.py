# ruff: noqa: D102 - the ports say what each method means.
"""The inbox, terms, customers, series and invoices of one tenant."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from adapters.memory.shelf import Shelf
from adapters.memory.tables import InvoicedRecord
from application.ports.billing import (
    BillingProfiles,
    Chargeable,
    Customers,
    Invoices,
    SeriesOfNumbers,
    UnpricedSessions,
)
from domain.cdr import Cdr, UnpricedSession
from domain.identity import CdrId, CustomerId, InvoiceId, SessionId, StationId, TenantId
from domain.invoice import BillingProfile, Customer, Invoice, NumberSeries
from domain.token import folded


@dataclass(frozen=True, slots=True)
class MemoryUnpricedSessions(UnpricedSessions):
    """By session."""

    shelf: Shelf[UnpricedSession]

    async def find(self, session: SessionId) -> UnpricedSession | None:
        return self.shelf.find(session)

    async def get(self, session: SessionId) -> UnpricedSession:
        return self.shelf.get(session)

    def save(self, entry: UnpricedSession) -> None:
        self.shelf.save(entry)


@dataclass(frozen=True, slots=True)
class MemoryBillingProfiles(BillingProfiles):
    """One a tenant."""

    shelf: Shelf[BillingProfile]

    async def find(self) -> BillingProfile | None:
        return self.shelf.find()

    def save(self, profile: BillingProfile) -> None:
        self.shelf.save(profile)


@dataclass(frozen=True, slots=True)
class MemoryCustomers(Customers):
    """By id, and by the stations at their homes."""

    shelf: Shelf[Customer]

    async def get(self, customer: CustomerId) -> Customer:
        return self.shelf.get(customer)

    async def of_token(self, uid: str) -> Customer | None:
        payers = (
            customer
            for customer in self.shelf.select("all")
            if folded(uid) in {folded(own) for own in customer.particulars.tokens}
        )
        return min(payers, key=lambda c: c.id, default=None)

    async def at_home(self, station: StationId) -> Customer | None:
        homes = (c for c in self.shelf.select("all") if station in c.particulars.home_stations)
        return min(homes, key=lambda c: c.id, default=None)

    def save(self, customer: Customer) -> None:
        self.shelf.save(customer)

    def remove(self, customer: Customer) -> None:
        self.shelf.remove(customer)


@dataclass(frozen=True, slots=True)
class MemorySeriesOfNumbers(SeriesOfNumbers):
    """By name."""

    tenant: TenantId
    shelf: Shelf[NumberSeries]

    async def get(self, name: str) -> NumberSeries:
        return self.shelf.find(name) or NumberSeries(tenant=self.tenant, name=name)

    def save(self, series: NumberSeries) -> None:
        self.shelf.save(series)


@dataclass(frozen=True, slots=True)
class MemoryInvoices(Invoices):
    """By id; which records they list is a table of its own."""

    tenant: TenantId
    shelf: Shelf[Invoice]
    records: Shelf[Cdr]
    listed: Shelf[InvoicedRecord]

    async def get(self, invoice: InvoiceId) -> Invoice:
        return self.shelf.get(invoice)

    async def chargeable(self, wanted: Chargeable, limit: int) -> tuple[Cdr, ...]:
        uids = {folded(uid) for uid in wanted.tokens}
        found = [
            cdr
            for cdr in self.records.select("all")
            if cdr.bill is not None
            and cdr.ended_at < wanted.until
            and _in_time(cdr, wanted)
            and (
                cdr.particulars.home and cdr.station in wanted.stations
                if wanted.stations
                else not cdr.particulars.home
                and cdr.token is not None
                and folded(cdr.token) in uids
            )
            and self.listed.find(cdr.id) is None
        ]
        return tuple(islice(sorted(found, key=lambda c: (c.ended_at, c.written_at, c.id)), limit))

    async def invoice_of(self, record: CdrId) -> InvoiceId | None:
        listed = self.listed.find(record)
        return listed.invoice if listed else None

    def save(self, invoice: Invoice) -> None:
        self.shelf.save(invoice)

    def remove(self, invoice: Invoice) -> None:
        self.shelf.remove(invoice)

    def list_records(self, invoice: InvoiceId, records: Sequence[CdrId]) -> None:
        for record in records:
            self.listed.save(InvoicedRecord(self.tenant, record, invoice))

    def free_records(self, records: Sequence[CdrId]) -> None:
        for record in records:
            if (listed := self.listed.find(record)) is not None:
                self.listed.remove(listed)


def _in_time(cdr: Cdr, wanted: Chargeable) -> bool:
    """Corrections are charged whenever they come."""
    corrects = cdr.revision > 0 or cdr.is_credit
    return wanted.since is None or cdr.ended_at >= wanted.since or corrects
