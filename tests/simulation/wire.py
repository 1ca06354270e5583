"""A WebSocket between a station and a gateway, in memory, with all that networks do to it.

Messages of one direction keep their order, as in TCP. A wire may be *reset* (both ends know at
once, what was on its way is lost), go *half open* (everything is swallowed, nobody is told; the
gateway's ping finds out), or *linger*: the station has gone, while its last words and the news of
its going are still on their way.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from contextvars import Context
from dataclasses import dataclass, field
from typing import Any

from entrypoints.gateway.sockets import StationSocket

PING_FINDS_OUT_AFTER = 120.0
"""Seconds: a gateway pings every 60 and waits for 60."""

OUTSIDE = Context()
"""The network belongs to no process: what was sent arrives, though its sender be dead."""


@dataclass(slots=True)
class Lane:
    """One direction."""

    arrive: Callable[[str | None], None]
    last: float = 0.0


@dataclass(slots=True, eq=False)
class Wire:
    """Both directions, and how they fare."""

    loop: Any
    latency: Callable[[], float]
    swallowing: bool = False
    cut: bool = False
    node: Any = None
    """The gateway that holds it."""
    server: "ServerEnd" = field(init=False)
    station: "StationEnd" = field(init=False)

    def __post_init__(self) -> None:
        self.server = ServerEnd(self)
        self.station = StationEnd(self)

    def carry(self, lane: Lane, message: str | None, slower: float = 0.0) -> None:
        """Send a message, or with None the news that the sender has closed."""
        if self.cut or self.swallowing:
            return
        lane.last = max(lane.last, self.loop.time() + self.latency() + slower)
        self.loop.call_at(lane.last, self._arrive, lane, message, context=OUTSIDE)

    def _arrive(self, lane: Lane, message: str | None) -> None:
        if not self.cut and not self.swallowing:
            lane.arrive(message)

    def reset(self) -> None:
        """Both ends see the connection break now; what was on its way is lost."""
        if self.cut:
            return
        self.cut = True
        self.server.hear(None)
        self.station.hear(None)

    def fall_silent(self) -> None:
        """From now on nothing arrives and nobody is told, until the gateway's ping finds out."""
        if self.cut or self.swallowing:
            return
        self.swallowing = True
        self.loop.call_later(
            PING_FINDS_OUT_AFTER, self.server.give_up, "1011 keepalive ping timeout",
            context=OUTSIDE,
        )  # fmt: skip


class _End:
    """What both ends do: keep what came until it is read."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self.closed = False
        self._heard: deque[str | None] = deque()
        self._reader: asyncio.Future[None] | None = None
        self.lane = Lane(self.hear)

    def hear(self, message: str | None) -> None:
        """A message has arrived, or with None the end of them."""
        self._heard.append(message)
        if message is None:
            self.closed = True
        if self._reader is not None and not self._reader.done():
            self._reader.set_result(None)

    async def read(self) -> str | None:
        """The next message; None after the end."""
        while not self._heard:
            if self.closed:
                return None
            self._reader = self.wire.loop.create_future()
            await self._reader
        message = self._heard.popleft()
        if message is None:
            self._heard.append(None)
        return message


class StationEnd(_End):
    """The station's side."""

    def send(self, message: str) -> None:
        """Send it, if there is still somebody there."""
        if not self.closed:
            self.wire.carry(self.wire.server.lane, message)

    def leave(self, slower: float = 0.0) -> None:
        """Close; the news takes `slower` seconds more, behind all that was said."""
        if not self.closed:
            self.wire.carry(self.wire.server.lane, None, slower)
            self.hear(None)


class ServerEnd(_End, StationSocket):
    """The gateway's side, as `StationConnection` and `Gateway` want it."""

    closed_because = "1006"

    def __init__(self, wire: Wire) -> None:
        super().__init__(wire)
        self.watch: Callable[[bool, str], None] = lambda inbound, text: None

    async def listen(self, heard: Callable[[str | bytes], None]) -> None:
        """Hand over messages until the end."""
        while (message := await self.read()) is not None:
            self.watch(True, message)
            heard(message)

    def write(self, message: str) -> None:
        """Write; to a closed socket, nothing."""
        if not self.closed:
            self.watch(False, message)
            self.wire.carry(self.wire.station.lane, message)

    @property
    def crowded(self) -> bool:
        """Never: the network takes whatever it is given."""
        return False

    async def relief(self) -> None:
        """Nothing to wait for."""

    async def close(self, code: int = 1000, reason: str = "") -> None:
        """Say good-bye; the reader ends."""
        if self.closed:
            return
        self.give_up(f"{code} {reason}".strip())
        self.wire.carry(self.wire.station.lane, None)
        await asyncio.sleep(0)

    def give_up(self, why: str) -> None:
        """Close without a word to the other side."""
        if not self.closed:
            self.closed_because = why
            self.hear(None)
