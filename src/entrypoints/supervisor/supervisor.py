"""Keeps programs running, and stops them in order.

- A program that ends by itself is started again, ever more patiently.
- One that refuses to start (its configuration is wrong) stops everything, with its exit code.
- A stop asks the programs in their order, each order within the grace time, then kills.
"""

import asyncio
from collections.abc import Sequence
from itertools import groupby

from entrypoints.supervisor.program import Kept, Program, Says

NAME = "supervisor"


class Supervisor:
    """Programs as one.

    Args:
        programs: what to keep running.
        grace: seconds that all of them together may take to stop.
        say: prints what they say, and what becomes of them.
    """

    def __init__(self, programs: Sequence[Program], grace: float, say: Says) -> None:
        self.kept = [Kept(program, say) for program in programs]
        self._grace = grace
        self._say = say

    async def run(self, stopping: asyncio.Event) -> int:
        """Keep them running until `stopping` is set or one refuses to start; the exit code."""
        lives = {asyncio.create_task(kept.run(), name=kept.program.name): kept
                 for kept in self.kept}  # fmt: skip
        stop = asyncio.create_task(stopping.wait())
        try:
            await asyncio.wait({stop, *lives}, return_when=asyncio.FIRST_COMPLETED)
            refused = [lives[life] for life in lives if life.done()]
            for kept in refused:
                self._say(NAME, f"{kept.program.name} refuses to start; stopping everything")
        finally:
            stop.cancel()
            await self._stop_in_order(lives)
        return next((kept.code for kept in refused if kept.code), 0)

    def kill(self) -> None:
        """End everything at once."""
        for kept in self.kept:
            kept.kill()

    async def _stop_in_order(self, lives: dict["asyncio.Task[None]", Kept]) -> None:
        until = asyncio.get_running_loop().time() + self._grace
        in_order = sorted(lives, key=lambda life: lives[life].program.stops)
        for _, group in groupby(in_order, key=lambda life: lives[life].program.stops):
            turn = list(group)
            for life in turn:
                lives[life].stop()
            left = max(until - asyncio.get_running_loop().time(), 0.1)
            _, late = await asyncio.wait(turn, timeout=left)
            for life in late:
                name = lives[life].program.name
                self._say(NAME, f"{name} did not stop within {self._grace:g} s and is killed")
                lives[life].kill()
            await asyncio.wait(turn)
