"""What goes wrong between us and a database, on purpose."""

import asyncio
import socket
from dataclasses import dataclass, field

from adapters.persistence.writing.faults import FaultPoints


@dataclass
class Once(FaultPoints):
    """Raises at a point, the first `times` that it is reached."""

    point: str
    times: int = 1
    error: type[Exception] = ConnectionResetError
    reached: int = 0

    def reach(self, point: str) -> None:
        if point == self.point:
            self.reached += 1
            if self.reached <= self.times:
                raise self.error(point)


@dataclass
class Proxy:
    """Passes bytes to a database's socket; cuts the line when it sees `COMMIT` pass.

    Args:
        answer_first: cut only when the answer to it is there, else as soon as it was sent.
        delaying: cut the line when these bytes pass, and pass them on only when `deliver` says so.
    """

    target: str
    cuts: int = 0
    answer_first: bool = False
    cut: int = 0
    refusing: bool = False
    delaying: bytes = b""
    port: int = 0
    _lines: list[asyncio.StreamWriter] = field(default_factory=list)
    _tasks: set[asyncio.Task] = field(default_factory=set)
    _delayed: asyncio.Event = field(default_factory=asyncio.Event)
    _delivered: asyncio.Event = field(default_factory=asyncio.Event)

    async def deliver(self) -> None:
        """Let the database have what was delayed; returns when it has said something to it."""
        self._delayed.set()
        await self._delivered.wait()

    async def __aenter__(self):
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_):
        self._server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for line in self._lines:
            line.transport.abort()
        await self._server.wait_closed()

    def hang_up(self) -> None:
        for line in self._lines:
            line.transport.abort()
        self._lines.clear()

    async def _serve(self, reader, writer):
        self._tasks.add(asyncio.current_task())
        if self.refusing:
            writer.transport.abort()
            return
        there, out = await asyncio.open_unix_connection(self.target)
        self._lines += [writer, out]
        committing = asyncio.Event()
        ways = [
            asyncio.create_task(self._up(reader, writer, out, committing)),
            asyncio.create_task(_down(there, writer, committing)),
        ]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            if committing.is_set():
                self._delivered.set()
        for line in (writer, out):
            line.transport.abort()

    async def _up(self, reader, writer, out, committing):
        while data := await reader.read(65536):
            if self.delaying and self.delaying in data:
                self.delaying = b""
                writer.transport.abort()
                await self._delayed.wait()
                committing.set()
                out.write(data)
                await self._delivered.wait()
            cutting = b"COMMIT\0" in data and self.cut < self.cuts
            if cutting and self.answer_first:
                committing.set()
            out.write(data)
            await out.drain()
            if cutting:
                self.cut += 1
            if cutting and not self.answer_first:
                writer.transport.abort()
                await asyncio.sleep(0.05)  # the database has read it, and does it
                return


async def _down(there, writer, committing):
    while data := await there.read(65536):
        if committing.is_set():
            return
        writer.write(data)
        await writer.drain()


def by_proxy(url: str, proxy: Proxy) -> str:
    """The same database through the proxy."""
    return f"{url.partition('?')[0].replace('@/', f'@127.0.0.1:{proxy.port}/')}?sslmode=disable"


def socket_of(database) -> str:
    """The path of the server's socket."""
    return f"{database.server.socket_dir}/.s.PGSQL.{database.server.port}"


def dead_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
