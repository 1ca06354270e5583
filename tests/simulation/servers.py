"""The servers of an installation, as processes of one loop that can be killed."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests.simulation.wire import Wire

from adapters.memory.views.access import MemoryTenantsView
from domain.identity import TenantId
from entrypoints.gateway.door import Guest, Knock
from entrypoints.gateway.node import Gateway, GatewayOptions, GatewayParts
from entrypoints.worker.duties import Rounds, duties
from entrypoints.worker.relay import Relay, RelayOptions
from entrypoints.worker.timetable import Timetable

RHYTHM = timedelta(minutes=10)
"""Duties come no more often: a simulated day must stay cheap."""


class GatewayProcess:
    """One gateway, from its start to its death."""

    def __init__(self, world: Any, node: str, life: int) -> None:
        self._world = world
        self.node, self.process = node, f"{node}.{life}"
        self.wires: dict[Wire, None] = {}
        self.gateway = Gateway(
            GatewayOptions(node=node, default_tenant=TenantId("volta")),
            GatewayParts(
                storage=world.storage,
                desks=world.desks,
                world=world.parts,
                bus=world.bus,
                frames=world.frames,
                monotonic=world.loop.time,
            ),
        )
        world.loop.spawn(self.process, self._attend())

    async def _attend(self) -> None:
        self.gateway.attend()

    def admit(self, wire: Wire, knock: Knock, answer: asyncio.Future[Any]) -> None:
        """Somebody knocks; the answer is a line, a refusal, or None where it failed."""
        self._world.loop.spawn(self.process, self._admit(wire, knock, answer))

    async def _admit(self, wire: Wire, knock: Knock, answer: asyncio.Future[Any]) -> None:
        said: Any = None
        try:
            said = await self.gateway.door.open_to(knock)
        except Exception as failure:  # noqa: BLE001 - the library would answer 503
            self._world.monitor.failed("door", failure)
        if not answer.done():
            answer.set_result(wire.station if isinstance(said, Guest) else said)
        if not isinstance(said, Guest):
            return
        self.wires[wire] = None
        wire.node = self
        try:
            await self.gateway.welcome(wire.server, said, knock.source)
        except Exception as failure:  # noqa: BLE001 - the library would log it and close with 1011
            self._world.monitor.failed("line", failure)
        finally:
            self.wires.pop(wire, None)
            await wire.server.close(1011)

    def kill(self) -> None:
        """As by `kill -9`: nothing of it runs any more, and its peers see a reset."""
        self._world.loop.kill(self.process)
        for wire in tuple(self.wires):
            wire.reset()

    async def stop(self) -> None:
        """As by SIGTERM."""
        await self._world.loop.spawn(self.process, self.gateway.stop())
        self._world.loop.kill(self.process)
        for wire in tuple(self.wires):
            wire.reset()


class WorkerProcess:
    """One worker, from its start to its death."""

    def __init__(self, world: Any, life: int) -> None:
        self._world = world
        self.process = f"worker.{life}"
        storage, desks, clock = world.storage, world.desks, world.clock
        tenants = MemoryTenantsView(storage.database)
        rounds = Rounds(storage, desks, tenants, timedelta(minutes=2))
        self.relay = Relay(
            storage.outbox,
            lambda tenant: desks.tenant(storage.reaction_scope(tenant)),
            clock,
            world.bus,
            RelayOptions(poll_seconds=120.0),
        )
        slowed: Sequence[Any] = [
            replace(duty, every=max(duty.every, RHYTHM)) for duty in duties(rounds)
        ]
        self.timetable = Timetable(slowed)
        world.loop.spawn(self.process, self.relay.run())
        world.loop.spawn(self.process, self.timetable.run())

    def kill(self) -> None:
        """As by `kill -9`."""
        self._world.loop.kill(self.process)
