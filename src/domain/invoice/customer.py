"""Customer: who pays for what is charged with which tokens, or is paid back at home."""

from dataclasses import dataclass
from datetime import datetime

from domain.aggregate import Aggregate, DomainEvent
from domain.description import Change
from domain.errors import Invalid
from domain.identity import CustomerId, StationId, TenantId
from domain.invoice.parties import BankAccount, Party
from domain.invoice.profile import LANGUAGES
from domain.token import folded


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerParticulars:
    """All that is known of a customer."""

    party: Party
    language: str = ""
    """Of his invoices; empty for the operator's own."""
    reference: str = ""
    """What he wants to read on his invoices: a cost centre, an order (BT-10)."""
    tokens: tuple[str, ...] = ()
    """uids of which he pays the sessions, in any letter case."""
    home_stations: tuple[StationId, ...] = ()
    """Stations at his home: what is charged there is paid back to him."""
    bank: BankAccount | None = None
    """To which he is paid back."""

    def __post_init__(self) -> None:
        if self.language and self.language not in LANGUAGES:
            raise Invalid("language", f"use one of {', '.join(LANGUAGES)}")
        if len({folded(uid) for uid in self.tokens}) != len(self.tokens):
            raise Invalid("tokens", "name each once")


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerChanged(DomainEvent):
    """An operator has made, edited or removed a customer."""

    customer: CustomerId
    name: str
    change: Change
    what: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class Customer(Aggregate):
    """A customer of a tenant."""

    id: CustomerId
    tenant: TenantId
    particulars: CustomerParticulars

    @property
    def known_as(self) -> str:
        """His name."""
        return self.particulars.party.name

    def note(self, change: Change, at: datetime, what: tuple[str, ...] = ()) -> None:
        """Cause the event of a change."""
        self.cause(
            CustomerChanged(
                tenant=self.tenant, at=at, customer=self.id, name=self.known_as, change=change,
                what=what,
            )
        )  # fmt: skip
