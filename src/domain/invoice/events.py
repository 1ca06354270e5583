"""What can happen to invoices."""

from dataclasses import dataclass

from domain.aggregate import DomainEvent
from domain.identity import InvoiceId


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceEvent(DomainEvent):
    """Something about one invoice."""

    invoice: InvoiceId


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceIssued(InvoiceEvent):
    """It has its number, and is changed no more."""

    number: str
    credits: InvoiceId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceToBeSent(InvoiceEvent):
    """Somebody wants it sent by mail."""

    dispatch: int
    """The how-manieth time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceSent(InvoiceEvent):
    """A mail server has taken it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceNotSent(InvoiceEvent):
    """It cannot be sent: a mail server refused it for good."""

    why: str
