"""Sessions without a price, customers, and the terms that invoices are written on."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from application.billing.decide_unpriced import DecideUnpriced, DecideUnpricedHandler
from application.billing.edit_customer import (
    CreateCustomer,
    CreateCustomerHandler,
    EditCustomer,
    EditCustomerHandler,
    RemoveCustomer,
    RemoveCustomerHandler,
)
from application.billing.terms import SetBillingTerms, SetBillingTermsHandler
from application.views.billing import BillingTermsView, CustomerView, UnpricedSessionView
from application.views.paging import Page
from domain.cdr import Decision
from domain.identity import SessionId, StationId, TariffId
from domain.invoice import BankAccount, BillingTerms, CustomerParticulars, Party
from domain.location import Address
from entrypoints.api import cursor
from entrypoints.api.call import Answer, Call, found, listed
from entrypoints.api.operation import Block
from entrypoints.api.reading.types import Country, PageQuery, Search, Text, Uid

unpriced = Block(
    "unpriced-sessions",
    "Sessions that no tariff could price: nothing is charged until somebody decides.",
)
customers = Block("customers", "Who pays for what is charged with which tokens.")
terms = Block("billing-terms", "As whom, and on what terms, invoices are written.")

PartyName = Annotated[str, Meta(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
VatId = Annotated[str, Meta(max_length=15, pattern=r"^([A-Z]{2}[A-Z0-9+*.]{2,13})?$")]
MailAddress = Annotated[
    str, Meta(max_length=320, pattern=r"^([^@\s<>,;\"\x00-\x1f\x7f]{1,64}@[A-Za-z0-9.-]{1,253})?$")
]
Iban = Annotated[
    str,
    Meta(
        min_length=15, max_length=34, pattern=r"^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$",
        description="Without blanks; its check digits are checked.",
    ),
]  # fmt: skip
Words = Annotated[str, Meta(max_length=1000, pattern=r"^[^\x00-\x09\x0b-\x1f\x7f]*$")]
Language = Literal["", "en", "de"]
Prefix = Annotated[str, Meta(min_length=1, max_length=10, pattern=r"^[A-Z0-9]{1,10}$")]


class PartyDraft(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A seller or a buyer, as an invoice names him."""

    name: PartyName
    street: Text = ""
    city: Text = ""
    postal_code: Text = ""
    country: Country = ""
    vat_id: VatId = ""
    """With the country's two letters, without blanks."""
    tax_number: Text = ""
    registration: Text = ""
    """Company register and number."""
    email: MailAddress = ""
    phone: Text = ""
    contact: Text = ""

    def party(self) -> Party:
        """As the domain has it."""
        return Party(
            name=self.name,
            address=Address(self.street, self.city, self.postal_code, self.country),
            vat_id=self.vat_id,
            tax_number=self.tax_number,
            registration=self.registration,
            email=self.email,
            phone=self.phone,
            contact=self.contact,
        )


class AccountDraft(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Where to pay."""

    iban: Iban
    bic: Annotated[str, Meta(max_length=11, pattern=r"^([A-Z0-9]{8}([A-Z0-9]{3})?)?$")] = ""
    holder: Text = ""

    def account(self) -> BankAccount:
        """As the domain has it."""
        return BankAccount(iban=self.iban, bic=self.bic, holder=self.holder)


class CustomerDraft(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """All that is known of a customer."""

    party: PartyDraft
    language: Language = ""
    """Of his invoices; empty for the operator's own."""
    reference: Text = ""
    """What he wants to read on his invoices: a cost centre, an order."""
    tokens: Annotated[tuple[Uid, ...], Meta(max_length=1000)] = ()
    """uids of which he pays the sessions, in any letter case."""
    home_stations: Annotated[tuple[UUID, ...], Meta(max_length=100)] = ()
    """Stations at his home: what is charged there is paid back to him."""
    bank: AccountDraft | None = None
    """To which he is paid back."""

    def particulars(self) -> CustomerParticulars:
        """As the use case takes them."""
        return CustomerParticulars(
            party=self.party.party(),
            language=self.language,
            reference=self.reference,
            tokens=self.tokens,
            home_stations=tuple(StationId(station) for station in self.home_stations),
            bank=self.bank.account() if self.bank else None,
        )


class BillingTermsDraft(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """All that an operator says of his invoices."""

    seller: PartyDraft
    bank: AccountDraft | None = None
    language: Literal["en", "de"] = "en"
    """Where a customer has not said his own."""
    time_zone: Annotated[str, Meta(min_length=1, max_length=64)] = "UTC"
    """By which days and years of invoices are counted."""
    payment_days: Annotated[int, Meta(ge=0, le=365)] = 14
    invoice_prefix: Prefix = "INV"
    credit_prefix: Prefix = "CRN"
    self_billed_prefix: Prefix = "SBI"
    exemption: Words = ""
    """Why no VAT is charged at all, where that is so (such as a small business)."""
    footer: Words = ""
    country_code: Country = ""
    """By which partners know the operator (OCPI), together with the next."""
    party_id: Annotated[str, Meta(max_length=3, pattern=r"^([A-Z0-9]{3})?$")] = ""

    def terms(self) -> BillingTerms:
        """As the use case takes them."""
        return BillingTerms(
            seller=self.seller.party(),
            bank=self.bank.account() if self.bank else None,
            language=self.language,
            time_zone=self.time_zone,
            payment_days=self.payment_days,
            invoice_prefix=self.invoice_prefix,
            credit_prefix=self.credit_prefix,
            self_billed_prefix=self.self_billed_prefix,
            exemption=self.exemption,
            footer=self.footer,
            country_code=self.country_code,
            party_id=self.party_id,
        )


class PriceDecision(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What becomes of a session without a price."""

    decision: Literal["priced", "free", "left"]
    tariff: UUID | None = None
    """By which it is priced."""
    note: Words = ""
    """Why, for who reads it later."""


class UnpricedQuery(PageQuery):
    """Filters and order."""

    waiting: bool | None = None
    """Whether nobody has decided."""
    station: UUID | None = None
    sort: Literal["since", "-since"] = "since"


class CustomersQuery(PageQuery):
    """Filters and order."""

    text: Search | None = None
    """A part of the name, in any letter case."""
    sort: Literal["name", "-name"] = "name"


@unpriced.operation("GET /unpriced-sessions", answers=Page[UnpricedSessionView])
async def list_unpriced_sessions(call: Call, query: UnpricedQuery) -> object:
    """List the sessions that no tariff could price, those that wait longest first."""
    wanted = cursor.sliced(query.limit, query.cursor, query.sort)
    page = await call.views.unpriced.page(wanted, query.waiting, query.station)
    return listed(page, query.sort)


@unpriced.operation("GET /unpriced-sessions/{session}", answers=UnpricedSessionView)
async def read_unpriced_session(call: Call, session: UUID) -> object:
    """Read one of them."""
    return found("entry", session, await call.views.unpriced.find(session))


@unpriced.operation(
    "POST /unpriced-sessions/{session}/decide", answers=UnpricedSessionView,
    does=DecideUnpricedHandler, other_statuses=(409,),
)  # fmt: skip
async def decide_unpriced_session(call: Call, session: UUID, body: PriceDecision) -> object:
    """Decide what it costs."""
    found("entry", session, await call.views.unpriced.find(session))
    tenant = found("tenant", call.tenant, await call.platform_views.tenants.find(call.tenant))
    await call.desk.run(
        DecideUnpriced(
            session=SessionId(session),
            decision=Decision(body.decision),
            by=call.caller.name,
            currency=tenant.currency,
            tariff=TariffId(body.tariff) if body.tariff else None,
            note=body.note,
        )
    )
    return found("entry", session, await call.views.unpriced.find(session))


@customers.operation("GET /customers", answers=Page[CustomerView])
async def list_customers(call: Call, query: CustomersQuery) -> object:
    """List the customers."""
    wanted = cursor.sliced(query.limit, query.cursor, query.sort)
    return listed(await call.views.customers.page(wanted, query.text), query.sort)


@customers.operation(
    "POST /customers", answers=CustomerView, status=201, does=CreateCustomerHandler, versioned=True
)
async def create_customer(call: Call, body: CustomerDraft) -> Answer:
    """Make a customer known."""
    made = await call.desk.run(CreateCustomer(call.tenant, body.particulars()))
    return await _customer(call, made.id, created=True)


@customers.operation("GET /customers/{customer}", answers=CustomerView, versioned=True)
async def read_customer(call: Call, customer: UUID) -> Answer:
    """Read a customer."""
    return await _customer(call, customer)


@customers.operation(
    "PUT /customers/{customer}", answers=CustomerView, does=EditCustomerHandler, versioned=True
)
async def edit_customer(call: Call, customer: UUID, body: CustomerDraft) -> Answer:
    """Change a customer."""
    seen = found("customer", customer, await call.views.customers.find(customer))
    version = call.conditions.expected("customer", seen.party.name, seen.version)
    await call.desk.run(EditCustomer(customer, body.particulars(), version))
    return await _customer(call, customer)


@customers.operation(
    "DELETE /customers/{customer}", status=204, does=RemoveCustomerHandler, versioned=True,
    other_statuses=(409,),
)  # fmt: skip
async def remove_customer(call: Call, customer: UUID) -> None:
    """Take a customer away."""
    seen = found("customer", customer, await call.views.customers.find(customer))
    version = call.conditions.expected("customer", seen.party.name, seen.version)
    await call.desk.run(RemoveCustomer(customer, version))


@terms.operation("GET /billing-terms", answers=BillingTermsView, versioned=True)
async def read_billing_terms(call: Call) -> Answer:
    """Read the terms of the tenant's invoices."""
    view = found("billing terms", "", await call.views.invoices.terms())
    return Answer(view, view.version)


@terms.operation(
    "PUT /billing-terms", answers=BillingTermsView, does=SetBillingTermsHandler, versioned=True
)
async def set_billing_terms(call: Call, body: BillingTermsDraft) -> Answer:
    """Say the terms of the tenant's invoices."""
    seen = await call.views.invoices.terms()
    version = call.conditions.expected("billing terms", "", seen.version) if seen else None
    await call.desk.run(SetBillingTerms(call.tenant, body.terms(), version))
    return await read_billing_terms(call)


async def _customer(call: Call, customer: UUID, *, created: bool = False) -> Answer:
    view = found("customer", customer, await call.views.customers.find(customer))
    return Answer(view, view.version, f"/customers/{customer}" if created else None)
