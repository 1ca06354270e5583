"""An event loop whose time stands still, and whose network is in memory.

* Whoever awaits `settled` goes on once nobody can do anything more at this moment: every message
  is delivered and answered, and whoever still waits does so for time or for ever.
* Nothing waits for real time. Where a step itself waits for a timer, time jumps to it; a world
  that lets time pass moves it timer by timer with `jump`.
* `create_server` and `create_connection` connect within the loop, so that the real gateway and
  real WebSocket clients speak to each other without a socket.
"""

import asyncio
import selectors
import socket
from collections import deque
from collections.abc import Callable, Mapping
from itertools import count
from typing import Any

Factory = Callable[[], asyncio.Protocol]
HOST = "127.0.0.1"


class VirtualLoop(asyncio.SelectorEventLoop):
    """Runs one scenario."""

    def __init__(self) -> None:
        self._moment = 0.0
        self._settling: list[asyncio.Future[None]] = []
        self._listeners: dict[int, tuple[Factory, bool]] = {}
        self._ports = count(9000)
        super().__init__(_Patient(self))

    # Time.

    def time(self) -> float:
        """Seconds, as far as they have been let pass."""
        return self._moment

    async def settled(self) -> None:
        """Wait until nobody can do anything more at this moment."""
        waiting = self.create_future()
        self._settling.append(waiting)
        await waiting

    def next_timer(self) -> float | None:
        """When somebody waits for time next."""
        due = [timer.when() for timer in self._scheduled if not timer.cancelled()]
        return min(due, default=None)

    def jump(self, moment: float) -> None:
        """Let it be that time; timers that fall due run next."""
        self._moment = max(self._moment, moment)

    def at_rest(self) -> None:
        """Nobody can do anything more: tell who waits for that, else let time jump.

        Raises:
            RuntimeError: everybody waits, and nobody will ever wake them.
        """
        if self._settling:
            settling, self._settling = self._settling, []
            for waiting in settling:
                if not waiting.done():
                    waiting.set_result(None)
            return
        timer = self.next_timer()
        if timer is None:
            raise RuntimeError("Everybody waits, and nobody will ever wake them.")
        self.jump(timer)

    # Network.

    async def create_server(  # type: ignore[override] # the part that is needed
        self, factory: Factory, host: str, port: int, *, ssl: object = None, **_: object
    ) -> "MemoryServer":
        """Listen on a port of this loop; 0 for any."""
        bound = port or next(self._ports)
        self._listeners[bound] = (factory, ssl is not None)
        return MemoryServer(self, bound)

    def stop_listening(self, port: int) -> None:
        """Let nobody in on that port any more."""
        self._listeners.pop(port, None)

    async def create_connection(  # type: ignore[override] # the part that is needed
        self,
        factory: Factory,
        host: str,
        port: int,
        *,
        ssl: "ShownCertificate | None" = None,
        **_: object,
    ) -> tuple["MemoryTransport", asyncio.Protocol]:
        """Connect to whoever listens.

        Raises:
            ConnectionRefusedError: nobody does, or not with (or without) TLS.
        """
        listening, secured = self._listeners.get(port, (None, False))
        if listening is None or secured is not (ssl is not None):
            raise ConnectionRefusedError(f"Nobody listens on port {port}.")
        calling = factory()
        near = MemoryTransport(self, calling, {"peername": (host, port), "ssl_object": ssl})
        serving = listening()
        far = MemoryTransport(self, serving, {"peername": (HOST, 50_000), "ssl_object": ssl})
        near.peer, far.peer = far, near
        serving.connection_made(far)
        calling.connection_made(near)
        return near, calling


class _Patient(selectors.DefaultSelector):
    """Never waits for real time: that nothing is ready is said to the loop."""

    def __init__(self, loop: VirtualLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> Any:
        ready = super().select(0)
        if not ready and (timeout is None or timeout > 0):
            self._loop.at_rest()
        return ready


class ShownCertificate:
    """What the server's end of TLS says of a client's certificate."""

    def __init__(self, common_name: str) -> None:
        self._decoded = {"subject": ((("commonName", common_name),),)}

    def getpeercert(self) -> Mapping[str, Any]:
        """As `ssl` decodes it."""
        return self._decoded


class MemoryTransport(asyncio.Transport):
    """One end of a line."""

    peer: "MemoryTransport"

    def __init__(
        self, loop: VirtualLoop, protocol: asyncio.Protocol, extra: Mapping[str, Any]
    ) -> None:
        super().__init__({key: value for key, value in extra.items() if value is not None})
        self._loop = loop
        self._protocol = protocol
        self._closing = self._lost = self._paused = False
        self._unread: deque[bytes] = deque()

    def write(self, data: Any) -> None:
        if not self._closing:
            self._loop.call_soon(self.peer.arrive, bytes(data))

    def can_write_eof(self) -> bool:
        return True

    def write_eof(self) -> None:
        self._loop.call_soon(self.peer.finish)

    def close(self) -> None:
        if self._closing:
            return
        self._closing = True
        self.write_eof()
        self._loop.call_soon(self._lose)

    def abort(self) -> None:
        self.close()

    def is_closing(self) -> bool:
        return self._closing

    def set_protocol(self, protocol: Any) -> None:
        self._protocol = protocol

    def get_protocol(self) -> asyncio.BaseProtocol:
        return self._protocol

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        """What is written is delivered at once."""

    def get_write_buffer_size(self) -> int:
        return 0

    def pause_reading(self) -> None:
        self._paused = True

    def resume_reading(self) -> None:
        self._paused = False
        while self._unread and not self._paused:
            self.arrive(self._unread.popleft())

    def arrive(self, data: bytes) -> None:
        """The other end has written."""
        if self._paused:
            self._unread.append(data)
        elif not self._lost:
            self._protocol.data_received(data)

    def finish(self) -> None:
        """The other end writes no more."""
        if not self._lost and not self._protocol.eof_received():
            self.close()

    def _lose(self) -> None:
        if not self._lost:
            self._lost = True
            self._protocol.connection_lost(None)


class MemoryServer:
    """What listens on a port of the loop, as far as `asyncio.Server` is needed."""

    def __init__(self, loop: VirtualLoop, port: int) -> None:
        self._loop = loop
        self._port = port

    @property
    def sockets(self) -> tuple[Any, ...]:
        return (self,)

    family = socket.AF_INET

    def getsockname(self) -> tuple[str, int]:
        return (HOST, self._port)

    def get_loop(self) -> VirtualLoop:
        return self._loop

    def is_serving(self) -> bool:
        return True

    def close(self) -> None:
        self._loop.stop_listening(self._port)

    async def wait_closed(self) -> None:
        """Nothing to wait for."""
