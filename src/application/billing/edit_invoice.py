"""What becomes of an invoice: issued, discarded, credited."""

from dataclasses import dataclass

from application.billing.numbering import Numbering
from application.billing.terms import terms_of
from application.ports.billing import BillingProfiles, Invoices
from application.ports.work import UnitOfWork
from application.ports.world import Clock, Ids
from domain.errors import NotPossibleNow
from domain.identity import InvoiceId
from domain.invoice import Invoice, InvoiceState


@dataclass(frozen=True, slots=True)
class IssueInvoice:
    """Seal that draft."""

    invoice: InvoiceId


@dataclass(frozen=True, slots=True)
class IssueInvoiceHandler:
    """Issue a draft.

    - It gets the next number of its series, and is changed no more.
    """

    profiles: BillingProfiles
    invoices: Invoices
    numbering: Numbering
    work: UnitOfWork

    async def __call__(self, command: IssueInvoice) -> Invoice:
        invoice = await self.invoices.get(command.invoice)
        await self.numbering.issue(invoice, await terms_of(self.profiles))
        self.invoices.save(invoice)
        await self.work.commit()
        return invoice


@dataclass(frozen=True, slots=True)
class DiscardInvoice:
    """Throw that draft away."""

    invoice: InvoiceId


@dataclass(frozen=True, slots=True)
class DiscardInvoiceHandler:
    """Throw a draft away.

    - Its sessions can be invoiced anew.
    - What was issued stays: it is credited instead.
    """

    invoices: Invoices
    work: UnitOfWork

    async def __call__(self, command: DiscardInvoice) -> None:
        invoice = await self.invoices.get(command.invoice)
        if invoice.state is not InvoiceState.DRAFT:
            raise NotPossibleNow("It was issued: credit it.")
        self.invoices.free_records(invoice.content.records)
        self.invoices.remove(invoice)
        await self.work.commit()


@dataclass(frozen=True, slots=True)
class CreditInvoice:
    """Take that invoice back, for the reason given."""

    invoice: InvoiceId
    why: str


@dataclass(frozen=True, slots=True)
class CreditInvoiceHandler:
    """Credit an invoice.

    - A credit note of its own, with a number of its own series, takes all of it back and names it.
    - The sessions can be invoiced anew.
    - Once only; a credit note is not credited.
    """

    profiles: BillingProfiles
    invoices: Invoices
    numbering: Numbering
    ids: Ids
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: CreditInvoice) -> Invoice:
        invoice = await self.invoices.get(command.invoice)
        note = invoice.credit(InvoiceId(self.ids.new()), self.clock.now(), command.why)
        await self.numbering.issue(note, await terms_of(self.profiles))
        self.invoices.save(invoice)
        self.invoices.save(note)
        self.invoices.free_records(invoice.content.records)
        await self.work.commit()
        return note
