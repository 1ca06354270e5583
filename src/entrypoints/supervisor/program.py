"""One program that is kept running: started, listened to, started again, stopped."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

Says = Callable[[str, str], None]
"""Prints a line of the program with that name."""

PAUSES = (0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
"""Seconds before a program that ended by itself is started again; one that lived for
`SETTLED_SECONDS` begins at the first again."""

SETTLED_SECONDS = 30.0
REFUSES_TO_START = frozenset({os.EX_CONFIG, os.EX_USAGE})
"""Exit codes of a program that will not start however often it is tried."""

LONGEST_LINE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Program:
    """What to run. Its standard input is a pipe that closes when the supervisor dies."""

    name: str
    argv: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    stops: int = 0
    """Programs with a lower number are stopped before those with a higher."""


@dataclass(slots=True)
class Kept:
    """A program that is kept running."""

    program: Program
    say: Says
    starts: int = 0
    code: int | None = None
    """How it ended last."""
    _process: asyncio.subprocess.Process | None = None
    _stopping: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def pid(self) -> int | None:
        """Of the running process."""
        alive = self._process is not None and self._process.returncode is None
        return self._process.pid if self._process is not None and alive else None

    async def run(self) -> None:
        """Keep it running until it is stopped, or refuses to start."""
        failures = 0
        while not self._stopping.is_set():
            began = time.monotonic()
            self.code = await self._live()
            if self._stopping.is_set() or self.code in REFUSES_TO_START:
                return
            failures = 0 if time.monotonic() - began > SETTLED_SECONDS else failures + 1
            pause = PAUSES[min(failures, len(PAUSES) - 1)]
            self.say(self.program.name, f"{_ended(self.code)}; starting again in {pause:g} s")
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._stopping.wait()

    async def _live(self) -> int:
        """One life, from start to end; its exit code."""
        try:
            process = await asyncio.create_subprocess_exec(
                *self.program.argv,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.STDOUT,
                limit=LONGEST_LINE,
                env={**os.environ, **self.program.environment},
                # Ctrl-C in a terminal reaches the supervisor alone, which stops us in order.
                start_new_session=True,
            )
        except OSError as error:
            self.say(self.program.name, f"cannot be started: {error}")
            return os.EX_OSERR
        self._process = process
        self.starts += 1
        if self._stopping.is_set():  # stopped while it was being started
            self.signal(signal.SIGTERM)
        await self._repeat_what_it_says(process)
        return await process.wait()

    async def _repeat_what_it_says(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None  # noqa: S101 - we asked for the pipe
        while True:
            try:
                line = await process.stdout.readuntil(b"\n")
            except asyncio.IncompleteReadError as end:
                if end.partial:
                    self.say(self.program.name, _text(end.partial))
                return
            except asyncio.LimitOverrunError as overrun:
                line = await process.stdout.readexactly(overrun.consumed)
            self.say(self.program.name, _text(line))

    def signal(self, number: int) -> None:
        """Send a signal, if it runs."""
        if self._process is not None and self._process.returncode is None:
            with suppress(ProcessLookupError):
                self._process.send_signal(number)

    def stop(self) -> None:
        """Ask it to end, and do not start it again."""
        self._stopping.set()
        self.signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once."""
        self._stopping.set()
        self.signal(signal.SIGKILL)


def this_program(*words: str) -> tuple[str, ...]:
    """The command line of open-csms itself, with other words."""
    return (sys.executable, "-m", "entrypoints.cli", *words)


def _text(line: bytes) -> str:
    return line.decode(errors="replace").rstrip("\r\n")


def _ended(code: int) -> str:
    if code >= 0:
        return f"ended with code {code}"
    try:
        return f"was ended by {signal.Signals(-code).name}"
    except ValueError:
        return f"was ended by signal {-code}"
