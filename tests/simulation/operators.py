"""Operators: one a tenant, who orders, edits and rotates, while everything else goes on."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from tests.simulation.chance import Chance
from tests.simulation.faults import DatabaseAwayError
from tests.simulation.outlet import TOKENS

from application.provisioning.edit_station import EditStation
from application.remote_control.order import CancelOrder, OrderInstruction, StopSession
from domain.errors import DomainError
from domain.identity import OrderId, TenantId
from domain.instruction import (
    ChangeSettings,
    ReadSettings,
    RemoteStart,
    Reset,
    RotateSecret,
    SendData,
    Trigger,
    Triggered,
)
from domain.station import Registration, SettingKey

EVERY = 900.0


class Operator:
    """One person with many wishes."""

    def __init__(self, world: Any, tenant: str, seed: int) -> None:
        self.world, self.tenant = world, TenantId(tenant)
        self.chance = Chance(seed, f"operator of {tenant}")
        self.stations = [s for s in world.stations if s.tenant == tenant]
        self.names: dict[Any, set[str]] = {}
        """What a station may be called: what was acknowledged, or may have been done since."""
        self.last_wish: dict[Any, OrderId] = {}
        self._marks = 0

    async def live(self) -> None:
        """Wish, wait, wish again."""
        wishes = tuple(WISHES)
        while self.world.stormy:
            await asyncio.sleep(self.chance.lasting(EVERY))
            wish = self.chance.choices(wishes, tuple(WISHES.values()))[0]
            await self.attempt(wish(self, self.chance.choice(self.stations)))

    async def attempt(self, wish: Awaitable[Any]) -> Any:
        """What came of it; None where it was refused, or nobody knows."""
        try:
            return await wish
        except (DomainError, DatabaseAwayError):
            return None

    def desk(self) -> Any:
        """For one request."""
        return self.world.desks.tenant(self.world.storage.scope(self.tenant))

    def mark(self) -> str:
        """Something to recognize an order by."""
        self._marks += 1
        return f"{self.tenant}-mark-{self._marks}"

    async def order(self, station: Any, instruction: Any, wait: timedelta | None = None) -> Any:
        """Give an order."""
        return await self.desk().run(
            OrderInstruction(self.tenant, station.id, instruction, "operator", wait)
        )

    def setting(self, station: Any) -> ChangeSettings:
        """A change that can be recognized."""
        key = SettingKey("Mark", "" if not station.tongue.self_named else "Simulation")
        return ChangeSettings(((key, self.mark()),))

    async def accept(self, station: Any) -> None:
        """Let a station in again, until it is certain."""
        while True:
            name = self.mark()
            self.names.setdefault(station.name, {""}).add(name)
            edit = EditStation(station.id, name, None, Registration.ACCEPTED, None)
            try:
                await self.desk().run(edit)
            except DatabaseAwayError:
                await asyncio.sleep(30)
            else:
                self.names[station.name] = {name}
                return

    async def last_order(self, station: Any) -> None:
        """When all is calm again: one order that must arrive."""
        while True:
            order = await self.attempt(
                self.order(station, self.setting(station), timedelta(hours=6))
            )
            if order is not None:
                self.last_wish[station.name] = order.id
                return
            await asyncio.sleep(5)


async def _change(operator: Operator, station: Any) -> None:
    patient = operator.chance.choice((None, timedelta(hours=1)))
    await operator.order(station, operator.setting(station), patient)


async def _send(operator: Operator, station: Any) -> None:
    await operator.order(station, SendData("Simon", "mark", operator.mark()))


async def _start(operator: Operator, station: Any) -> None:
    token = operator.chance.choices(tuple(TOKENS), tuple(TOKENS.values()))[0]
    evse = operator.chance.choice((None, 1)) if not station.tongue.self_named else 1
    await operator.order(station, RemoteStart(token, evse=evse))


async def _stop(operator: Operator, station: Any) -> None:
    scope = operator.world.storage.scope(operator.tenant)
    for session in await scope.sessions.open_at(station.id):
        await operator.desk().run(StopSession(operator.tenant, session.id, "operator"))
        return


async def _reset(operator: Operator, station: Any) -> None:
    await operator.order(station, Reset(graceful=operator.chance.happens(0.5)))


async def _rotate(operator: Operator, station: Any) -> None:
    await operator.order(station, RotateSecret())


async def _read(operator: Operator, station: Any) -> None:
    await operator.order(station, ReadSettings())


async def _trigger(operator: Operator, station: Any) -> None:
    await operator.order(station, Trigger(Triggered.HEARTBEAT))


async def _several(operator: Operator, station: Any) -> None:
    """Many at once, and one taken back."""
    orders = [await operator.order(station, operator.setting(station)) for _ in range(4)]
    await operator.desk().run(CancelOrder(orders[-1].id))


async def _rename(operator: Operator, station: Any) -> None:
    name = operator.mark()
    pending = operator.chance.happens(0.15)
    edit = EditStation(
        station.id, name, None, Registration.PENDING if pending else Registration.ACCEPTED, None
    )
    possible = operator.names.setdefault(station.name, {""})
    possible.add(name)
    await operator.desk().run(edit)
    operator.names[station.name] = {name}
    if pending:
        await asyncio.sleep(300)
        await operator.accept(station)


Wish = Callable[[Operator, Any], Awaitable[None]]
WISHES: MappingProxyType[Wish, float] = MappingProxyType(
    {
        _change: 4,
        _send: 2,
        _start: 4,
        _stop: 3,
        _reset: 1.5,
        _rotate: 1.5,
        _read: 1,
        _trigger: 1,
        _several: 1,
        _rename: 3,
    }
)
"""What he may wish, and how often."""
