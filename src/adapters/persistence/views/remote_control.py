# ruff: noqa: D102 - the ports say what each method means.
"""Orders."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType
from uuid import UUID

from adapters.persistence.mapping.order import INSTRUCTIONS, from_row
from adapters.persistence.reading import Reader
from adapters.persistence.views.listing import BY_ID, Listing, Row
from application.views.paging import Page, Slice
from application.views.remote_control import OrderFilter, OrdersView, OrderView
from application.views.rendering import order_view, words_of

ORDERS = Listing("SELECT t.* FROM orders t WHERE t.tenant_id = $1", {"ordered": BY_ID})
KINDS = MappingProxyType({words_of(name): name for name in INSTRUCTIONS.names})
"""What the API calls an instruction → what the row does."""


@dataclass(frozen=True, slots=True)
class PostgresOrdersView(OrdersView):
    """By age."""

    reader: Reader

    async def page(self, wanted: Slice, chosen: OrderFilter) -> Page[OrderView]:
        kind = None if chosen.kind is None else KINDS.get(chosen.kind, "")
        filters = [
            ("t.station_id = {}::uuid", chosen.station),
            ("t.state = {}::text", chosen.state),
            ("(t.state IN ('queued', 'sent')) = {}::boolean", chosen.waiting),
            ("t.instruction = {}::text", kind),
            ("t.batch_id = {}::uuid", chosen.batch),
            ("t.ordered_at >= {}::timestamptz", chosen.since),
            ("t.ordered_at < {}::timestamptz", chosen.until),
        ]
        return await ORDERS.page(self.reader, wanted, filters, _view)

    async def find(self, order: UUID) -> OrderView | None:
        found = await self.many([order])
        return found[0] if found else None

    async def many(self, orders: Sequence[UUID]) -> tuple[OrderView, ...]:
        select = f"{ORDERS.select} AND t.id = ANY($2::uuid[])"
        return tuple(_view(row) for row in await self.reader.rows(select, list(orders)))


def _view(row: Row) -> OrderView:
    return order_view(from_row(row))
