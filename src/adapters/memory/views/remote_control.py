# ruff: noqa: D102 - the ports say what each method means.
"""Orders."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from adapters.memory.database import Database
from adapters.memory.views.paging import BY_ID, Sorting, equals, within
from application.views.paging import Page, Slice
from application.views.remote_control import OrderFilter, OrdersView, OrderView
from application.views.rendering import order_view
from domain.identity import TenantId

ORDERS = Sorting({"ordered": BY_ID}, BY_ID)


@dataclass(frozen=True, slots=True)
class MemoryOrdersView(OrdersView):
    """By age."""

    database: Database
    tenant: TenantId

    async def page(self, wanted: Slice, chosen: OrderFilter) -> Page[OrderView]:
        rows = self.database.tables.orders.rows.values()
        own = (order_view(order) for order in rows if order.tenant == self.tenant)
        return ORDERS.page((view for view in own if _is_chosen(view, chosen)), wanted)

    async def find(self, order: UUID) -> OrderView | None:
        kept = self.database.tables.orders.rows.get((self.tenant, order))
        return order_view(kept) if kept else None

    async def many(self, orders: Sequence[UUID]) -> tuple[OrderView, ...]:
        rows = self.database.tables.orders.rows
        kept = (rows.get((self.tenant, order)) for order in orders)
        return tuple(order_view(order) for order in kept if order)


def _is_chosen(view: OrderView, chosen: OrderFilter) -> bool:
    return (
        equals(chosen.station, view.station)
        and equals(chosen.state, view.state)
        and equals(chosen.waiting, view.waiting)
        and equals(chosen.kind, view.instruction["type"])
        and equals(chosen.batch, view.batch)
        and within(view.ordered_at, chosen.since, chosen.until)
    )
