"""WebSockets by the library `websockets`, as the connection driver wants them."""

from collections.abc import AsyncIterator
from http import HTTPStatus
from typing import Any, Protocol

from websockets.asyncio.server import Server, ServerConnection
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Response
from websockets.protocol import State
from websockets.server import ServerProtocol

from adapters.ocpp.connection import Socket


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

        # Almost always empty, of every station: a deque holds 760 bytes for each.
        self.drain_waiters = []  # type: ignore[assignment] # it is appended to and removed from
        protocol.reject = plainly  # type: ignore[method-assign] # there is no other hook

    def forget_request(self) -> None:
        """Once it is a WebSocket, nobody asks for its headers again: 5 KiB an idle station."""
        if self.request is not None:
            self.request.headers.clear()  # the parser holds the request itself
        self.response = None
        del self.protocol.reject


class StationSocket(Socket, Protocol):
    """A station's WebSocket, as the gateway holds it."""

    @property
    def closed_because(self) -> str:
        """The close code and reason, once it has closed."""
        ...


class WebSocket(StationSocket):
    """One open WebSocket; writing to one that has closed does nothing: its reader ends anyway."""

    __slots__ = ("_connection",)

    def __init__(self, connection: ServerConnection) -> None:
        self._connection = connection

    async def __aiter__(self) -> AsyncIterator[str | bytes]:
        """Messages until it is closed, by whom and however that may be."""
        try:
            while True:
                yield await self._connection.recv()
        except ConnectionClosed:
            return

    async def send(self, message: str) -> None:
        """Write a text message; waits while the station does not read (the ping ends that)."""
        try:
            await self._connection.send(message)
        except ConnectionClosed:
            return
        except AttributeError:
            # asyncio of Python 3.11: a transport that is aborted after it was closed with data
            # unsent has no loop any more.
            if self._connection.state is State.OPEN:
                raise

    async def close(self, code: int = 1000, reason: str = "") -> None:
        """Close it; returns when the closing handshake is done or has timed out."""
        await self._connection.close(code, reason)

    @property
    def closed_because(self) -> str:
        """The close code and reason, once it has closed."""
        return f"{self._connection.close_code} {self._connection.close_reason or ''}".strip()
