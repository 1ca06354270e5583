"""The way from stations to gateways: who is reached, and what becomes of the wires."""

import asyncio
from typing import Any

from tests.simulation.chance import Chance
from tests.simulation.wire import OUTSIDE, StationEnd, Wire

from entrypoints.gateway.door import Refusal

FATES = {"lasts": 3, "reset": 2, "silent": 1.5}
CUT_AFTER = 1.0 * 3600.0
KNOCK_WITHIN = 30.0


class Network:
    """A load balancer and the wires behind it."""

    def __init__(self, world: Any, seed: int) -> None:
        self._world = world
        self._chance = Chance(seed, "network")
        self.wires: dict[Wire, None] = {}

    async def connect(self, station: Any) -> StationEnd | None:
        """Knock at a gateway that runs; the line, or None."""
        world = self._world
        if not world.nodes or (world.stormy and world.loop.time() < station.cut_off_until):
            return None
        node = self._chance.choice(world.nodes)
        wire = Wire(world.loop, self._latency)
        world.monitor.watch(wire, station)
        answer = world.loop.create_future()
        node.admit(wire, station.knock(), answer)
        try:
            async with asyncio.timeout(KNOCK_WITHIN):
                said = await answer
        except TimeoutError:
            return None
        answered = said.status if isinstance(said, Refusal) else "let in" if said else "failed"
        world.trace.note(station.name, f"knocks at {node.process}: {answered}")
        if isinstance(said, Refusal) or said is None:
            return None
        self._ordain(wire)
        return wire.station

    def lose_line_of(self, tenant: str | None, station_id: Any) -> None:
        """Its line breaks now."""
        for station in self._world.stations:
            if (station.tenant, station.id) == (tenant, station_id) and station.end is not None:
                station.end.wire.reset()

    def _latency(self) -> float:
        slow = self._world.stormy and self._chance.happens(0.02)
        return self._chance.uniform(0.5, 4) if slow else self._chance.uniform(0.005, 0.2)

    def _ordain(self, wire: Wire) -> None:
        """What will become of it."""
        if not self._world.stormy:
            return
        self.wires[wire] = None
        fate = self._chance.choices(tuple(FATES), tuple(FATES.values()))[0]
        after = self._chance.lasting(CUT_AFTER)
        if fate != "lasts":
            self._world.loop.call_later(after, self._strike, wire, fate, context=OUTSIDE)

    def _strike(self, wire: Wire, fate: str) -> None:
        if self._world.stormy:
            if fate == "reset":
                wire.reset()
            else:
                wire.fall_silent()
