"""Views of orders, which the API calls commands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from application.views.paging import Page, Slice

ORDER_SORTS = ("-ordered", "ordered")


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeView:
    """How the station answered."""

    verdict: str
    status: str
    """The station's own word."""
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderView:
    """One instruction given to one station, followed until its effect is seen."""

    id: UUID
    station: UUID
    instruction: Mapping[str, Any]
    """Its type and particulars; values that may be secret are left out."""
    state: str
    priority: int
    ordered_at: datetime
    expires_at: datetime
    sent_at: datetime | None
    answered_at: datetime | None
    confirmed_at: datetime | None
    outcome: OutcomeView | None
    ordered_by: str
    batch: UUID | None
    """What the orders of one batch have in common."""
    version: int

    @property
    def waiting(self) -> bool:
        """Whether an answer may still come."""
        return self.state in {"queued", "sent"}


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFilter:
    """Which orders."""

    station: UUID | None = None
    state: str | None = None
    waiting: bool | None = None
    """Whether an answer may still come."""
    kind: str | None = None
    """Of instruction, by its type."""
    batch: UUID | None = None
    since: datetime | None = None
    """Ordered then or later."""
    until: datetime | None = None


class OrdersView(Protocol):
    """The tenant's orders."""

    async def page(self, wanted: Slice, chosen: OrderFilter) -> Page[OrderView]:
        """Sorts: ORDER_SORTS."""
        ...

    async def find(self, order: UUID) -> OrderView | None:
        """That one, or None."""
        ...

    async def many(self, orders: Sequence[UUID]) -> tuple[OrderView, ...]:
        """Those of them that exist, in no order."""
        ...
