"""Views of payments."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from application.views.amounts import Amount
from application.views.paging import Page, Slice

PAYMENT_SORTS = ("-created", "created")
METHOD_SORTS = ("-created", "created")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentMethodView:
    """A method of payment that a driver has left, or has been offered a page for."""

    id: UUID
    token: str
    """The token whose sessions are paid with it."""
    state: str
    """offered, kept or removed."""
    instrument: str
    """What it is, as the driver recognizes it."""
    created_at: datetime
    checkout_url: str | None = field(default=None, repr=False)
    """Where the driver leaves it, on the provider's page; told once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodFilter:
    """Which methods of payment."""

    token: str | None = None
    """A uid, in any letter case."""
    state: str | None = None


class PaymentsView(Protocol):
    """The tenant's payments, and the methods that drivers have left."""

    async def page(self, wanted: Slice, chosen: PaymentFilter) -> Page[PaymentView]:
        """Sorts: PAYMENT_SORTS."""
        ...

    async def find(self, payment: UUID) -> PaymentView | None:
        """That one, or None."""
        ...

    async def many(self, payments: Sequence[UUID]) -> tuple[PaymentView, ...]:
        """Those of them that exist, in no order."""
        ...

    async def methods(self, wanted: Slice, chosen: MethodFilter) -> Page[PaymentMethodView]:
        """Sorts: METHOD_SORTS."""
        ...
