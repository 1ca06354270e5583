"""Views of the inbox, of customers and of invoices."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from application.views.amounts import Amount
from application.views.paging import Page, Slice

UNPRICED_SORTS = ("since", "-since")
CUSTOMER_SORTS = ("name", "-name")
INVOICE_SORTS = ("-created", "created")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnpricedSessionView:
    """A session that nothing is charged for until somebody decides."""

    session: UUID
    station: UUID
    reason: str
    """Why it could not be priced."""
    since: datetime
    tariff: UUID | None
    """The tariff that could not price it, or by which it was priced at last."""
    decision: str | None
    """priced, free or left; null while it waits."""
    decided_at: datetime | None
    decided_by: str
    note: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyView:
    """A seller or a buyer."""

    name: str
    street: str
    city: str
    postal_code: str
    country: str
    """ISO 3166-1 alpha-2."""
    vat_id: str
    tax_number: str
    registration: str
    email: str
    phone: str
    contact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountView:
    """Where to pay."""

    iban: str
    bic: str
    holder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BillingTermsView:
    """As whom, and on what terms, invoices are written."""

    seller: PartyView
    bank: AccountView | None
    language: str
    time_zone: str
    payment_days: int
    invoice_prefix: str
    credit_prefix: str
    self_billed_prefix: str
    exemption: str
    """Why no VAT is charged at all, where that is so."""
    footer: str
    country_code: str
    """By which partners know the operator (OCPI), together with the next."""
    party_id: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerView:
    """Who pays for what is charged with his tokens, or is paid back at home."""

    id: UUID
    party: PartyView
    language: str
    reference: str
    tokens: tuple[str, ...]
    home_stations: tuple[UUID, ...]
    bank: AccountView | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryView:
    """The last way of an invoice by mail."""

    to: str
    state: str
    """queued, sent, or refused for good."""
    number: int
    """The how-manieth time it was asked for."""
    at: datetime
    why: str
    """Why it was refused, or has not gone out yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceView:
    """An invoice, receipt, credit note, or statement of what is paid back."""

    id: UUID
    kind: str
    state: str
    number: str | None
    """Null while it is a draft."""
    customer: UUID | None
    buyer: str
    seller: str
    created_at: datetime
    issued_on: date | None
    due_on: date | None
    period_begin: date | None
    period_end: date | None
    sessions: int
    net: Amount
    tax: Amount
    total: Amount
    """With taxes."""
    payable: Amount
    credits: UUID | None
    """The invoice that it takes back."""
    credited_by: UUID | None
    delivery: DeliveryView | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceLineView:
    """A session, or the part of it that one tax rate applies to."""

    cdr: UUID
    session: UUID
    began_at: datetime
    ended_at: datetime
    energy_wh: str
    place: str
    token: str
    net: str
    """Before taxes; negative where it takes a session back."""
    tax_percent: str
    tax_category: str
    """S standard, Z zero, E exempt, O outside of VAT (UNCL 5305)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxShareView:
    """All that one rate applies to."""

    percent: str
    category: str
    taxable: str
    tax: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceDetail:
    """An invoice with all that stands on it."""

    invoice: InvoiceView
    seller: PartyView
    buyer: PartyView
    bank: AccountView | None
    language: str
    reference: str
    lines: tuple[InvoiceLineView, ...]
    taxes: tuple[TaxShareView, ...]
    paid: str
    rounding: str
    """So much the amount to pay differs from the total: sessions are rounded one by one."""
    why: str
    """Of a credit note."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceFilter:
    """Which invoices."""

    customer: UUID | None = None
    kind: str | None = None
    state: str | None = None
    number: str | None = None
    cdr: UUID | None = None
    """The one that lists this record."""


class UnpricedSessionsView(Protocol):
    """The tenant's inbox."""

    async def page(
        self, wanted: Slice, waiting: bool | None = None, station: UUID | None = None
    ) -> Page[UnpricedSessionView]:
        """Sorts: UNPRICED_SORTS."""
        ...

    async def find(self, session: UUID) -> UnpricedSessionView | None:
        """That one, or None."""
        ...


class CustomersView(Protocol):
    """The tenant's customers."""

    async def page(self, wanted: Slice, text: str | None = None) -> Page[CustomerView]:
        """Whose name has that part; sorts: CUSTOMER_SORTS."""
        ...

    async def find(self, customer: UUID) -> CustomerView | None:
        """That one, or None."""
        ...


class InvoicesView(Protocol):
    """The tenant's invoices, and the terms they are written on."""

    async def page(self, wanted: Slice, chosen: InvoiceFilter) -> Page[InvoiceView]:
        """Sorts: INVOICE_SORTS."""
        ...

    async def find(self, invoice: UUID) -> InvoiceDetail | None:
        """That one, or None."""
        ...

    async def terms(self) -> BillingTermsView | None:
        """Those of the tenant, or None where nobody has said them."""
        ...
