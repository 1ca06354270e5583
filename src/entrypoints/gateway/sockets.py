"""WebSockets by the library `websockets`, as the connection driver wants them."""

from collections.abc import AsyncIterator
from typing import Protocol

from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from adapters.ocpp.connection import Socket


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

    async def close(self, code: int = 1000, reason: str = "") -> None:
        """Close it; returns when the closing handshake is done or has timed out."""
        await self._connection.close(code, reason)

    @property
    def closed_because(self) -> str:
        """The close code and reason, once it has closed."""
        return f"{self._connection.close_code} {self._connection.close_reason or ''}".strip()
