"""Views of tariffs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from application.views.paging import Page, Slice

TARIFF_SORTS = ("name", "-name", "created", "-created")


@dataclass(frozen=True, slots=True, kw_only=True)
class TariffView:
    """A price list. Prices are before taxes, in units of the currency, as exact decimal text."""

    id: UUID
    name: str
    currency: str
    flat: str
    per_kwh: str
    per_hour: str
    idle_per_hour: str
    idle_grace_seconds: int
    tax_percent: str
    is_default: bool
    valid_from: datetime | None
    valid_until: datetime | None
    version: int


class TariffsView(Protocol):
    """The tenant's price lists."""

    async def page(self, wanted: Slice, text: str | None = None) -> Page[TariffView]:
        """Those whose name contains `text`; sorts: TARIFF_SORTS."""
        ...

    async def find(self, tariff: UUID) -> TariffView | None:
        """That one, or None."""
        ...
