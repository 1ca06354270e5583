# ruff: noqa: D102 - the ports say what each method means.
"""The inbox, customers, terms and invoices."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from adapters.memory.database import Database
from adapters.memory.views.paging import BY_ID, Order, Sorting, contains, equals
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
from domain.identity import TenantId

UNPRICED = Sorting(
    {"since": Order(lambda e: e.since, datetime.fromisoformat, datetime.isoformat)},
    Order(lambda e: e.session, UUID),
)
CUSTOMERS = Sorting({"name": Order(lambda c: c.party.name, str)}, BY_ID)
INVOICES = Sorting({"created": BY_ID}, BY_ID)


@dataclass(frozen=True, slots=True)
class MemoryUnpricedSessionsView(UnpricedSessionsView):
    """By how long they wait."""

    database: Database
    tenant: TenantId

    async def page(
        self, wanted: Slice, waiting: bool | None = None, station: UUID | None = None
    ) -> Page[UnpricedSessionView]:
        rows = self.database.tables.unpriced.rows.values()
        own = (
            unpriced_view(entry)
            for entry in rows
            if entry.tenant == self.tenant
            and equals(waiting, entry.waiting)
            and equals(station, entry.station)
        )
        return UNPRICED.page(own, wanted)

    async def find(self, session: UUID) -> UnpricedSessionView | None:
        kept = self.database.tables.unpriced.rows.get((self.tenant, session))
        return unpriced_view(kept) if kept else None


@dataclass(frozen=True, slots=True)
class MemoryCustomersView(CustomersView):
    """By name."""

    database: Database
    tenant: TenantId

    async def page(self, wanted: Slice, text: str | None = None) -> Page[CustomerView]:
        rows = self.database.tables.customers.rows.values()
        own = (
            customer_view(customer)
            for customer in rows
            if customer.tenant == self.tenant and contains(text, customer.known_as)
        )
        return CUSTOMERS.page(own, wanted)

    async def find(self, customer: UUID) -> CustomerView | None:
        kept = self.database.tables.customers.rows.get((self.tenant, customer))
        return customer_view(kept) if kept else None


@dataclass(frozen=True, slots=True)
class MemoryInvoicesView(InvoicesView):
    """By when they were made."""

    database: Database
    tenant: TenantId

    async def page(self, wanted: Slice, chosen: InvoiceFilter) -> Page[InvoiceView]:
        tables = self.database.tables
        listed = tables.invoiced.rows.get((self.tenant, chosen.cdr)) if chosen.cdr else None
        own = (
            invoice_view(invoice)
            for invoice in tables.invoices.rows.values()
            if invoice.tenant == self.tenant
            and equals(chosen.customer, invoice.customer)
            and equals(chosen.kind, invoice.kind)
            and equals(chosen.state, invoice.state)
            and equals(chosen.number, invoice.number)
            and (chosen.cdr is None or (listed is not None and listed.invoice == invoice.id))
        )
        return INVOICES.page(own, wanted)

    async def find(self, invoice: UUID) -> InvoiceDetail | None:
        kept = self.database.tables.invoices.rows.get((self.tenant, invoice))
        return invoice_detail(kept) if kept else None

    async def terms(self) -> BillingTermsView | None:
        kept = self.database.tables.profiles.rows.get((self.tenant,))
        return terms_view(kept) if kept else None
