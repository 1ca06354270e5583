# ruff: noqa: D102 - the ports say what each method means.
"""The inbox, customers, terms and invoices."""

from dataclasses import dataclass
from uuid import UUID

from adapters.persistence.mapping import billing
from adapters.persistence.reading import Reader
from adapters.persistence.views.listing import BY_ID, Listing, Row, containing, identity, text, time
from application.views.billing import (
    BillingTermsView,
    CustomersView,
    CustomerView,
    InvoiceDetail,
    InvoiceFilter,
    InvoicesView,
    InvoiceView,
    UnpricedSessionsView,
    UnpricedSessionView,
)
from application.views.paging import Page, Slice
from application.views.rendering import (
    customer_view,
    invoice_detail,
    invoice_view,
    terms_view,
    unpriced_view,
)

UNPRICED = Listing(
    "SELECT t.* FROM unpriced_sessions t WHERE t.tenant_id = $1",
    {"since": time("t.since")},
    identity("t.session_id"),
)
CUSTOMERS = Listing(
    "SELECT t.* FROM customers t WHERE t.tenant_id = $1", {"name": text('t.name COLLATE "C"')}
)
INVOICES = Listing("SELECT t.* FROM invoices t WHERE t.tenant_id = $1", {"created": BY_ID})
_CHARGES = """
    EXISTS (SELECT FROM invoiced_records i
            WHERE i.tenant_id = t.tenant_id AND i.invoice_id = t.id AND i.cdr_id = {}::uuid)
"""
WAITING = {True: "t.decision IS NULL", False: "t.decision IS NOT NULL"}


@dataclass(frozen=True, slots=True)
class PostgresUnpricedSessionsView(UnpricedSessionsView):
    """By how long they wait."""

    reader: Reader

    async def page(
        self, wanted: Slice, waiting: bool | None = None, station: UUID | None = None
    ) -> Page[UnpricedSessionView]:
        filters = [(WAITING[waiting is True], waiting), ("t.station_id = {}::uuid", station)]
        return await UNPRICED.page(self.reader, wanted, filters, _unpriced)

    async def find(self, session: UUID) -> UnpricedSessionView | None:
        rows = await self.reader.rows(f"{UNPRICED.select} AND t.session_id = $2", session)
        return _unpriced(rows[0]) if rows else None


@dataclass(frozen=True, slots=True)
class PostgresCustomersView(CustomersView):
    """By name."""

    reader: Reader

    async def page(self, wanted: Slice, text: str | None = None) -> Page[CustomerView]:
        filters = [(containing("t.name"), text)]
        return await CUSTOMERS.page(self.reader, wanted, filters, _customer)

    async def find(self, customer: UUID) -> CustomerView | None:
        rows = await self.reader.rows(f"{CUSTOMERS.select} AND t.id = $2", customer)
        return _customer(rows[0]) if rows else None


@dataclass(frozen=True, slots=True)
class PostgresInvoicesView(InvoicesView):
    """By when they were made."""

    reader: Reader

    async def page(self, wanted: Slice, chosen: InvoiceFilter) -> Page[InvoiceView]:
        filters = [
            ("t.customer_id = {}::uuid", chosen.customer),
            ("t.kind = {}::text", chosen.kind),
            ("t.state = {}::text", chosen.state),
            ("t.number = {}::text", chosen.number),
            (_CHARGES, chosen.cdr),
        ]
        return await INVOICES.page(self.reader, wanted, filters, _invoice)

    async def find(self, invoice: UUID) -> InvoiceDetail | None:
        rows = await self.reader.rows(f"{INVOICES.select} AND t.id = $2", invoice)
        return invoice_detail(billing.invoice_from_row(rows[0])) if rows else None

    async def terms(self) -> BillingTermsView | None:
        rows = await self.reader.rows("SELECT * FROM billing_profiles WHERE tenant_id = $1")
        return terms_view(billing.profile_from_row(rows[0])) if rows else None


def _unpriced(row: Row) -> UnpricedSessionView:
    return unpriced_view(billing.unpriced_from_row(row))


def _customer(row: Row) -> CustomerView:
    return customer_view(billing.customer_from_row(row))


def _invoice(row: Row) -> InvoiceView:
    return invoice_view(billing.invoice_from_row(row))
