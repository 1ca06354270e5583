"""The worker process: reactions and timetables."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from adapters.persistence import PostgresStorage
from application.ports.bus import Bus
from application.ports.stores import Storage
from application.views.bundle import Views
from entrypoints.processes.metrics import CommitCounts, WorkerGauges
from entrypoints.processes.upkeep import upkeep
from entrypoints.settings import Settings
from entrypoints.wiring.handlers import Desks, World
from entrypoints.wiring.runtime import open_runtime
from entrypoints.worker import RelayOptions, Worker, WorkerParts

ANSWER_MARGIN = timedelta(seconds=30)


@asynccontextmanager
async def running(settings: Settings, *, shared_port: bool) -> AsyncIterator[str]:  # noqa: ARG001 - every role is asked alike
    """See `entrypoints.processes.roles.Role`."""
    async with open_runtime(settings, CommitCounts()) as runtime:
        storage, gauges = await runtime.get(PostgresStorage), WorkerGauges()
        world = await runtime.get(World)
        parts = WorkerParts(
            storage=await runtime.get(Storage),
            views=await runtime.get(Views),
            desks=await runtime.get(Desks),
            world=world,
            bus=await runtime.get(Bus),
            gauges=gauges,
            upkeep=upkeep(storage, world.clock, settings.retention, gauges),
        )
        options = RelayOptions(batch=settings.worker.batch)
        answer_within = settings.gateway.call_timeout + ANSWER_MARGIN
        worker = Worker(parts, options, answer_within, settings.worker.settle_after)
        await worker.start()
        try:
            yield "reacting to events, keeping the timetables"
        finally:
            await worker.stop()
