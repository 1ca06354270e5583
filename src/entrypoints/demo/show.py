"""The demonstration as one sees it: progress, where everything is, and what happens now."""

import asyncio
import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace

from rich.console import Console
from rich.status import Status

from adapters.persistence.writing.observer import NoObserver
from entrypoints.demo import board
from entrypoints.demo.furnishing import DRIVERS, Furnished, furnish
from entrypoints.demo.keepsakes import Keepsakes
from entrypoints.demo.look import Look
from entrypoints.settings import Settings
from entrypoints.supervisor import Installation, Program, Says, Supervisor, this_program
from entrypoints.wiring.runtime import open_runtime

LEVEL = "OPEN_CSMS_LOG_LEVEL"
LOOK_SECONDS = 2.0
VERSIONS = "1.6,2.0.1,2.1"


@dataclass(slots=True)
class Demonstration:
    """An installation with a furnished operator and simulated stations.

    Attributes:
        say: prints what the processes say.
        on_supervised: gets the supervisor as soon as there is one.
    """

    settings: Settings
    console: Console
    say: Says
    on_supervised: Callable[[Supervisor], None] = field(default=lambda _: None)
    _status: Status | None = None
    _began: float = field(default_factory=time.monotonic)

    async def run(self, stopping: asyncio.Event) -> int:
        """Show it until `stopping` is set; the exit code."""
        quiet = {} if os.environ.get(LEVEL) else {LEVEL: "warning"}
        installation = Installation(self.settings, self.say, environment=quiet)
        with self.console.status("Starting") as self._status:
            async with installation.prepared(self._tell):
                self._tell("Furnishing the demonstration")
                async with open_runtime(self.settings, NoObserver()) as runtime:
                    furnished = await furnish(runtime, self.settings)
                if stopping.is_set():
                    return 0
                further = (self._stations(furnished),) if furnished.simulated else ()
                supervisor = replace(installation, further=further).supervisor()
                self.on_supervised(supervisor)
                return await self._perform(supervisor, furnished, stopping)

    async def _perform(
        self, supervisor: Supervisor, furnished: Furnished, stopping: asyncio.Event
    ) -> int:
        running = asyncio.create_task(supervisor.run(stopping))
        showing = asyncio.create_task(self._show(furnished))
        ending = asyncio.create_task(stopping.wait())
        try:
            await asyncio.wait({running, ending, showing}, return_when=asyncio.FIRST_COMPLETED)
            if showing.done():
                showing.result()
        finally:
            showing.cancel()
            ending.cancel()
            stopping.set()
            self._tell("Stopping: the stations first, the database last")
            with suppress(asyncio.CancelledError):
                await showing
        return await running

    async def _show(self, furnished: Furnished) -> None:
        self._tell("Starting gateway, API and worker")
        look = Look(self.settings.api.address, furnished.key)
        await look.until_ready()
        seconds = time.monotonic() - self._began
        url = self._stations_url(furnished)
        board.show(self.console, self.settings, furnished, url, seconds)
        told = False
        while True:
            line = await look.summary()
            if line is not None and (self.console.is_terminal or not told):
                self._tell(line)
                told = " 0 charging" not in line
            await asyncio.sleep(LOOK_SECONDS)

    def _tell(self, step: str) -> None:
        """On a terminal in the status line; elsewhere a line of its own."""
        if self._status is not None:
            self._status.update(step)
        if not self.console.is_terminal:
            self.console.print(step)

    def _stations(self, furnished: Furnished) -> Program:
        words = [
            "simulate", "--supervised", "--lively",
            "--stations", str(len(furnished.simulated)), "--ocpp", VERSIONS,
            "--url", self._stations_url(furnished), "--ramp", "2",
            "--passwords", str(Keepsakes(self.settings.data_dir).passwords_file),
        ]  # fmt: skip
        words += [word for uid in DRIVERS for word in ("--token", uid)]
        return Program("stations", this_program(*words), {LEVEL: "warning"}, stops=0)

    def _stations_url(self, furnished: Furnished) -> str:
        gateway = self.settings.gateway
        wildcard = gateway.host in {"0.0.0.0", "::"}  # noqa: S104 - compared, not bound
        host = "127.0.0.1" if wildcard else gateway.host
        return f"ws://{host}:{gateway.port}/ocpp/{furnished.tenant}"
