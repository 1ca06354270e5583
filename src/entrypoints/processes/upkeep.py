"""What the database wants done from time to time: a table of upkeep, each with its rhythm."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from adapters.persistence import (
    FRAMES,
    READINGS,
    DepartedWriters,
    PostgresOutbox,
    PostgresStorage,
    drop_expired,
    ensure_partitions,
)
from adapters.persistence.housekeeping import (
    NOTICES,
    ORDERS,
    REPORTS,
    SHOWN_COSTS,
    prune,
    prune_parked,
)
from adapters.persistence.observing import standing
from adapters.persistence.partitions import Partitioned
from adapters.persistence.remembered import PostgresRememberedAnswers
from application.ports.world import Clock
from entrypoints.processes.metrics import WorkerGauges
from entrypoints.settings import Retention
from entrypoints.worker.duties import HOUR, SECOND, Upkeep

DAY = 24 * HOUR

HANDLED_KEPT = timedelta(days=7)
"""So long events stay after their reactions: live updates and the event list read them."""

PARKED_KEPT = timedelta(days=400)
"""So long events stay that were given up, for somebody to look at."""

NOTICES_KEPT = timedelta(days=90)
"""So long a provider's notice is known; they repeat one for days."""

SHOWN_KEPT = timedelta(days=7)
"""So long it is known what a driver was shown of a session that is over."""

UNFINISHED_KEPT = timedelta(days=1)
"""So long a station may take to tell a whole report of its settings."""


def upkeep(
    storage: PostgresStorage, clock: Clock, retention: Retention, gauges: WorkerGauges
) -> Sequence[Upkeep]:
    """The table."""
    house = _House(storage, clock, retention, gauges, DepartedWriters(storage.database))
    return (
        Upkeep("make partitions", 6 * HOUR, house.make_partitions),
        Upkeep("drop old frames", HOUR, house.drop_frames),
        Upkeep("drop old readings", HOUR, house.drop_readings),
        Upkeep("prune the outbox", HOUR / 4, house.prune_outbox),
        Upkeep("prune events given up", DAY, house.prune_given_up),
        Upkeep("prune orders", DAY, house.prune_orders),
        Upkeep("prune unfinished reports", DAY, house.prune_reports),
        Upkeep("prune providers' notices", DAY, house.prune_notices),
        Upkeep("prune shown costs", DAY, house.prune_shown_costs),
        Upkeep("prune departed writers", HOUR, house.prune_writers),
        Upkeep("forget remembered answers", HOUR / 4, house.forget_answers),
        Upkeep("tell how things stand", 10 * SECOND, house.tell_standing),
    )


@dataclass(frozen=True, slots=True)
class _House:
    storage: PostgresStorage
    clock: Clock
    retention: Retention
    gauges: WorkerGauges
    departed: DepartedWriters

    async def make_partitions(self) -> object:
        return await ensure_partitions(self.storage.database, self.clock.now())

    async def drop_frames(self) -> object:
        return await self._drop(FRAMES, self.retention.frames_days)

    async def drop_readings(self) -> object:
        return await self._drop(READINGS, self.retention.readings_days)

    async def _drop(self, table: Partitioned, days: int | None) -> object:
        if days is None:
            return ()
        keep_since = self.clock.now() - timedelta(days=days)
        return await drop_expired(self.storage.database, table, keep_since)

    async def prune_outbox(self) -> int:
        outbox = self.storage.outbox
        assert isinstance(outbox, PostgresOutbox)  # noqa: S101 - of PostgresStorage
        return await outbox.prune(self.clock.now() - HANDLED_KEPT)

    async def prune_given_up(self) -> int:
        return await prune_parked(self.storage.database, self.clock.now() - PARKED_KEPT)

    async def prune_orders(self) -> int:
        before = self.clock.now() - timedelta(days=self.retention.orders_days)
        return await prune(self.storage.database, ORDERS, before)

    async def prune_reports(self) -> int:
        before = self.clock.now() - UNFINISHED_KEPT
        return await prune(self.storage.database, REPORTS, before)

    async def prune_notices(self) -> int:
        before = self.clock.now() - NOTICES_KEPT
        return await prune(self.storage.database, NOTICES, before)

    async def prune_shown_costs(self) -> int:
        before = self.clock.now() - SHOWN_KEPT
        return await prune(self.storage.database, SHOWN_COSTS, before)

    async def prune_writers(self) -> int:
        return await self.departed.prune(self.clock.now())

    async def forget_answers(self) -> int:
        remembered = PostgresRememberedAnswers(self.storage.database, self.clock)
        return await remembered.forget_expired()

    async def tell_standing(self) -> None:
        self.gauges.standing(await standing(self.storage.database, self.clock.now()))
