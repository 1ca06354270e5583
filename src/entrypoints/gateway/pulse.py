"""Are they still there? One task asks all stations of a node, each once an interval.

The library has a task, a timer and three futures for each connection: over a kilobyte that an idle
station would cost for that alone.
"""

import asyncio
from typing import Protocol

TURNS = 61
"""So many groups of lines, asked one after another, lest all are asked at once. A prime: memory
addresses, by which lines are put into groups, are multiples of small numbers."""


class Line(Protocol):
    """What can be asked."""

    @property
    def lapsed(self) -> bool:
        """Whether it has not answered since it was asked."""
        ...

    def ask(self) -> None:
        """Send a ping."""
        ...

    async def let_go(self) -> None:
        """Close it, however the other end behaves."""
        ...


class Pulse:
    """Of one node; `interval` in seconds between two questions, and for an answer."""

    def __init__(self, interval: float) -> None:
        self._pause = interval / TURNS
        self._groups: tuple[set[Line], ...] = tuple(set() for _ in range(TURNS))
        self._partings: set[asyncio.Task[None]] = set()

    def enter(self, line: Line) -> None:
        """Ask this one too; the first time within an interval."""
        self._group(line).add(line)

    def leave(self, line: Line) -> None:
        """It is closed."""
        self._group(line).discard(line)

    async def beat(self) -> None:
        """Ask until cancelled."""
        while True:
            for group in self._groups:
                await asyncio.sleep(self._pause)
                for line in tuple(group):
                    self._ask(line)

    def _ask(self, line: Line) -> None:
        if not line.lapsed:
            line.ask()
            return
        self.leave(line)
        parting = asyncio.get_running_loop().create_task(line.let_go())
        self._partings.add(parting)
        parting.add_done_callback(self._partings.discard)

    def _group(self, line: Line) -> set[Line]:
        return self._groups[(id(line) >> 4) % TURNS]
