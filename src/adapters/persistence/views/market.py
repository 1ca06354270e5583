# ruff: noqa: D102 - the ports say what each method means.
"""Prices of markets."""

from dataclasses import dataclass
from uuid import UUID

from adapters.persistence.mapping.prices import from_row
from adapters.persistence.reading import Reader
from adapters.persistence.views.listing import Listing, Row, time
from application.views.market import MarketPricesView, QuotationFilter, QuotationView
from application.views.paging import Page, Slice
from application.views.rendering import quotation_view

QUOTATIONS = Listing(
    "SELECT t.* FROM quotations t WHERE t.tenant_id = $1", {"start": time("t.starts_at")}
)


@dataclass(frozen=True, slots=True)
class PostgresMarketPricesView(MarketPricesView):
    """By the time that they begin."""

    reader: Reader

    async def page(self, wanted: Slice, chosen: QuotationFilter) -> Page[QuotationView]:
        filters = [
            ("t.series = {}::text", chosen.series),
            ("t.ends_at > {}::timestamptz", chosen.since),
            ("t.starts_at < {}::timestamptz", chosen.until),
        ]
        return await QUOTATIONS.page(self.reader, wanted, filters, _view)

    async def find(self, quotation: UUID) -> QuotationView | None:
        rows = await self.reader.rows(f"{QUOTATIONS.select} AND t.id = $2", quotation)
        return _view(rows[0]) if rows else None


def _view(row: Row) -> QuotationView:
    return quotation_view(from_row(row))
