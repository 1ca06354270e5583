"""The node that holds a station's line gives it its orders, one after another."""

from dataclasses import dataclass

from application.ports.remote_control import Orders, StationLine
from application.ports.work import UnitOfWork
from application.ports.world import Clock
from domain.errors import NotPossibleNow
from domain.identity import OrderId, StationId
from domain.instruction import Order, Outcome, Verdict


@dataclass(frozen=True, slots=True)
class DeliverOrder:
    """Give this order to its station."""

    order: OrderId


@dataclass(frozen=True, slots=True)
class DeliverOrderHandler:
    """Send an order, and note what became of it.

    - It is noted as sent before it is: whatever happens then, it is not sent twice.
    - One that has expired is not sent.
    - The outcome is noted, whatever it is: an answer, none in time, or the line lost.
    """

    orders: Orders
    line: StationLine
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: DeliverOrder) -> Order | None:
        order = await self.orders.find(command.order)
        if order is None:
            return None
        now = self.clock.now()
        try:
            order.send(now)
        except NotPossibleNow:
            if order.waiting and now >= order.expires_at:
                order.answer(Outcome(Verdict.EXPIRED), now)
                self.orders.save(order)
                await self.work.commit()
            return order
        self.orders.save(order)
        await self.work.commit()
        outcome = await self.line.ask(order.station, order.instruction)
        return await self._note(order.id, outcome)

    async def _note(self, order_id: OrderId, outcome: Outcome) -> Order:
        order = await self.orders.get(order_id)
        order.answer(outcome, self.clock.now())
        self.orders.save(order)
        await self.work.commit()
        return order


@dataclass(frozen=True, slots=True)
class StationsWaiting:
    """Which of the tenant's stations have orders?"""


@dataclass(frozen=True, slots=True)
class StationsWaitingHandler:
    """All stations of the tenant with queued orders, wherever they are connected."""

    orders: Orders

    async def __call__(self, command: StationsWaiting) -> frozenset[StationId]:  # noqa: ARG002 - it says all by its type
        return await self.orders.stations_waiting()


@dataclass(frozen=True, slots=True)
class NextOrder:
    """Which order is the station's next?"""

    station: StationId


@dataclass(frozen=True, slots=True)
class NextOrderHandler:
    """The most urgent queued order of a station, the oldest of them first."""

    orders: Orders

    async def __call__(self, command: NextOrder) -> Order | None:
        queued = await self.orders.queued_for(command.station, limit=1)
        return queued[0] if queued else None
