"""An invoice goes out by mail."""

from dataclasses import dataclass

from application.ports.billing import BillingProfiles, Invoices
from application.ports.documents import InvoiceDocuments
from application.ports.mail import Attachment, Letter, Mailer, MailNotNow, MailRefused, NoMailServer
from application.ports.work import UnitOfWork
from application.ports.world import Clock
from domain.errors import Invalid
from domain.identity import InvoiceId
from domain.invoice import Dispatch, Invoice


@dataclass(frozen=True, slots=True)
class SendInvoice:
    """Send it to that address, or with None to the customer's own."""

    invoice: InvoiceId
    to: str | None = None


@dataclass(frozen=True, slots=True)
class SendInvoiceHandler:
    """Have an invoice sent.

    - It is sent to the address that is named, else to the customer's.
    - Not a draft, and not while it is on its way.
    - Only where a mail server is set.
    """

    invoices: Invoices
    mailer: Mailer
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: SendInvoice) -> Invoice:
        invoice = await self.invoices.get(command.invoice)
        if not self.mailer.ready:
            raise NoMailServer
        content = invoice.content
        customer = content.seller if invoice.self_billed else content.buyer
        to = command.to or customer.email
        if not to:
            raise Invalid("to", "nobody has said the customer's address: name one")
        invoice.send(to, self.clock.now())
        self.invoices.save(invoice)
        await self.work.commit()
        return invoice


@dataclass(frozen=True, slots=True)
class DeliverInvoice:
    """Hand its mail to the mail server: the `dispatch`-th time that somebody asked for it."""

    invoice: InvoiceId
    dispatch: int


@dataclass(frozen=True, slots=True)
class DeliverInvoiceHandler:
    """Hand an invoice to the mail server.

    - A dispatch that was sent or refused is not sent again.
    - Its Message-ID is that of the invoice and the dispatch: should we not know that it was sent,
      whoever gets it twice can tell.
    - What a server refuses for good is told and not tried again.
    - Where no server can be reached it stays queued, with the reason, and is tried again.
    """

    invoices: Invoices
    profiles: BillingProfiles
    documents: InvoiceDocuments
    mailer: Mailer
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: DeliverInvoice) -> Invoice:
        invoice = await self.invoices.get(command.invoice)
        last = invoice.delivery
        if last is None or last.state is not Dispatch.QUEUED or last.number != command.dispatch:
            return invoice
        try:
            await self.mailer.send(await self._letter(invoice, last.to, last.number))
        except MailRefused as refusal:
            invoice.not_sent(self.clock.now(), str(refusal), for_good=True)
        except MailNotNow as delay:
            invoice.not_sent(self.clock.now(), str(delay), for_good=False)
            self.invoices.save(invoice)
            await self.work.commit()
            raise
        else:
            invoice.sent(self.clock.now())
        self.invoices.save(invoice)
        await self.work.commit()
        return invoice

    async def _letter(self, invoice: Invoice, to: str, dispatch: int) -> Letter:
        note = self.documents.note(invoice)
        profile = await self.profiles.find()
        own = profile.terms.seller if profile else invoice.content.seller
        return Letter(
            to=to,
            subject=note.subject,
            text=note.text,
            key=f"invoice-{invoice.id}-{dispatch}",
            sender_name=own.name,
            reply_to=own.email,
            attachments=(
                Attachment(f"{invoice.name}.pdf", "application/pdf", self.documents.pdf(invoice)),
            ),
        )
