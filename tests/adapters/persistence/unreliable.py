"""What goes wrong between us and a database, on purpose."""

import asyncio
import contextlib
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
    """

    target: str
    cuts: int = 0
    answer_first: bool = False
    cut: int = 0
    refusing: bool = False
    port: int = 0
    _lines: list[asyncio.StreamWriter] = field(default_factory=list)
    _tasks: set[asyncio.Task] = field(default_factory=set)

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

        async def up():
            while data := await reader.read(65536):
                if b"COMMIT\0" in data and self.cut < self.cuts:
                    self.cut += 1
                    out.write(data)
                    await out.drain()
                    if self.answer_first:
                        committing.set()
                        continue
                    writer.transport.abort()
                    await asyncio.sleep(0.05)  # the database has read it, and does it
                    out.transport.abort()
                    return
                out.write(data)
                await out.drain()

        async def down():
            while data := await there.read(65536):
                if committing.is_set():
                    writer.transport.abort()
                    out.transport.abort()
                    return
                writer.write(data)
                await writer.drain()

        with contextlib.suppress(OSError, asyncio.CancelledError):
            await asyncio.gather(up(), down())
        for line in (writer, out):
            line.transport.abort()


def by_proxy(url: str, proxy: Proxy) -> str:
    """The same database through the proxy."""
    return f"{url.partition('?')[0].replace('@/', f'@127.0.0.1:{proxy.port}/')}?ssl=disable"


def socket_of(database) -> str:
    """The path of the server's socket."""
    return f"{database.server.socket_dir}/.s.PGSQL.{database.server.port}"


def dead_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
