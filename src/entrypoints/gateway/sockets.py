"""WebSockets by the library `websockets`, as the connection driver wants them."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Coroutine, Iterable
from contextlib import suppress
from http import HTTPStatus
from types import GeneratorType
from typing import Any, Protocol

from websockets.asyncio.server import Server, ServerConnection
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.frames import CloseCode, Opcode
from websockets.http11 import Request, Response
from websockets.protocol import Event, State
from websockets.protocol import Protocol as Framing
from websockets.server import ServerProtocol

from adapters.ocpp.connection import Socket
from entrypoints.gateway.plain_frames import frame_of, text_of

_FRAME_BEGINS = "at_eof"
"""What the library's parser waits in between two frames. Were it ever called otherwise, every
message would go the library's way: slower, and as right."""

_FORGOTTEN = Request("", Headers())
"""Stands for the request of every connection that has become a WebSocket."""

_PING = b"beat"


class _Queue:
    """A queue that takes no memory while it is empty, as it almost always is.

    A `deque` would have 760 bytes for each station.
    """

    __slots__ = ("_items",)

    def __init__(self, items: Iterable[Any] = ()) -> None:
        self._items: deque[Any] | None = deque(items) or None

    def __len__(self) -> int:
        return len(self._items) if self._items is not None else 0

    def append(self, item: Any) -> None:  # noqa: ANN401 - as the library has it
        if self._items is None:
            self._items = deque()
        self._items.append(item)

    def extendleft(self, items: Iterable[Any]) -> None:
        if self._items is None:
            self._items = deque()
        self._items.extendleft(items)

    def popleft(self) -> Any:  # noqa: ANN401 - as the library has it
        if self._items is None:
            raise IndexError("pop from an empty queue")
        item = self._items.popleft()
        if not self._items:
            self._items = None
        return item


class Knocker(ServerConnection):
    """A connection from its first byte on; a request that is too long gets a plain 400.

    431 (RFC 6585) is younger than the HTTP of many stations.
    """

    __slots__ = ("_heard", "_news", "drain_waiters", "lapsed")

    def __init__(self, protocol: ServerProtocol, server: Server, **options: Any) -> None:  # noqa: ANN401 - the library's own
        super().__init__(protocol, server, **options)
        reject = protocol.reject

        def plainly(status: HTTPStatus | int, text: str) -> Response:
            too_long = status == HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
            return reject(HTTPStatus.BAD_REQUEST if too_long else status, text)

        self._heard: Callable[[str | bytes], None] | None = None
        self._news: asyncio.Future[None] | None = None
        self.lapsed = False
        # Almost always empty, of every station: a deque holds 760 bytes for each.
        self.drain_waiters = []  # type: ignore[assignment] # it is appended to and removed from
        protocol.reject = plainly  # type: ignore[method-assign] # there is no other hook

    def forget_handshake(self) -> None:
        """Once it is a WebSocket, nobody asks again what the handshake needed: 6 KiB a station."""
        if self.request is not None:
            self.request.headers.clear()  # the parser holds the request itself
        self.request, self.response = _FORGOTTEN, None
        del self.request_rcvd, self.protocol.reject
        with suppress(AttributeError):  # where the server has given it one
            del self.protocol.select_subprotocol
        if isinstance(self.logger, logging.LoggerAdapter):
            self.logger = self.protocol.logger = self.logger.logger
        frames = self.recv_messages.frames
        frames.queue = _Queue(frames.queue)  # type: ignore[assignment] # in all that is asked of it

    async def listen(self, heard: Callable[[str | bytes], None]) -> None:
        """Hand over each message as it comes, in order; returns when the connection is closed."""
        self._heard = heard
        try:
            while True:
                if not self.recv_messages.frames.queue and not self.recv_messages.closed:
                    # Here and not in three coroutines of the library: a kilobyte a station.
                    self._renew_parser()
                    self._news = self.loop.create_future()
                    await self._news
                heard(await self.recv())
        except ConnectionClosed:
            return
        finally:
            self._heard = self._news = None

    def process_event(self, event: Event) -> None:
        """Wake the reader for what came the library's way, and see who answers a ping."""
        super().process_event(event)
        if getattr(event, "opcode", None) is Opcode.PONG:
            self.lapsed = False
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wake the reader: there will be no more."""
        super().connection_lost(exc)
        self._wake()

    def _wake(self) -> None:
        if self._news is not None and not self._news.done():
            self._news.set_result(None)

    def _renew_parser(self) -> None:
        """The first parser holds all of the handshake; a later one is as good between frames."""
        protocol, parser = self.protocol, self.protocol.parser
        assert isinstance(parser, GeneratorType)  # noqa: S101 - the library's is one
        if parser.gi_code is not Framing.parse.__code__ and self._between_frames:
            protocol.parser = Framing.parse(protocol)
            next(protocol.parser)

    # Is it still there?

    def ask(self) -> None:
        """Send a ping; it is lapsed until it answers."""
        if self.protocol.state is State.OPEN:
            self.lapsed = True
            self.protocol.send_ping(_PING)
            self.send_data()

    async def let_go(self) -> None:
        """Close it: with a word where it can still be told, and in any case."""
        if self.paused:
            self.transport.abort()  # it reads nothing, so a word would not reach it
            return
        with suppress(ConnectionClosed):
            async with self.send_context():
                self.protocol.fail(CloseCode.INTERNAL_ERROR, "no answer to a ping")

    def data_received(self, data: bytes) -> None:
        """Take the short way where nothing stands in it; else the library's."""
        if self._heard is not None and self._between_frames:
            text = text_of(data)
            if text is not None:
                self._heard(text)
                return
        super().data_received(data)

    @property
    def _between_frames(self) -> bool:
        """Whether what comes next begins a message, and no earlier one waits to be handed over."""
        protocol = self.protocol
        return (
            protocol.state is State.OPEN
            and protocol.current_size is None
            and not self.recv_messages.frames.queue
            and _innermost(protocol.parser).__name__ == _FRAME_BEGINS
        )

    def write(self, text: str) -> None:
        """Write a text message at once; one that is closed lets it fall."""
        if self.protocol.state is not State.OPEN:
            return
        if self.protocol.extensions:
            self.protocol.send_text(text.encode())
            self.send_data()
        else:
            self.transport.write(frame_of(text))

    def pause_writing(self) -> None:
        """Who does not read what we say is not listened to: else answers would pile up."""
        super().pause_writing()
        self.transport.pause_reading()

    def resume_writing(self) -> None:
        """It reads again."""
        super().resume_writing()
        if not self.recv_messages.paused:
            self.transport.resume_reading()


def _innermost(parser: Any) -> Any:  # noqa: ANN401 - a generator of whatever
    """The generator that waits for data, of those that wait for one another."""
    while (inner := parser.gi_yieldfrom) is not None:
        parser = inner
    return parser


class StationSocket(Socket, Protocol):
    """A station's WebSocket, as the gateway holds it."""

    @property
    def closed_because(self) -> str:
        """The close code and reason, once it has closed."""
        ...


class WebSocket(StationSocket):
    """One open WebSocket; writing to one that has closed does nothing: its reader ends anyway."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Knocker) -> None:
        self._connection = connection

    def listen(self, heard: Callable[[str | bytes], None]) -> Coroutine[Any, Any, None]:
        """Hand over each message until it is closed, by whom and however that may be."""
        return self._connection.listen(heard)

    def write(self, message: str) -> None:
        """Write a text message; what the station has not read yet waits in memory."""
        self._connection.write(message)

    @property
    def crowded(self) -> bool:
        """Whether so much waits to be read that nothing more should be written."""
        return self._connection.paused

    async def relief(self) -> None:
        """Wait until it is not crowded any more (a ping without answer ends that)."""
        try:
            await self._connection.drain()
        except OSError:
            return  # it is gone

    async def close(self, code: int = 1000, reason: str = "") -> None:
        """Close it; returns when the closing handshake is done or has timed out."""
        await self._connection.close(code, reason)

    @property
    def closed_because(self) -> str:
        """The close code and reason, once it has closed."""
        return f"{self._connection.close_code} {self._connection.close_reason or ''}".strip()
