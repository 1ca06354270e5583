"""Somebody orders a station to do something."""

from dataclasses import dataclass, replace
from datetime import timedelta

from application.ports.bus import Bus
from application.ports.charging import ChargingSessions
from application.ports.provisioning import Links, Stations
from application.ports.remote_control import Orders
from application.ports.topics import order_waits
from application.ports.work import UnitOfWork
from application.ports.world import Clock, Ids
from domain.errors import NotPossibleNow
from domain.identity import OrderId, SessionId, StationId, TenantId
from domain.instruction import (
    Instruction,
    Order,
    OrderState,
    Outcome,
    ReadInventory,
    RemoteStart,
    RemoteStop,
    Verdict,
    priority_of,
)
from domain.station import Registration

MOST_WAITING = 100
"""Orders that may wait for one station."""

SEND_WITHIN = timedelta(minutes=5)
"""How long an order waits behind others for a station that is on the line."""


@dataclass(frozen=True, slots=True)
class OrderInstruction:
    """Give one station an instruction; with `wait_for`, also one that is away now."""

    tenant: TenantId
    station: StationId
    instruction: Instruction
    ordered_by: str = ""
    wait_for: timedelta | None = None
    batch: OrderId | None = None


@dataclass(frozen=True, slots=True)
class OrderInstructionHandler:
    """Take an order for a station.

    - Its outcome is always recorded.
    - A station that is away cannot be reached, and the order says so at once; unless it may wait.
    - A station that was not accepted gets no orders, but what brings its registration forward.
    - More than a hundred orders do not wait for one station.
    - A request that the station answers later with its own messages gets our number for it.
    - The node that holds the station's line is woken up once the order is kept.
    """

    stations: Stations
    links: Links
    orders: Orders
    ids: Ids
    clock: Clock
    bus: Bus
    work: UnitOfWork

    async def __call__(self, command: OrderInstruction) -> Order:
        station = await self.stations.get(command.station)
        if station.admitted is Registration.REJECTED:
            raise NotPossibleNow("The station was rejected; it takes no orders.")
        if await self.orders.waiting(station.id) >= MOST_WAITING:
            raise NotPossibleNow(f"{MOST_WAITING} orders wait for the station already.")
        now = self.clock.now()
        instruction = await self._numbered(command.instruction)
        order = Order(
            id=OrderId(self.ids.new()),
            tenant=command.tenant,
            station=station.id,
            instruction=instruction,
            priority=priority_of(instruction),
            ordered_at=now,
            expires_at=now + (command.wait_for or SEND_WITHIN),
            ordered_by=command.ordered_by,
            batch=command.batch,
        )
        order.announce(now)
        if command.wait_for is None and await self.links.find(station.id) is None:
            order.answer(Outcome(Verdict.STATION_OFFLINE), now)
        self.orders.save(order)
        await self.work.commit()
        if order.waiting:
            # After the commit: whoever is woken must find it. A lost ring costs half a minute.
            await self.bus.publish(*order_waits(order.tenant, order.station))
        return order

    async def _numbered(self, instruction: Instruction) -> Instruction:
        if isinstance(instruction, RemoteStart):
            return replace(instruction, number=await self.orders.next_number())
        if isinstance(instruction, ReadInventory):
            return replace(instruction, request=await self.orders.next_number())
        return instruction


@dataclass(frozen=True, slots=True)
class StopSession:
    """Stop a session by its own identity."""

    tenant: TenantId
    session: SessionId
    ordered_by: str = ""


@dataclass(frozen=True, slots=True)
class StopSessionHandler:
    """Order the station of a running session to stop it.

    - A session that has ended cannot be stopped.
    """

    sessions: ChargingSessions
    order: OrderInstructionHandler

    async def __call__(self, command: StopSession) -> Order:
        session = await self.sessions.get(command.session)
        if not session.open:
            raise NotPossibleNow("The session has ended.")
        return await self.order(
            OrderInstruction(
                command.tenant,
                session.station,
                RemoteStop(session.reference),
                command.ordered_by,
            )
        )


@dataclass(frozen=True, slots=True)
class CancelOrder:
    """Take an order back."""

    order: OrderId


@dataclass(frozen=True, slots=True)
class CancelOrderHandler:
    """Take an order back.

    - Only while it is queued: what was sent may have been done.
    """

    orders: Orders
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: CancelOrder) -> Order:
        order = await self.orders.get(command.order)
        order.cancel(self.clock.now())
        self.orders.save(order)
        await self.work.commit()
        return order


@dataclass(frozen=True, slots=True)
class ExpireOrders:
    """Look after orders that nobody answered."""

    answer_within: timedelta
    """Longer than any node waits for a station's answer."""


@dataclass(frozen=True, slots=True)
class ExpireOrdersHandler:
    """Give every order an outcome.

    - One that was not sent in time has expired.
    - One whose node died before the answer came has timed out.
    """

    orders: Orders
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: ExpireOrders) -> int:
        now = self.clock.now()
        overdue = await self.orders.overdue(now, now - command.answer_within, limit=500)
        for order in overdue:
            unsent = order.state is OrderState.QUEUED
            order.answer(Outcome(Verdict.EXPIRED if unsent else Verdict.TIMED_OUT), now)
            self.orders.save(order)
        await self.work.commit()
        return len(overdue)
