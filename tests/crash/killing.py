"""What is killed, and how: the server at random moments and at named points, PostgreSQL at random.

The server is started again at once, as a supervisor would; PostgreSQL by its own adapter, which
recovers it. Every death is counted, so that a drill in which nothing died cannot pass.
"""

import asyncio
import os
import signal
import sys
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests import other_postgres

from adapters.embedded_postgres import EmbeddedPostgres
from adapters.persistence.writing.faults import POINTS

other_postgres.adopt_from()

STARTS_WITHIN = 300.0
"""Seconds; a drill in the background of a busy machine gets little of it."""
FARTHEST_VISIT = 60
"""Visits of a fault point after which an armed server dies at the latest."""

OUTLIVED = 30.0
"""Seconds after which a server that has not come by its point so often is killed all the same."""


@dataclass
class Server:
    """The node process, through all its lives."""

    url: str
    port: int
    log: Path
    process: asyncio.subprocess.Process | None = None
    point: str = "none"
    """Where it dies once it is armed."""

    async def start(self, point: str = "none", visits: int = 0) -> None:
        self.point = point
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "tests.crash.node",
                self.url, str(self.port), point, str(visits),
                stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=log,
            )  # fmt: skip
        assert self.process.stdout is not None
        async with asyncio.timeout(STARTS_WITHIN):
            line = await self.process.stdout.readline()
        if line != b"listening\n" and self.process.returncode is None:
            # It may have died at its point before it could say so: that is a death like any other.
            await self.process.wait()

    def arm(self) -> None:
        assert self.process is not None
        with suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGUSR1)

    async def kill(self) -> None:
        assert self.process is not None
        with suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGKILL)
        await self.process.wait()

    async def end(self) -> None:
        """Kill it if there is one, whatever it waits for."""
        if self.process is not None:
            await self.kill()

    async def dead(self, within: float) -> bool:
        """Whether it has died by itself in time."""
        assert self.process is not None
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                await self.process.wait()
                return True
        return False


def postgres_processes(pid: int) -> list[int]:
    """The postmaster and its children, as /proc tells them."""
    found = [pid]
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError, IndexError):
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
                if int(fields[1]) == pid:
                    found.append(int(entry.name))
    return found


@dataclass
class Reaper:
    """Kills until its lists are done."""

    server: Server
    postgres: EmbeddedPostgres
    random: Random
    deaths: Counter[str] = field(default_factory=Counter)
    _points: list[str] = field(default_factory=list)

    async def work(self, kills: int, pause: tuple[float, float]) -> None:
        """`kills` deaths of the server at each kind of moment together, and of PostgreSQL."""
        plan = ["postgres"] * kills
        plan += [("random", *POINTS)[number % (len(POINTS) + 1)] for number in range(kills)]
        self.random.shuffle(plan)
        self._points = [how for how in plan if how in POINTS]
        for how in plan:
            await asyncio.sleep(self.random.uniform(*pause))
            died = how
            if how == "postgres":
                await self._kill_postgres()
            elif how == "random":
                await self.server.kill()
                await self._start_again()
            else:
                died = await self._kill_at(how)
            self.deaths[died] += 1

    async def _kill_at(self, point: str) -> str:
        """The server is armed if it is one that dies at the point, else replaced by one first."""
        if self.server.point != point:
            await self.server.kill()
            await self._start_again()
        self.server.arm()
        died_there = await self.server.dead(OUTLIVED)
        await self.server.kill()
        self._points.remove(point)
        await self._start_again()
        return point if died_there else "outlived its point"

    async def _start_again(self) -> None:
        """As the server that dies next at a point of its own."""
        point = next(iter(self._points), "none")
        await self.server.start(point, self.random.randint(1, FARTHEST_VISIT))

    async def _kill_postgres(self) -> None:
        running = await asyncio.to_thread(self.postgres.running)
        assert running is not None
        for pid in postgres_processes(running.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        await asyncio.to_thread(self.postgres.start)
