# ruff: noqa: D102 - the ports say what each method means.
"""Prices of markets."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from adapters.memory.database import Database
from adapters.memory.views.paging import BY_ID, Order, Sorting, equals
from application.views.market import MarketPricesView, QuotationFilter, QuotationView
from application.views.paging import Page, Slice
from application.views.rendering import quotation_view
from domain.identity import TenantId

QUOTATIONS = Sorting(
    {"start": Order(lambda q: q.start, datetime.fromisoformat, datetime.isoformat)}, BY_ID
)


@dataclass(frozen=True, slots=True)
class MemoryMarketPricesView(MarketPricesView):
    """By the time that they begin."""

    database: Database
    tenant: TenantId

    async def page(self, wanted: Slice, chosen: QuotationFilter) -> Page[QuotationView]:
        rows = self.database.tables.quotations.rows.values()
        own = (quotation_view(each) for each in rows if each.tenant == self.tenant)
        return QUOTATIONS.page(
            (
                view
                for view in own
                if equals(chosen.series, view.series)
                and (chosen.since is None or view.end > chosen.since)
                and (chosen.until is None or view.start < chosen.until)
            ),
            wanted,
        )

    async def find(self, quotation: UUID) -> QuotationView | None:
        kept = self.database.tables.quotations.rows.get((self.tenant, quotation))
        return quotation_view(kept) if kept else None
