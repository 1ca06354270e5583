"""How long a process lives: until a signal, or until its supervisor is gone."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, TypeVar

import uvloop

Answer = TypeVar("Answer")

STOPS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


SAME_SECONDS = 1.0
"""A signal so soon after the first is the same one, sent to the process and to its group."""


class Life:
    """`stopping` is set by the first signal to stop; a later one ends the process at once.

    Args:
        supervised: whether the end of standard input means that the supervisor died.
        at_once: called by the second signal, before the process ends.
    """

    def __init__(
        self, *, supervised: bool = False, at_once: Callable[[], object] | None = None
    ) -> None:
        self.stopping = asyncio.Event()
        self._at_once = at_once
        self._told_at = 0.0
        loop = asyncio.get_running_loop()
        for number in STOPS:
            if signal.getsignal(number) is not signal.SIG_IGN:  # nohup wants it to go on
                loop.add_signal_handler(number, self._told, number)
        if supervised:
            loop.add_reader(sys.stdin.fileno(), self._hear_supervisor)

    def _told(self, number: int) -> None:
        if not self.stopping.is_set():
            self._told_at = time.monotonic()
        elif time.monotonic() - self._told_at > SAME_SECONDS:
            if self._at_once is not None:
                self._at_once()
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)
        self.stopping.set()

    def _hear_supervisor(self) -> None:
        with suppress(OSError):
            if os.read(sys.stdin.fileno(), 1024):
                return
        asyncio.get_running_loop().remove_reader(sys.stdin.fileno())
        self.stopping.set()


def live(main: Coroutine[Any, Any, Answer]) -> Answer:
    """Run a process's main coroutine on uvloop."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(main)
