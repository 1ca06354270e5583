"""Views of payments."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from application.views.amounts import Amount
from application.views.paging import Page, Slice

PAYMENT_SORTS = ("-created", "created")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentTaskView:
    """Something that the provider has still to do."""

    errand: str
    amount: Amount | None
    attempts: int
    due_at: datetime
    """When it is tried, or tried again."""
    trouble: str
    """Why the last attempt was no success."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentView:
    """Money held for one charging session, then charged, and perhaps given back."""

    id: UUID
    state: str
    station: UUID
    evse: int | None
    method: UUID | None
    """The kept method it is paid with; null for the provider's page."""
    session: UUID | None
    command: UUID | None
    """The remote start that was given once the amount was held."""
    token: str
    reference: str
    hold: Amount
    """What was to be held."""
    authorized: Amount
    due: Amount | None
    """What the session costs; null while that is not known."""
    captured: Amount
    refunded: Amount
    shortfall: Amount
    """What was due and could not be charged."""
    checkout_url: str | None = field(repr=False)
    """Where the driver agrees, while he can. On the provider's page."""
    instrument: str
    """What was paid with, as a driver recognizes it."""
    provider_reference: str | None
    because: str
    """Why it ended without a charge, or with less than was due."""
    tasks: tuple[PaymentTaskView, ...]
    created_at: datetime
    expires_at: datetime
    ordered_by: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentFilter:
    """Which payments."""

    state: str | None = None
    station: UUID | None = None
    session: UUID | None = None
    waiting: bool | None = None
    """Whether the provider has still something to do."""
    short: bool | None = None
    """Whether something is owed."""
    since: datetime | None = None
    """Begun then or later."""
    until: datetime | None = None


class PaymentsView(Protocol):
    """The tenant's payments."""

    async def page(self, wanted: Slice, chosen: PaymentFilter) -> Page[PaymentView]:
        """Sorts: PAYMENT_SORTS."""
        ...

    async def find(self, payment: UUID) -> PaymentView | None:
        """That one, or None."""
        ...
