"""What goes wrong with the database, while the weather is bad: a table of faults and their odds."""

import asyncio
from typing import Any

from tests.simulation.chance import Chance
from tests.simulation.loop import PROCESS

from adapters.memory import Attempt


class DatabaseAwayError(Exception):
    """As a driver says it: the connection broke."""


ODDS = {"fails": 0.008, "slow": 0.03, "killed": 0.0015}
"""A commit, before or after it took effect: fails, is slow, or never returns for its process dies.

Failing afterwards is the unknown result: all is written, and nobody knows.
"""

WORKER_MULTIPLE = 8
"""A worker commits rarely: its faults come more often, that its retries are tried at all."""

STUCK = 0.004
"""Odds that a station's commit takes very long, and its line does not last so long."""

OUTAGES_EVERY, OUTAGE_LASTS = 4 * 3600.0, 400.0


class DatabaseFaults:
    """Hooks around every commit."""

    def __init__(self, world: Any, seed: int) -> None:
        self._world = world
        self._chance = Chance(seed, "database")
        self.away = False

    async def before_commit(self, attempt: Attempt) -> None:
        """Nothing is written yet."""
        if not self._world.stormy:
            return
        if self.away:
            await asyncio.sleep(self._chance.uniform(0, 2))
            raise DatabaseAwayError("no connection")
        await self._maybe()
        if attempt.link is not None and self._chance.happens(STUCK):
            # Whoever waits too long often loses his line as well, and comes again at once.
            await asyncio.sleep(self._chance.uniform(0, 3))
            self._world.network.lose_line_of(attempt.tenant, attempt.link.station)
            await asyncio.sleep(self._chance.uniform(0, 40))

    async def after_commit(self, attempt: Attempt) -> None:
        """All is written."""
        self._world.monitor.committed(attempt)
        if self._world.stormy:
            await self._maybe()

    async def _maybe(self) -> None:
        roll = self._chance.random()
        if PROCESS.get().startswith("worker"):
            roll /= WORKER_MULTIPLE
        if roll < ODDS["killed"]:
            self._world.kill(PROCESS.get())
            await asyncio.sleep(0)  # from which a killed process never returns
        elif roll < ODDS["killed"] + ODDS["fails"]:
            raise DatabaseAwayError("the connection broke")
        elif roll < sum(ODDS.values()):
            await asyncio.sleep(self._chance.uniform(0.005, 3))

    async def outages(self) -> None:
        """From time to time it is away for minutes."""
        while True:
            await asyncio.sleep(self._chance.lasting(OUTAGES_EVERY))
            self.away = True
            await asyncio.sleep(self._chance.lasting(OUTAGE_LASTS))
            self.away = False
