# ruff: noqa: D102 - the ports say what each method means.
"""Tariffs."""

from dataclasses import dataclass
from uuid import UUID

from adapters.persistence.mapping.tariff import from_row
from adapters.persistence.reading import Reader
from adapters.persistence.views.listing import BY_ID, Listing, Row, containing, text
from application.views.paging import Page, Slice
from application.views.rendering import tariff_view
from application.views.tariff import TariffsView, TariffView

TARIFFS = Listing(
    "SELECT t.* FROM tariffs t WHERE t.tenant_id = $1", {"name": text("t.name"), "created": BY_ID}
)


@dataclass(frozen=True, slots=True)
class PostgresTariffsView(TariffsView):
    """By name, or by age."""

    reader: Reader

    async def page(self, wanted: Slice, text: str | None = None) -> Page[TariffView]:
        return await TARIFFS.page(self.reader, wanted, [(containing("t.name"), text)], _view)

    async def find(self, tariff: UUID) -> TariffView | None:
        rows = await self.reader.rows(f"{TARIFFS.select} AND t.id = $2", tariff)
        return _view(rows[0]) if rows else None


def _view(row: Row) -> TariffView:
    return tariff_view(from_row(row))
