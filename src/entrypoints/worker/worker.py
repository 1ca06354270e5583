"""One worker: the relay, the collector and the timetable, between `start` and `stop`."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import structlog

from application.ports.bus import Bus
from application.ports.stores import Storage
from application.views.bundle import Views
from entrypoints.wiring.handlers import Desks, World
from entrypoints.worker.collector import Collector
from entrypoints.worker.duties import SETTLE_AFTER, Rounds, Upkeep, duties
from entrypoints.worker.gauges import Gauges, Ungauged
from entrypoints.worker.relay import Relay, RelayOptions
from entrypoints.worker.timetable import Timetable

log = structlog.get_logger("worker")


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerParts:
    """What a worker works with."""

    storage: Storage
    views: Views
    desks: Desks
    world: World
    bus: Bus
    gauges: Gauges = field(default_factory=Ungauged)
    upkeep: Sequence[Upkeep] = ()


class Worker:
    """Relays events, looks after payments and keeps the timetable."""

    def __init__(
        self,
        parts: WorkerParts,
        options: RelayOptions,
        answer_within: timedelta,
        settle_after: timedelta = SETTLE_AFTER,
    ) -> None:
        rounds = Rounds(
            parts.storage,
            parts.desks,
            parts.views.platform().tenants,
            answer_within,
            settle_after,
        )
        self.relay = Relay(
            parts.storage.outbox,
            lambda tenant: parts.desks.tenant(parts.storage.reaction_scope(tenant)),
            parts.world.clock,
            parts.bus,
            options,
            parts.gauges,
        )
        self.collector = Collector(
            parts.storage,
            lambda tenant: parts.desks.tenant(parts.storage.scope(tenant)),
            parts.world.clock,
            parts.bus,
        )
        self.timetable = Timetable(duties(rounds, parts.upkeep), parts.gauges)
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Begin; returns at once."""
        self._tasks = [
            asyncio.create_task(self.relay.run(), name="relay"),
            asyncio.create_task(self.collector.run(), name="collector"),
            asyncio.create_task(self.timetable.run(), name="timetable"),
        ]

    async def stop(self) -> None:
        """End; what was under way is begun again by whoever takes it up next."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
