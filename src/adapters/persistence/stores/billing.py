# ruff: noqa: D102 - the ports say what each method means; statements are our own texts
"""The inbox, terms, customers, series and invoices of one tenant."""

from collections.abc import Sequence
from dataclasses import dataclass

from adapters.persistence.mapping import cdr as cdrs_of
from adapters.persistence.reading import Reader
from adapters.persistence.stores.shelf import Shelf
from adapters.persistence.writing.sheets import FREED_RECORD, LISTED_RECORD
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

CHARGEABLE = """
    SELECT t.* FROM cdrs t
    WHERE t.tenant_id = $1 AND t.bill IS NOT NULL
        AND t.ended_at < $2 AND (t.ended_at >= $3 OR $3 IS NULL OR t.revision > 0 OR t.is_credit)
        AND {whose}
        AND NOT EXISTS (
            SELECT FROM invoiced_records i WHERE i.tenant_id = t.tenant_id AND i.cdr_id = t.id
        )
    ORDER BY t.ended_at, t.number LIMIT $5
"""
BY_TOKEN = CHARGEABLE.format(whose="NOT t.is_home AND t.token_folded = ANY($4::text[])")
AT_HOME = CHARGEABLE.format(whose="t.is_home AND t.station_id = ANY($4::uuid[])")


@dataclass(frozen=True, slots=True)
class PostgresUnpricedSessions(UnpricedSessions):
    """By session."""

    shelf: Shelf[UnpricedSession]
    tenant: TenantId

    async def find(self, session: SessionId) -> UnpricedSession | None:
        return await self.shelf.find((self.tenant, session), "t.session_id = $2", session)

    async def get(self, session: SessionId) -> UnpricedSession:
        return self.shelf.found(await self.find(session), session)

    def save(self, entry: UnpricedSession) -> None:
        self.shelf.save(entry)


@dataclass(frozen=True, slots=True)
class PostgresBillingProfiles(BillingProfiles):
    """One a tenant."""

    shelf: Shelf[BillingProfile]
    tenant: TenantId

    async def find(self) -> BillingProfile | None:
        return await self.shelf.find(self.tenant, "true")

    def save(self, profile: BillingProfile) -> None:
        self.shelf.save(profile)


@dataclass(frozen=True, slots=True)
class PostgresCustomers(Customers):
    """By id, and by the stations at their homes."""

    shelf: Shelf[Customer]
    tenant: TenantId

    async def get(self, customer: CustomerId) -> Customer:
        found = await self.shelf.find((self.tenant, customer), "t.id = $2", customer)
        return self.shelf.found(found, customer)

    async def of_token(self, uid: str) -> Customer | None:
        wanted = folded(uid)
        return await self.shelf.find_by(
            lambda c: wanted in {folded(own) for own in c.particulars.tokens},
            """EXISTS (
                SELECT FROM jsonb_array_elements_text(t.particulars -> 'tokens') AS own
                WHERE lower(btrim(own)) = $2
            ) ORDER BY t.id LIMIT 1""",
            wanted,
        )

    async def at_home(self, station: StationId) -> Customer | None:
        return await self.shelf.find_by(
            lambda c: station in c.particulars.home_stations,
            "t.home_stations ? $2 ORDER BY t.id LIMIT 1",
            str(station),
        )

    def save(self, customer: Customer) -> None:
        self.shelf.save(customer)

    def remove(self, customer: Customer) -> None:
        self.shelf.remove(customer)


@dataclass(frozen=True, slots=True)
class PostgresSeriesOfNumbers(SeriesOfNumbers):
    """By name."""

    shelf: Shelf[NumberSeries]
    tenant: TenantId

    async def get(self, name: str) -> NumberSeries:
        found = await self.shelf.find((self.tenant, name), "t.name = $2", name)
        return found or NumberSeries(tenant=self.tenant, name=name)

    def save(self, series: NumberSeries) -> None:
        self.shelf.save(series)


@dataclass(frozen=True, slots=True)
class PostgresInvoices(Invoices):
    """By id; which records they list is a table of its own."""

    shelf: Shelf[Invoice]
    reader: Reader
    tenant: TenantId

    async def get(self, invoice: InvoiceId) -> Invoice:
        found = await self.shelf.find((self.tenant, invoice), "t.id = $2", invoice)
        return self.shelf.found(found, invoice)

    async def chargeable(self, wanted: Chargeable, limit: int) -> tuple[Cdr, ...]:
        sql, whose = BY_TOKEN, [folded(uid) for uid in wanted.tokens]
        if wanted.stations:
            sql, whose = AT_HOME, [str(station) for station in wanted.stations]
        rows = await self.reader.rows(sql, wanted.until, wanted.since, whose, limit)
        return tuple(cdrs_of.from_row(row) for row in rows)

    async def invoice_of(self, record: CdrId) -> InvoiceId | None:
        rows = await self.reader.rows(
            "SELECT invoice_id FROM invoiced_records WHERE tenant_id = $1 AND cdr_id = $2", record
        )
        return InvoiceId(rows[0][0]) if rows else None

    def save(self, invoice: Invoice) -> None:
        self.shelf.save(invoice)

    def remove(self, invoice: Invoice) -> None:
        self.shelf.remove(invoice)

    def list_records(self, invoice: InvoiceId, records: Sequence[CdrId]) -> None:
        for record in records:
            row = (LISTED_RECORD, (self.tenant, record, invoice))
            self.shelf.work.put(("invoiced record", self.tenant, record), [row], invoice)

    def free_records(self, records: Sequence[CdrId]) -> None:
        for record in records:
            row = (FREED_RECORD, (self.tenant, record))
            self.shelf.work.put(("invoiced record", self.tenant, record), [row], None)
