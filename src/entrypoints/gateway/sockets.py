"""WebSockets by the library `websockets`, as the connection driver wants them."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Protocol

from websockets.asyncio.server import Server, ServerConnection
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Response
from websockets.protocol import State
from websockets.server import ServerProtocol

from adapters.ocpp.connection import Socket
from entrypoints.gateway.plain_frames import frame_of, text_of

_FRAME_BEGINS = "at_eof"
"""What the library's parser waits in between two frames. Were it ever called otherwise, every
message would go the library's way: slower, and as right."""


class Knocker(ServerConnection):
    """A connection from its first byte on; a request that is too long gets a plain 400.

    431 (RFC 6585) is younger than the HTTP of many stations.
    """

    def __init__(self, protocol: ServerProtocol, server: Server, **options: Any) -> None:  # noqa: ANN401 - the library's own
        super().__init__(protocol, server, **options)
        reject = protocol.reject

        def plainly(status: HTTPStatus | int, text: str) -> Response:
            too_long = status == HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
            return reject(HTTPStatus.BAD_REQUEST if too_long else status, text)

        self._heard: Callable[[str | bytes], None] | None = None
        # Almost always empty, of every station: a deque holds 760 bytes for each.
        self.drain_waiters = []  # type: ignore[assignment] # it is appended to and removed from
        protocol.reject = plainly  # type: ignore[method-assign] # there is no other hook

    def forget_request(self) -> None:
        """Once it is a WebSocket, nobody asks for its headers again: 5 KiB an idle station."""
        if self.request is not None:
            self.request.headers.clear()  # the parser holds the request itself
        self.response = None
        del self.protocol.reject

    async def listen(self, heard: Callable[[str | bytes], None]) -> None:
        """Hand over each message as it comes, in order; returns when the connection is closed."""
        self._heard = heard
        try:
            while True:
                heard(await self.recv())
        except ConnectionClosed:
            return
        finally:
            self._heard = None

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

    async def listen(self, heard: Callable[[str | bytes], None]) -> None:
        """Hand over each message until it is closed, by whom and however that may be."""
        await self._connection.listen(heard)

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
