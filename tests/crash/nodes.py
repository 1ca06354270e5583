"""Gateways and workers as real processes on one database, and a balancer before the gateways."""

import asyncio
import itertools
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from tests.services import free_port

SOURCE = Path(__file__).parents[2] / "src"
STARTS_WITHIN = 60.0


@dataclass
class Process:
    """`open-csms serve --only ROLE` with settings of its own."""

    name: str
    role: str
    settings: dict[str, str]
    log: Path
    port: int = field(default_factory=free_port)
    process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start it, and wait until it listens, if it does."""
        given = {**self.settings, "NODE": self.name, "GATEWAY_PORT": str(self.port)}
        ours = {name: value for name, value in os.environ.items() if "OPEN_CSMS_" not in name}
        settings = {f"OPEN_CSMS_{name}": value for name, value in given.items()}
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "entrypoints.cli", "serve", "--only", self.role,
                env={**ours, "PYTHONPATH": str(SOURCE), **settings},
                stdout=log, stderr=log, stdin=asyncio.subprocess.DEVNULL,
            )  # fmt: skip
        if self.role == "gateway":
            async with asyncio.timeout(STARTS_WITHIN):
                while not await listens(self.port):
                    assert self.process.returncode is None, self.log.read_text()
                    await asyncio.sleep(0.05)

    def signal(self, number: int) -> None:
        assert self.process is not None
        with suppress(ProcessLookupError):
            self.process.send_signal(number)

    async def kill(self) -> None:
        """kill -9."""
        self.signal(signal.SIGKILL)
        if self.process is not None:
            await self.process.wait()


async def listens(port: int) -> bool:
    """Whether somebody does, on that port of 127.0.0.1."""
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True


@dataclass
class Balancer:
    """Hands each new connection to the next gateway that takes it; those in `shunned` get none."""

    ports: list[int]
    shunned: set[int] = field(default_factory=set)
    port: int = 0
    _turns: "itertools.count[int]" = field(default_factory=itertools.count)
    _lines: dict[asyncio.Task[None], tuple[int, tuple[asyncio.StreamWriter, ...]]] = field(
        default_factory=dict
    )

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        tasks = list(self._lines)
        self.cut(*self.ports)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._server.wait_closed()

    def cut(self, *ports: int) -> None:
        """End the connections to those gateways."""
        for port, writers in list(self._lines.values()):
            if port in ports:
                for writer in writers:
                    writer.transport.abort()

    def _order(self) -> Iterator[int]:
        first = next(self._turns)
        for step in range(len(self.ports)):
            port = self.ports[(first + step) % len(self.ports)]
            if port not in self.shunned:
                yield port

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        for port in self._order():
            try:
                there, out = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                continue
            self._lines[task] = (port, (writer, out))
            try:
                await _both_ways((reader, out), (there, writer))
            finally:
                del self._lines[task]
                writer.transport.abort()
                out.transport.abort()
            return
        writer.transport.abort()


async def _both_ways(*ways: tuple[asyncio.StreamReader, asyncio.StreamWriter]) -> None:
    tasks = [asyncio.ensure_future(_pass_on(*way)) for way in ways]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
