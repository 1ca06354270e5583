# ruff: noqa: D102 - the ports say what each method means.
"""Orders of one tenant."""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from adapters.memory.database import Database
from adapters.memory.shelf import Shelf
from application.ports.remote_control import Orders
from domain.identity import OrderId, StationId
from domain.instruction import Instruction, Order, OrderState, unseen_states


@dataclass(frozen=True, slots=True)
class MemoryOrders(Orders):
    """By id and by station."""

    database: Database
    shelf: Shelf[Order]

    async def find(self, order: OrderId) -> Order | None:
        return self.shelf.find(order)

    async def get(self, order: OrderId) -> Order:
        return self.shelf.get(order)

    async def queued_for(self, station: StationId, limit: int) -> tuple[Order, ...]:
        queued = (o for o in self.shelf.select("of", station) if o.state is OrderState.QUEUED)
        ordered = sorted(queued, key=lambda o: (o.priority, o.ordered_at, o.id))
        return tuple(islice(ordered, limit))

    async def stations_waiting(self) -> frozenset[StationId]:
        waiting = self.shelf.select("waiting")
        return frozenset(o.station for o in waiting if o.state is OrderState.QUEUED)

    async def unconfirmed(self, station: StationId, kind: type[Instruction]) -> tuple[Order, ...]:
        hoped = (
            order
            for order in self.shelf.select("of", station)
            if order.state in unseen_states(kind) and isinstance(order.instruction, kind)
        )
        return tuple(sorted(hoped, key=lambda o: (o.ordered_at, o.id)))

    async def overdue(
        self, queued_until: datetime, sent_before: datetime, limit: int
    ) -> tuple[Order, ...]:
        late = (
            order
            for order in self.shelf.select("waiting")
            if (order.state is OrderState.QUEUED and order.expires_at <= queued_until)
            or (order.sent_at is not None and order.sent_at < sent_before)
        )
        return tuple(islice(sorted(late, key=lambda o: (o.ordered_at, o.id)), limit))

    async def waiting(self, station: StationId) -> int:
        return sum(order.waiting for order in self.shelf.select("of", station))

    async def next_number(self) -> int:
        return next(self.database.requests)

    def save(self, order: Order) -> None:
        self.shelf.save(order)
