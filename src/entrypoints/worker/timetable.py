"""What is done by the clock: a table of duties, each with its own rhythm.

A duty that fails is told and comes again in its turn; one that hangs is ended, and blocks nobody.
Every duty may run in several workers at once: it only brings closer what the stores say.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import structlog

from entrypoints.worker.gauges import Gauges, Ungauged

log = structlog.get_logger("worker")

LONGEST = timedelta(minutes=10)
"""A duty that takes longer hangs."""


@dataclass(frozen=True, slots=True)
class Duty:
    """Something to be done again and again; its answer, if it counts something, is logged."""

    name: str
    every: timedelta
    act: Callable[[], Awaitable[object]]
    at_once: bool = True
    """Whether it is done when the worker starts, not only after the first interval."""


@dataclass(slots=True)
class Timetable:
    """Runs duties beside one another, until it is cancelled."""

    duties: Sequence[Duty]
    gauges: Gauges = field(default_factory=Ungauged)
    longest: timedelta = LONGEST

    async def run(self) -> None:
        """Do everything in its turn."""
        async with asyncio.TaskGroup() as group:
            for duty in self.duties:
                group.create_task(self._keep(duty), name=duty.name)

    async def _keep(self, duty: Duty) -> None:
        if not duty.at_once:
            await asyncio.sleep(duty.every.total_seconds())
        while True:
            await self.do(duty)
            await asyncio.sleep(duty.every.total_seconds())

    async def do(self, duty: Duty) -> None:
        """Do it once; whatever goes wrong is told, not raised."""
        began = time.monotonic()
        try:
            async with asyncio.timeout(self.longest.total_seconds()):
                count = await duty.act()
        except Exception as failure:  # noqa: BLE001 - it comes again
            log.warning("duty failed", duty=duty.name, why=f"{type(failure).__name__}: {failure}")
            self.gauges.duty(duty.name, "failed", time.monotonic() - began)
            return
        self.gauges.duty(duty.name, "done", time.monotonic() - began)
        if count:
            log.debug("duty done", duty=duty.name, count=count)
