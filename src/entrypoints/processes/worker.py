"""The worker process: reactions and timetables."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta

from adapters.persistence import (
    FRAMES,
    READINGS,
    PostgresOutbox,
    PostgresStorage,
    drop_expired,
    ensure_partitions,
)
from adapters.persistence.observing import standing
from adapters.persistence.partitions import Partitioned
from adapters.persistence.remembered import PostgresRememberedAnswers
from application.ports.bus import Bus
from application.ports.stores import Storage
from application.ports.world import Clock
from application.views.bundle import Views
from entrypoints.processes.metrics import CommitCounts, WorkerGauges
from entrypoints.settings import Retention, Settings
from entrypoints.wiring.handlers import Desks, World
from entrypoints.wiring.runtime import open_runtime
from entrypoints.worker import RelayOptions, Worker, WorkerParts
from entrypoints.worker.duties import HOUR, SECOND, Upkeep

HANDLED_KEPT = timedelta(days=7)
"""So long events stay after their reactions: live updates and the event list read them."""

ANSWER_MARGIN = timedelta(seconds=30)


@asynccontextmanager
async def running(settings: Settings, *, shared_port: bool) -> AsyncIterator[str]:  # noqa: ARG001
    """See `entrypoints.processes.roles.Role`."""
    async with open_runtime(settings, CommitCounts()) as runtime:
        storage, gauges = await runtime.get(PostgresStorage), WorkerGauges()
        world = await runtime.get(World)
        parts = WorkerParts(
            storage=await runtime.get(Storage),  # type: ignore[type-abstract]
            views=await runtime.get(Views),  # type: ignore[type-abstract]
            desks=await runtime.get(Desks),
            world=world,
            bus=await runtime.get(Bus),  # type: ignore[type-abstract]
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


def upkeep(
    storage: PostgresStorage, clock: Clock, retention: Retention, gauges: WorkerGauges
) -> Sequence[Upkeep]:
    """What the database wants done from time to time."""
    database = storage.database

    async def make_partitions() -> object:
        return await ensure_partitions(database, clock.now())

    async def drop_frames() -> object:
        return await _drop(FRAMES, retention.frames_days)

    async def drop_readings() -> object:
        return await _drop(READINGS, retention.readings_days)

    async def _drop(table: Partitioned, days: int | None) -> object:
        if days is None:
            return ()
        return await drop_expired(database, table, clock.now() - timedelta(days=days))

    async def prune_outbox() -> int:
        outbox = storage.outbox
        assert isinstance(outbox, PostgresOutbox)  # noqa: S101 - of PostgresStorage
        return await outbox.prune(clock.now() - HANDLED_KEPT)

    async def forget_answers() -> int:
        return await PostgresRememberedAnswers(database, clock).forget_expired()

    async def tell_standing() -> None:
        gauges.standing(await standing(database, clock.now()))

    return (
        Upkeep("make partitions", 6 * HOUR, make_partitions),
        Upkeep("drop old frames", HOUR, drop_frames),
        Upkeep("drop old readings", HOUR, drop_readings),
        Upkeep("prune the outbox", HOUR / 4, prune_outbox),
        Upkeep("forget remembered answers", HOUR / 4, forget_answers),
        Upkeep("tell how things stand", 10 * SECOND, tell_standing),
    )
