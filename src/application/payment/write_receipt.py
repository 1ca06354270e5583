"""Who has paid for a session gets a receipt of it, by mail where an address is known."""

from dataclasses import dataclass

from application.billing.create_invoice import session_invoice
from application.billing.numbering import Numbering
from application.ports.billing import BillingProfiles, Customers, Invoices
from application.ports.charging import Cdrs
from application.ports.mail import Mailer
from application.ports.payment import Payments, Terms
from application.ports.work import UnitOfWork
from application.ports.world import Clock, Ids
from domain.cdr import Cdr, standing
from domain.identity import InvoiceId
from domain.invoice import BillingTerms, Customer, Invoice, InvoiceKind
from domain.payment import Payment, PaymentId

CORRECTED = "The session was corrected after it was paid."


@dataclass(frozen=True, slots=True)
class WriteReceipt:
    """Something was charged, or given back."""

    payment: PaymentId


@dataclass(frozen=True, slots=True)
class WriteReceiptHandler:
    """Write the receipt of a paid session.

    - By the record of the session that stands; once, however often it is asked for.
    - It says what was paid with and how much; what is owed beyond that stays to be paid.
    - To the customer who pays for the token, else to a driver without a name.
    - It is mailed where an address is known: the customer's, or the one that the driver gave on the
      provider's page.
    - Once the session is corrected, the receipt is taken back by a credit note, and another one is
      written by the record in its stead.
    - Not where the terms of payment want none, or nobody has said the operator's billing terms.
    """

    payments: Payments
    terms: Terms
    profiles: BillingProfiles
    customers: Customers
    cdrs: Cdrs
    invoices: Invoices
    numbering: Numbering
    mailer: Mailer
    ids: Ids
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: WriteReceipt) -> Invoice | None:
        payment = await self.payments.get(command.payment)
        chosen, profile = await self.terms.find(), await self.profiles.find()
        if payment.session is None or chosen is None or not chosen.receipts or profile is None:
            return None
        records = await self.cdrs.of_session(payment.session)
        present = standing(records)
        await self._take_back(records, present, profile.terms)
        written = None
        if present is not None and payment.captured.amount > 0:
            written = await self._written(present, payment, profile.terms)
        await self.work.commit()
        return written

    async def _written(self, record: Cdr, payment: Payment, terms: BillingTerms) -> Invoice | None:
        if record.bill is None or await self.invoices.invoice_of(record.id) is not None:
            return None
        customer = await self.customers.of_token(record.token) if record.token else None
        paid = min(payment.captured.amount, record.bill.total.amount)
        receipt = session_invoice(
            terms,
            record,
            InvoiceId(self.ids.new()),
            self.clock.now(),
            customer=customer,
            paid_by=payment.seen.instrument or "card",
            paid=paid,
        )
        await self.numbering.issue(receipt, terms)
        self._mail(receipt, payment, customer)
        self.invoices.save(receipt)
        self.invoices.list_records(receipt.id, (record.id,))
        return receipt

    async def _take_back(
        self, records: tuple[Cdr, ...], present: Cdr | None, terms: BillingTerms
    ) -> None:
        for record in records:
            listed = await self.invoices.invoice_of(record.id)
            if record.is_credit or record == present or listed is None:
                continue
            receipt = await self.invoices.get(listed)
            if receipt.kind is not InvoiceKind.RECEIPT:
                continue  # a statement lists the credit itself
            note = receipt.credit(InvoiceId(self.ids.new()), self.clock.now(), CORRECTED)
            await self.numbering.issue(note, terms)
            if receipt.delivery is not None:
                self._send(note, receipt.delivery.to)
            self.invoices.save(receipt)
            self.invoices.save(note)
            self.invoices.free_records(receipt.content.records)

    def _mail(self, receipt: Invoice, payment: Payment, customer: Customer | None) -> None:
        own = customer.particulars.party.email if customer else ""
        self._send(receipt, own or payment.seen.email)

    def _send(self, document: Invoice, to: str) -> None:
        if to and self.mailer.ready:
            document.send(to, self.clock.now())
