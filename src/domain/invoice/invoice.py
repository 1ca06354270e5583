"""Invoice: what somebody owes for sessions, or gets back; sealed when it is issued."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from domain.aggregate import Aggregate
from domain.errors import Invalid, NotPossibleNow
from domain.identity import CdrId, CustomerId, InvoiceId, TenantId
from domain.invoice.checks import Breach, Checked, CheckedLine, breaches
from domain.invoice.events import InvoiceIssued, InvoiceNotSent, InvoiceSent, InvoiceToBeSent
from domain.invoice.lines import NOTHING, Line, Totals, total_of
from domain.invoice.parties import BankAccount, Party, mail_address
from domain.invoice.rules import rule_of
from domain.quantities import Currency, Money


class InvoiceKind(StrEnum):
    """What kind of document it is."""

    INVOICE = "invoice"
    RECEIPT = "receipt"
    """Of a session that has been paid."""
    SELF_BILLED = "self_billed"
    """Written by who pays: what a driver gets back for charging at home."""
    CREDIT_NOTE = "credit_note"


class InvoiceState(StrEnum):
    """Where it stands."""

    DRAFT = "draft"
    ISSUED = "issued"
    CREDITED = "credited"


class Dispatch(StrEnum):
    """Where its mail stands."""

    QUEUED = "queued"
    SENT = "sent"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Its last way by mail."""

    to: str
    state: Dispatch
    number: int
    """The how-manieth dispatch."""
    at: datetime
    why: str = ""
    """Why it was refused, or has not gone out yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceContent:
    """What stands on it, copied from where it comes: later edits there change nothing here."""

    seller: Party
    buyer: Party
    bank: BankAccount | None = None
    currency: Currency
    lines: tuple[Line, ...]
    told: Decimal
    """What the sessions cost in all by their records, with taxes."""
    paid: Decimal = NOTHING
    paid_by: str = ""
    language: str = "en"
    reference: str = ""
    period_begin: date | None = None
    period_end: date | None = None
    """The last day, included."""
    exemption: str = ""
    footer: str = ""
    credited_number: str = ""
    """The number of the invoice that it takes back, and below the day of that."""
    credited_on: date | None = None
    credited_kind: InvoiceKind | None = None
    """None too in credit notes of before this was kept."""
    why: str = ""
    time_zone: str = "UTC"

    @property
    def totals(self) -> Totals:
        """Its sums, by the rule of the seller's country."""
        rule = rule_of(self.seller.address.country)
        return total_of(self.lines, self.currency, rule, self.told, self.paid)

    @property
    def records(self) -> tuple[CdrId, ...]:
        """The records it charges, each once."""
        return tuple(dict.fromkeys(line.cdr for line in self.lines))


@dataclass(slots=True, kw_only=True)
class Invoice(Aggregate):
    """An invoice, receipt, credit note or statement of what is paid back."""

    id: InvoiceId
    tenant: TenantId
    kind: InvoiceKind
    customer: CustomerId | None = None
    content: InvoiceContent
    state: InvoiceState = InvoiceState.DRAFT
    created_at: datetime
    number: str | None = None
    """None while it is a draft."""
    issued_on: date | None = None
    due_on: date | None = None
    credits: InvoiceId | None = None
    """The invoice that it takes back."""
    credited_by: InvoiceId | None = None
    delivery: Delivery | None = field(default=None)

    @property
    def total(self) -> Money:
        """With taxes; negative for a credit note."""
        gross = self.content.totals.gross
        sign = -1 if self.kind is InvoiceKind.CREDIT_NOTE else 1
        return Money(sign * gross, self.content.currency)

    @property
    def seller_id(self) -> str:
        """By which the buyer knows the seller where neither VAT id nor register names him."""
        return str(self.customer) if self.self_billed else ""

    @property
    def self_billed(self) -> bool:
        """Whether the buyer writes it in the seller's stead: such a statement, or its credit."""
        return InvoiceKind.SELF_BILLED in {self.kind, self.content.credited_kind}

    @property
    def breaches(self) -> tuple[Breach, ...]:
        """The rules of EN 16931 that it breaks as it stands."""
        content = self.content
        return tuple(
            breaches(
                Checked(
                    seller=content.seller,
                    buyer=content.buyer,
                    bank=content.bank,
                    currency=content.currency,
                    lines=tuple(
                        CheckedLine(
                            net=line.net,
                            price=line.price,
                            quantity=Decimal(line.quantity),
                            percent=line.percent,
                            category=line.category,
                            name=line.name,
                        )
                        for line in content.lines
                    ),
                    totals=content.totals,
                    exemption=content.exemption,
                    number=self.number or "",
                    has_due_or_terms=self.due_on is not None
                    or self.kind is InvoiceKind.CREDIT_NOTE,
                    seller_id=self.seller_id or str(self.customer or ""),
                )
            )
        )

    @property
    def name(self) -> str:
        """What it is called: its number, or its id while it has none."""
        return self.number or str(self.id)

    def issue(self, number: str, on: date, days: int, at: datetime) -> None:
        """Seal it.

        Raises:
            NotPossibleNow: it was issued already.
            Invalid: it breaks rules of EN 16931; all of them are told.
        """
        if self.state is not InvoiceState.DRAFT:
            raise NotPossibleNow("It was issued already.")
        self.number, self.issued_on, self.state = number, on, InvoiceState.ISSUED
        if self.kind is not InvoiceKind.CREDIT_NOTE and self.content.totals.payable > 0:
            self.due_on = on + timedelta(days=days)
        if broken := self.breaches:
            raise Invalid("invoice", "; ".join(f"{each.says} ({each.rule})" for each in broken))
        self.cause(
            InvoiceIssued(
                tenant=self.tenant, at=at, invoice=self.id, number=number, credits=self.credits
            )
        )

    def credit(self, credit_id: InvoiceId, at: datetime, why: str) -> "Invoice":
        """The draft of the credit note that takes all of it back.

        Raises:
            NotPossibleNow: it is a draft, a credit note, or was credited before.
        """
        if self.kind is InvoiceKind.CREDIT_NOTE:
            raise NotPossibleNow("A credit note is not credited: write another invoice.")
        if self.state is not InvoiceState.ISSUED or self.number is None:
            raise NotPossibleNow(f"It is {self.state}: only what was issued is credited.")
        self.state, self.credited_by = InvoiceState.CREDITED, credit_id
        return Invoice(
            id=credit_id,
            tenant=self.tenant,
            kind=InvoiceKind.CREDIT_NOTE,
            customer=self.customer,
            content=replace(
                self.content,
                credited_number=self.number,
                credited_on=self.issued_on,
                credited_kind=self.kind,
                why=why,
                paid=NOTHING,
                paid_by="",
            ),
            created_at=at,
            credits=self.id,
        )

    def send(self, to: str, at: datetime) -> None:
        """Have it sent; again, if it was sent before.

        Raises:
            NotPossibleNow: it is a draft, or is being sent.
        """
        if self.state is InvoiceState.DRAFT:
            raise NotPossibleNow("A draft is not sent: issue it first.")
        last = self.delivery
        if last is not None and last.state is Dispatch.QUEUED:
            raise NotPossibleNow(f"It is being sent to {last.to}.")
        number = last.number + 1 if last else 1
        self.delivery = Delivery(
            to=mail_address(to, "to"), state=Dispatch.QUEUED, number=number, at=at
        )
        self.cause(InvoiceToBeSent(tenant=self.tenant, at=at, invoice=self.id, dispatch=number))

    def sent(self, at: datetime) -> None:
        """A mail server has taken it."""
        if self.delivery is not None:
            self.delivery = replace(self.delivery, state=Dispatch.SENT, at=at, why="")
            self.cause(InvoiceSent(tenant=self.tenant, at=at, invoice=self.id))

    def not_sent(self, at: datetime, why: str, *, for_good: bool) -> None:
        """A mail server would not take it, now or at all."""
        if self.delivery is None:
            return
        state = Dispatch.REFUSED if for_good else Dispatch.QUEUED
        self.delivery = replace(self.delivery, state=state, at=at, why=why)
        if for_good:
            self.cause(InvoiceNotSent(tenant=self.tenant, at=at, invoice=self.id, why=why))
