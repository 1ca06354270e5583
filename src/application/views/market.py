"""Views of the prices of markets."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from application.views.paging import Page, Slice

QUOTATION_SORTS = ("start", "-start")


@dataclass(frozen=True, slots=True)
class PointView:
    """The price from `start` until `end`."""

    start: datetime
    end: datetime
    price: str
    """Per kWh, before taxes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationView:
    """Prices of one series, of one day, that became known together. They are never changed."""

    id: UUID
    series: str
    currency: str
    start: datetime
    end: datetime
    known_at: datetime
    """A session that began before then goes by what was known at its start."""
    points: tuple[PointView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationFilter:
    """Which quotations."""

    series: str | None = None
    since: datetime | None = None
    """Those that end after then."""
    until: datetime | None = None
    """Those that begin before then."""


class MarketPricesView(Protocol):
    """The tenant's prices of markets."""

    async def page(self, wanted: Slice, chosen: QuotationFilter) -> Page[QuotationView]:
        """Those; sorts: QUOTATION_SORTS."""
        ...

    async def find(self, quotation: UUID) -> QuotationView | None:
        """That one, or None."""
        ...
