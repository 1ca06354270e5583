"""From records to an invoice: of a customer and a period, or of one session."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from application.billing.numbering import Numbering
from application.billing.terms import terms_of
from application.ports.billing import BillingProfiles, Chargeable, Customers, Invoices
from application.ports.charging import Cdrs
from application.ports.work import UnitOfWork
from application.ports.world import Clock, Ids
from domain.cdr import Cdr
from domain.errors import Invalid, NotPossibleNow
from domain.identity import CdrId, CustomerId, InvoiceId, TenantId
from domain.invoice import (
    BillingTerms,
    Customer,
    Invoice,
    InvoiceContent,
    InvoiceKind,
    Party,
    billable,
    currency_of,
    lines_of,
    paid_back,
    told,
)
from domain.location import Address

MOST_RECORDS = 5_000
"""On one invoice."""

NAMELESS = {"en": "Customer paying on the spot", "de": "Barzahlender Kunde"}
"""Who bought, where nobody said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceCustomer:
    """Bill a customer for a period: its first day, and its last day, included.

    `home`: write what he is paid back for charging at home, instead of what he pays.
    """

    tenant: TenantId
    customer: CustomerId
    begin: date
    end: date
    home: bool = False
    issue: bool = True


@dataclass(frozen=True, slots=True)
class InvoiceCustomerHandler:
    """Bill a customer for a period.

    - All his sessions of the period stand on one statement, each with its own price; so do
      corrections of earlier periods that no invoice lists yet.
    - The days are those of the operator's time zone; a session belongs to the day it ended on.
    - A record stands on one invoice at most.
    - A session that was charged and taken back before it was invoiced is not listed.
    - Sessions free of charge are listed, at 0.
    - What he charged at home is paid back to him by an invoice that the operator writes in his
      name, without VAT where he has no VAT id.
    - Where nothing is to be billed there is no invoice.
    - A draft may be looked at and discarded; once issued, it is sealed.
    """

    profiles: BillingProfiles
    customers: Customers
    invoices: Invoices
    numbering: Numbering
    ids: Ids
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: InvoiceCustomer) -> Invoice:
        if command.end < command.begin:
            raise Invalid("end", "must not be before the first day")
        terms = await terms_of(self.profiles)
        customer = await self.customers.get(command.customer)
        wanted = _chargeable(command, customer, terms)
        found = await self.invoices.chargeable(wanted, MOST_RECORDS)
        records = billable(found)
        if not records:
            raise NotPossibleNow("There is nothing to bill him for in that time.")
        draft = _Draft(terms, customer.particulars.language or terms.language)
        if command.home:
            content = draft.paid_back(records, customer)
        else:
            content = draft.charged(
                records, customer.particulars.party, customer.particulars.reference
            )
        invoice = Invoice(
            id=InvoiceId(self.ids.new()),
            tenant=command.tenant,
            kind=InvoiceKind.SELF_BILLED if command.home else InvoiceKind.INVOICE,
            customer=customer.id,
            content=_of_period(content, command),
            created_at=self.clock.now(),
        )
        if command.issue:
            await self.numbering.issue(invoice, terms)
        self.invoices.save(invoice)
        self.invoices.list_records(invoice.id, invoice.content.records)
        await self.work.commit()
        return invoice


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceSession:
    """Bill one record, to whom is named; `paid_by` says how it was paid already."""

    tenant: TenantId
    cdr: CdrId
    buyer: Party | None = None
    language: str = ""
    paid_by: str = ""


@dataclass(frozen=True, slots=True)
class InvoiceSessionHandler:
    """Bill one session.

    - Paid already, it is a receipt; else an invoice.
    - A driver who is not known need not give a name.
    - Not a session that stands on an invoice, nor one that was taken back.
    """

    profiles: BillingProfiles
    cdrs: Cdrs
    invoices: Invoices
    numbering: Numbering
    ids: Ids
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: InvoiceSession) -> Invoice:
        terms = await terms_of(self.profiles)
        cdr = await self.cdrs.get(command.cdr)
        if cdr.is_credit or cdr != await self.cdrs.find(cdr.session):
            raise NotPossibleNow("The record was taken back: there is nothing to bill.")
        if await self.invoices.invoice_of(cdr.id) is not None:
            raise NotPossibleNow("The session stands on an invoice already.")
        language = command.language or terms.language
        buyer = command.buyer or _nameless(terms, language)
        draft = _Draft(terms, language)
        invoice = Invoice(
            id=InvoiceId(self.ids.new()),
            tenant=command.tenant,
            kind=InvoiceKind.RECEIPT if command.paid_by else InvoiceKind.INVOICE,
            content=draft.charged((cdr,), buyer, "", paid_by=command.paid_by),
            created_at=self.clock.now(),
        )
        await self.numbering.issue(invoice, terms)
        self.invoices.save(invoice)
        self.invoices.list_records(invoice.id, (cdr.id,))
        await self.work.commit()
        return invoice


def session_invoice(
    terms: BillingTerms,
    record: Cdr,
    invoice_id: InvoiceId,
    at: datetime,
    *,
    customer: Customer | None,
    paid_by: str,
    paid: Decimal,
) -> Invoice:
    """The draft of a receipt of one session, of which so much was paid, and by what.

    Args:
        terms: the operator's.
        record: what it lists.
        invoice_id: of the receipt.
        at: when it is written.
        customer: who pays for the token; None: nobody said a name.
        paid_by: what was paid with, as the driver recognizes it.
        paid: in the record's currency, with taxes.
    """
    said = customer.particulars if customer else None
    language = (said.language if said else "") or terms.language
    buyer = said.party if said else _nameless(terms, language)
    reference = said.reference if said else ""
    content = _Draft(terms, language).charged((record,), buyer, reference, paid_by=paid_by)
    return Invoice(
        id=invoice_id,
        tenant=record.tenant,
        kind=InvoiceKind.RECEIPT,
        customer=customer.id if customer else None,
        content=replace(content, paid=paid),
        created_at=at,
    )


def _nameless(terms: BillingTerms, language: str) -> Party:
    return Party(
        name=NAMELESS.get(language, NAMELESS["en"]),
        address=Address(country=terms.seller.address.country),
    )


def _chargeable(command: InvoiceCustomer, customer: Customer, terms: BillingTerms) -> Chargeable:
    first = datetime.combine(command.begin, time(), terms.zone)
    after = datetime.combine(command.end + timedelta(days=1), time(), terms.zone)
    said = customer.particulars
    if command.home:
        return Chargeable(since=first, until=after, stations=said.home_stations)
    return Chargeable(since=first, until=after, tokens=said.tokens)


@dataclass(frozen=True, slots=True)
class _Draft:
    """What all invoices of one operator have in common."""

    terms: BillingTerms
    language: str

    def charged(
        self, records: tuple[Cdr, ...], buyer: Party, reference: str, paid_by: str = ""
    ) -> InvoiceContent:
        """Sessions that somebody pays."""
        lines = tuple(line for r in records for line in lines_of(r, self.terms.exemption))
        told_in_all = told(records)
        return InvoiceContent(
            seller=self.terms.seller,
            buyer=buyer,
            bank=self.terms.bank,
            currency=currency_of(records),
            lines=lines,
            told=told_in_all,
            paid=told_in_all if paid_by else Decimal(0),
            paid_by=paid_by,
            language=self.language,
            reference=reference,
            exemption=self.terms.exemption,
            footer=self.terms.footer,
            time_zone=self.terms.time_zone,
        )

    def paid_back(self, records: tuple[Cdr, ...], customer: Customer) -> InvoiceContent:
        """Sessions that somebody is paid back: he is the seller."""
        said = customer.particulars
        taxed = bool(said.party.vat_id)
        lines = tuple(line for r in records for line in paid_back(r, taxed=taxed))
        return InvoiceContent(
            seller=said.party,
            buyer=self.terms.seller,
            bank=said.bank,
            currency=currency_of(records),
            lines=lines,
            told=told(records),
            language=self.language,
            reference=said.reference,
            footer=self.terms.footer,
            time_zone=self.terms.time_zone,
        )


def _of_period(content: InvoiceContent, command: InvoiceCustomer) -> InvoiceContent:
    return replace(content, period_begin=command.begin, period_end=command.end)
