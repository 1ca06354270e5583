# ruff: noqa: D102 - the ports say what each method means.
"""Orders of one tenant."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from adapters.persistence.numbers import Numbers
from adapters.persistence.stores.shelf import Shelf
from application.ports.remote_control import Orders
from domain.identity import OrderId, StationId, TenantId
from domain.instruction import Instruction, Order, OrderState, unseen_states

_STATIONS_WAITING = """
    SELECT DISTINCT station_id FROM orders WHERE tenant_id = $1 AND state = 'queued'
"""


@dataclass(frozen=True, slots=True)
class PostgresOrders(Orders):
    """By id and by station."""

    shelf: Shelf[Order]
    numbers: Numbers
    tenant: TenantId

    async def find(self, order: OrderId) -> Order | None:
        return await self.shelf.find((self.tenant, order), "t.id = $2", order)

    async def get(self, order: OrderId) -> Order:
        return self.shelf.found(await self.find(order), order)

    async def queued_for(self, station: StationId, limit: int) -> tuple[Order, ...]:
        found = await self.shelf.select(
            lambda o: o.state is OrderState.QUEUED and o.station == station,
            "t.station_id = $2 AND t.state = 'queued'"
            " ORDER BY t.priority, t.ordered_at, t.id LIMIT $3",
            station,
            limit,
        )
        return tuple(sorted(found, key=_most_urgent)[:limit])

    async def stations_waiting(self) -> frozenset[StationId]:
        rows = await self.shelf.reader.rows(_STATIONS_WAITING)
        return frozenset(StationId(row["station_id"]) for row in rows)

    async def unconfirmed(self, station: StationId, kind: type[Instruction]) -> tuple[Order, ...]:
        states = unseen_states(kind)
        # Written out, and not a parameter: by these the planner finds the partial index.
        listed = ", ".join(f"'{state}'" for state in sorted(states))
        found = await self.shelf.select(
            lambda o: (
                o.state in states and o.station == station and isinstance(o.instruction, kind)
            ),
            f"t.station_id = $2 AND t.state IN ({listed}) AND t.instruction = $3",
            station,
            kind.__name__,
        )
        return tuple(sorted(found, key=_oldest))

    async def overdue(
        self, queued_until: datetime, sent_before: datetime, limit: int
    ) -> tuple[Order, ...]:
        found = await self.shelf.select(
            lambda o: (
                o.waiting
                and (
                    (o.state is OrderState.QUEUED and o.expires_at <= queued_until)
                    or (o.sent_at is not None and o.sent_at < sent_before)
                )
            ),
            "t.state IN ('queued', 'sent') AND ("
            "(t.state = 'queued' AND t.expires_at <= $2) OR t.sent_at < $3)"
            " ORDER BY t.ordered_at, t.id LIMIT $4",
            queued_until,
            sent_before,
            limit,
        )
        return tuple(sorted(found, key=_oldest)[:limit])

    async def waiting(self, station: StationId) -> int:
        found = await self.shelf.select(
            lambda o: o.waiting and o.station == station,
            "t.station_id = $2 AND t.state IN ('queued', 'sent')",
            station,
        )
        return len(found)

    async def next_number(self) -> int:
        return await self.numbers.next()

    def save(self, order: Order) -> None:
        self.shelf.save(order)


def _most_urgent(order: Order) -> tuple[int, datetime, UUID]:
    return order.priority, order.ordered_at, order.id


def _oldest(order: Order) -> tuple[datetime, UUID]:
    return order.ordered_at, order.id
