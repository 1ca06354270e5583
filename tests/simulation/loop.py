"""An event loop whose clock jumps to the next timer: a simulated day costs what happens in it.

There is no I/O and no thread. The order of callbacks is asyncio's own: first come, first served,
timers by their time. A *process* is a context variable: whatever runs in the context of a dead
one never runs again, as after `kill -9`; not even its `finally` blocks.
"""

import asyncio
import heapq
from asyncio import base_events
from collections import deque
from collections.abc import Callable, Coroutine
from contextvars import ContextVar, copy_context
from datetime import UTC, datetime, timedelta
from typing import Any

from application.ports.world import Clock

EPOCH = datetime(2026, 3, 28, 6, 0, tzinfo=UTC)
"""A Saturday; the clocks of Europe change in the night that follows."""

PROCESS: ContextVar[str] = ContextVar("process", default="")
"""Which process the present callback belongs to; empty is the world outside."""


class NothingLeftError(RuntimeError):
    """Everybody waits, and nothing is due: a deadlock."""


class VirtualLoop(base_events.BaseEventLoop):
    """asyncio without waiting."""

    def __init__(self) -> None:
        super().__init__()
        self._seconds = 0.0
        self._dead: set[str] = set()
        self._frozen: deque[asyncio.Handle] = deque()
        self._tasks: dict[asyncio.Task[Any], None] = {}
        self.troubles: list[dict[str, Any]] = []
        self.set_task_factory(self._keep)
        self.set_exception_handler(lambda _, context: self.troubles.append(context))

    def time(self) -> float:
        """Virtual seconds since the loop was made."""
        return self._seconds

    # Processes.

    def spawn(self, process: str, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Run `work` as a part of that process; what it starts belongs to it as well."""
        context = copy_context()
        context.run(PROCESS.set, process)
        return self.create_task(work, context=context)

    def kill(self, process: str) -> None:
        """Nothing of that process runs any more. Its name may not be used again."""
        self._dead.add(process)

    def bury(self) -> None:
        """After the end: let every task run out, so that none is destroyed while pending."""
        self._dead.clear()
        self._ready.extend(self._frozen)
        self._frozen.clear()
        for _ in range(20):
            pending = [task for task in self._tasks if not task.done()]
            if not pending:
                return
            for task in pending:
                task.cancel()
            self.run_until_complete(_all_of(pending))

    def _keep(self, _loop: Any, work: Coroutine[Any, Any, Any], **more: Any) -> asyncio.Task[Any]:
        task = asyncio.Task(work, loop=self, **more)
        self._tasks[task] = None  # asyncio itself holds tasks weakly
        task.add_done_callback(self._let_go)
        return task

    def _let_go(self, task: asyncio.Task[Any]) -> None:
        self._tasks.pop(task, None)

    # What asyncio asks of a loop.

    def _run_once(self) -> None:
        ready, scheduled = self._ready, self._scheduled
        while scheduled and scheduled[0]._cancelled:
            heapq.heappop(scheduled)._scheduled = False
        if not ready:
            if not scheduled:
                raise NothingLeftError(f"nothing is due after {self._seconds:.3f} s")
            self._seconds = max(self._seconds, scheduled[0]._when)
        while scheduled and scheduled[0]._when <= self._seconds:
            timer = heapq.heappop(scheduled)
            timer._scheduled = False
            ready.append(timer)
        for _ in range(len(ready)):
            handle = ready.popleft()
            if handle._cancelled:
                continue
            if self._dead and handle._context.get(PROCESS) in self._dead:
                self._frozen.append(handle)
                continue
            handle._run()

    def _process_events(self, event_list: Any) -> None:
        """There are none."""

    def _write_to_self(self) -> None:
        """Nobody sleeps."""


async def _all_of(tasks: list[asyncio.Task[Any]]) -> None:
    """Wait until they are done, for a bounded virtual time."""
    await asyncio.wait(tasks, timeout=3600)


class VirtualClock(Clock):
    """The servers' time: the loop's, counted from EPOCH."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds = seconds

    def now(self) -> datetime:
        """Now, in UTC."""
        return EPOCH + timedelta(seconds=self._seconds())
