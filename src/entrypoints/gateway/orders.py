"""Orders on their way to the stations of this node, one at a time for each station."""

import asyncio
from collections.abc import Callable
from uuid import UUID

from application.desk import Desk
from application.ports.bus import Bus
from application.ports.topics import ORDERS
from application.remote_control.deliver import DeliverOrder, NextOrder, StationsWaiting
from domain.identity import StationId, TenantId
from domain.instruction import Order
from entrypoints.gateway.roster import Held, Roster
from entrypoints.gateway.troubles import Troubles
from entrypoints.gateway.watching import Counts

LOOK_AGAIN = 30.0
"""Seconds after which the queues are looked at without a ring, in case one got lost."""


class OrderDelivery:
    """Delivers what is queued, when the bus rings and when a station comes."""

    def __init__(
        self,
        roster: Roster,
        bus: Bus,
        desk_of: Callable[[Held], Desk],
        desk_of_tenant: Callable[[TenantId], Desk],
        *,
        counts: Counts,
        troubles: Troubles,
    ) -> None:
        self._roster = roster
        self._bus = bus
        self._desk_of = desk_of
        self._desk_of_tenant = desk_of_tenant
        self._counts = counts
        self._troubles = troubles
        self._tasks: set[asyncio.Task[None]] = set()

    async def listen(self) -> None:
        """Follow the bus until cancelled."""
        async with self._bus.listen(ORDERS) as rings:
            async for topic, message in rings:
                if not topic:
                    await self.look_at_all()
                    continue
                tenant, _, station = message.partition(" ")
                held = self._roster.find(TenantId(tenant), StationId(UUID(station)))
                if held is not None:
                    self.look_at(held)

    async def look_again(self) -> None:
        """Look at every queue from time to time, until cancelled."""
        while True:
            await asyncio.sleep(LOOK_AGAIN)
            await self.look_at_all()

    async def look_at_all(self) -> None:
        """Look at the queues of all stations here: one question a tenant, not one a station."""
        for tenant in self._roster.tenants():
            try:
                waiting = await self._desk_of_tenant(tenant).run(StationsWaiting())
            except Exception as failure:  # noqa: BLE001 - told
                self._troubles.note("orders not looked for", failure, tenant=tenant)
                continue
            for station in waiting:
                held = self._roster.find(tenant, station)
                if held is not None and not held.delivering:
                    self.look_at(held)

    def look_at(self, held: Held) -> None:
        """Deliver what waits for that station; if that is under way, look once more after it."""
        if held.delivering:
            held.more_orders = True
            return
        held.delivering = True
        task = asyncio.get_running_loop().create_task(self._deliver(held))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _deliver(self, held: Held) -> None:
        try:
            while self._roster.find(held.tenant, held.link.station) is held:
                held.more_orders = False
                order = await self._next(held)
                if order is not None:
                    await self._hand_over(held, order)
                elif not held.more_orders:
                    return
        except Exception as failure:  # noqa: BLE001 - told
            self._troubles.note("orders not delivered", failure, str(held.link.station))
        finally:
            held.delivering = False

    async def _next(self, held: Held) -> Order | None:
        order: Order | None = await self._desk_of(held).run(NextOrder(held.link.station))
        return order

    async def _hand_over(self, held: Held, order: Order) -> None:
        done: Order | None = await self._desk_of(held).run(DeliverOrder(order.id))
        if done is not None and done.outcome is not None:
            self._counts.asked(type(done.instruction).__name__, done.outcome.verdict)

    async def stop(self) -> None:
        """Wait for what is under way: its line is closed, so it ends soon."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=5)
