"""The relay: every event of the outbox meets its reactions, at least once.

- An event is done when all its commands were run, or refused by the domain's rules.
- What fails otherwise is tried again, later and later, also by a worker that has just started; at
  last it is parked, and says so. So is what brings down every worker that takes it up.
- One event's failure blocks no other, and stations do not wait for one another.
- Slow reactions, such as mails, keep nobody waiting for long: what a round has not begun when half
  of its lease is over is given back.
- It wakes when the bus says that something was committed, and looks by itself as well.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Coroutine, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any

import structlog

from application.desk import Desk
from application.ports.bus import Bus
from application.ports.stores import Outbox, StoredEvent
from application.ports.topics import OUTBOX
from application.ports.world import Clock
from application.reactions import reactions_to
from domain.aggregate import DomainEvent
from domain.errors import DomainError, NotFound, NotPossibleNow
from domain.identity import TenantId
from entrypoints.worker.gauges import Gauges, Ungauged
from entrypoints.worker.rounds import keep_up

log = structlog.get_logger("worker")

RETRIES = tuple(timedelta(seconds=s) for s in (1, 5, 15, 60, 300, 900, 3600, 3600, 3600))
"""How long an event waits after each failure. After the last it is parked."""

MOST_CLAIMS = 30
"""An event that was taken up so often, with neither an end nor a failure, brings workers down."""

PARKED_UNTIL = datetime(9999, 1, 1, tzinfo=UTC)

REFUSALS: Mapping[type[DomainError], str] = MappingProxyType(
    {
        NotFound: "what it is about was removed meanwhile",
        NotPossibleNow: "the state of things forbids it now",
    }
)
"""Answers, not failures: asking again would bring the same."""


class _BringsDownError(Exception):
    """The event was taken up again and again, and nobody lived to tell."""


Reactions = Callable[[DomainEvent], Iterable[Any]]


@dataclass(frozen=True, slots=True)
class RelayOptions:
    """How the relay works: events a round, rows of stations at once, and its seconds."""

    batch: int = 1_000
    at_once: int = 256
    lease_seconds: float = 60.0
    poll_seconds: float = 1.0
    linger_seconds: float = 0.02


@dataclass(slots=True)
class Relay:
    """Carries events from the outbox to their reactions, until it is cancelled."""

    outbox: Outbox
    desk_of: Callable[[TenantId], Desk]
    clock: Clock
    bus: Bus
    options: RelayOptions = field(default_factory=RelayOptions)
    gauges: Gauges = field(default_factory=Ungauged)
    reactions: Reactions = reactions_to

    async def run(self) -> None:
        """Work whenever there is something to do."""
        await keep_up(
            self.bus,
            (OUTBOX,),
            self._round,
            poll_seconds=self.options.poll_seconds,
            linger_seconds=self.options.linger_seconds,
            waits="events",
        )

    async def _round(self) -> bool:
        return await self.round() == self.options.batch

    async def round(self) -> int:
        """Claim events and let each meet its reactions; how many there were."""
        claimed = await self.outbox.claim(self.options.batch, self.options.lease_seconds)
        if not claimed:
            self.gauges.behind(timedelta(0))
            return 0
        self.gauges.behind(self.clock.now() - claimed[0].event.at)
        gate, desks = asyncio.Semaphore(self.options.at_once), _Desks(self.desk_of)
        loop, done, left = asyncio.get_running_loop(), list[int](), list[int]()
        enough = loop.time() + self.options.lease_seconds / 2

        async def one_after_another(row: list[StoredEvent]) -> None:
            async with gate:
                with desks.lent(row[0].event.tenant) as desk:
                    for stored in row:
                        if done and loop.time() > enough:
                            left.append(stored.number)
                        elif await self._reacted(stored, desk):
                            done.append(stored.number)

        await _all_or_none(map(one_after_another, _rows(claimed)))
        if done:
            await self.outbox.done(done)
        if left:
            await self.outbox.give_back(left)
        return len(claimed)

    async def _reacted(self, stored: StoredEvent, desk: Desk) -> bool:
        if stored.claims > MOST_CLAIMS:
            await self._failed(stored, _BringsDownError())
            return False
        try:
            await self._react(stored.event, desk)
        except Exception as failure:  # noqa: BLE001 - whatever it is, the others go on
            await self._failed(stored, failure)
            return False
        self.gauges.event(type(stored.event).__name__, "done")
        return True

    async def _react(self, event: DomainEvent, desk: Desk) -> None:
        for command in self.reactions(event):
            try:
                await desk.run(command)
            except tuple(REFUSALS) as refusal:
                log.info("reaction refused", reaction=type(command).__name__, why=str(refusal))

    async def _failed(self, stored: StoredEvent, failure: Exception) -> None:
        count = max(stored.claims, 1)
        parked = count > len(RETRIES)
        retry_at = PARKED_UNTIL if parked else self.clock.now() + RETRIES[count - 1]
        kind = type(stored.event).__name__
        # First, since where it cannot be noted the database is away, and a thousand events fail.
        await self.outbox.failed(stored.number, f"{type(failure).__name__}: {failure}", retry_at)
        log.error(
            "event parked: it is not tried again" if parked else "reaction failed, tried again",
            number=stored.number,
            kind=kind,
            tenant=stored.event.tenant,
            failures=count,
            exc_info=failure,
        )
        self.gauges.event(kind, "parked" if parked else "failed")


async def _all_or_none(rows: Iterable[Coroutine[Any, Any, None]]) -> None:
    """Wait for all of them; what one fails with ends the others, as it ends the round."""
    tasks = [asyncio.ensure_future(row) for row in rows]
    try:
        await asyncio.gather(*tasks)
    except BaseException:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        raise


class _Desks:
    """The desks of one round, lent to one row of events after another."""

    __slots__ = ("_desk_of", "_free")

    def __init__(self, desk_of: Callable[[TenantId], Desk]) -> None:
        self._desk_of = desk_of
        self._free: defaultdict[TenantId, list[Desk]] = defaultdict(list)

    @contextmanager
    def lent(self, tenant: TenantId) -> Iterator[Desk]:
        """A desk that remembers nothing: the events of a row were all committed before it reads."""
        free = self._free[tenant]
        desk = free.pop() if free else self._desk_of(tenant)
        try:
            yield desk
        finally:
            desk.forget()
            free.append(desk)


def _rows(claimed: Iterable[StoredEvent]) -> list[list[StoredEvent]]:
    """What must stay in order: the events of one station; of the rest, those of one tenant."""
    rows: dict[tuple[str, object], list[StoredEvent]] = {}
    for stored in claimed:
        station = getattr(stored.event, "station", None)
        rows.setdefault((stored.event.tenant, station), []).append(stored)
    return list(rows.values())
