"""A WebSocket client that costs next to nothing: RFC 6455 by hand over an asyncio Protocol.

A load generator shares its two cores with what it measures. This client writes pre-rendered text
frames, reads whole ones, and knows nothing else: no compression, no fragments, no extensions.
Frames are masked with the key 0, which leaves the payload as it is; the server cannot tell.
"""

import asyncio
import base64
import os
from collections.abc import Callable

TEXT, CLOSE, PING, PONG = 0x81, 0x88, 0x89, 0x8A  # each with FIN
MASKED = 0x80
NO_MASK = b"\0\0\0\0"
SHORT, MEDIUM, LONG = 125, 126, 127  # RFC 6455, 5.2: how the length is written


class Refused(Exception):
    """The handshake was not answered with 101."""


class Wire(asyncio.Protocol):
    """One socket. `heard` is called with the payload of each text frame."""

    __slots__ = ("_buffer", "_request", "closed", "heard", "lost", "open", "transport")

    def __init__(self, request: bytes, opened: asyncio.Future[None]) -> None:
        self._request = request
        self._buffer = b""
        self.open = opened
        self.closed = False
        self.heard: Callable[[bytes], None] = lambda _: None
        self.lost: Callable[[], None] = lambda: None
        self.transport: asyncio.Transport

    def connection_made(self, transport) -> None:
        self.transport = transport
        transport.write(self._request)

    def connection_lost(self, _exc: Exception | None) -> None:
        self.closed = True
        if not self.open.done():
            self.open.set_exception(Refused("closed during the handshake"))
        self.lost()

    def data_received(self, data: bytes) -> None:
        if not self.open.done():
            data = self._handshake(self._buffer + data)
            if not data:
                return
        elif self._buffer:
            data = self._buffer + data
        self._buffer = self._frames(data)

    def send(self, text: bytes) -> None:
        """Write a text frame."""
        self.transport.write(frame(TEXT, text))

    def close(self) -> None:
        """Say goodbye and close."""
        if not self.closed:
            self.transport.write(frame(CLOSE, b"\x03\xe8"))
            self.transport.close()

    def _handshake(self, data: bytes) -> bytes:
        head, end, rest = data.partition(b"\r\n\r\n")
        if not end:
            self._buffer = data
            return b""
        self._buffer = b""
        status = head.split(b"\r\n", 1)[0]
        if b" 101 " not in status + b" ":
            self.open.set_exception(Refused(status.decode("latin-1")))
            self.transport.abort()
            return b""
        self.open.set_result(None)
        return rest

    def _frames(self, data: bytes) -> bytes:
        start, size = 0, len(data)
        while size - start >= 2:
            length, body = data[start + 1], start + 2
            if length == MEDIUM:
                body += 2
                length = int.from_bytes(data[start + 2 : body])
            elif length == LONG:
                body += 8
                length = int.from_bytes(data[start + 2 : body])
            if size < body + length:
                break
            self._take(data[start], data[body : body + length])
            start = body + length
        return data[start:] if start < size else b""

    def _take(self, kind: int, payload: bytes) -> None:
        if kind == TEXT:
            self.heard(payload)
        elif kind == PING:
            self.transport.write(frame(PONG, payload))
        elif kind == CLOSE:
            self.transport.write(frame(CLOSE, payload[:2]))
            self.transport.close()


def frame(kind: int, payload: bytes) -> bytes:
    """Return a client's frame."""
    size = len(payload)
    if size <= SHORT:
        return bytes((kind, MASKED | size)) + NO_MASK + payload
    if size < 1 << 16:
        return bytes((kind, MASKED | MEDIUM, size >> 8, size & 0xFF)) + NO_MASK + payload
    return bytes((kind, MASKED | LONG)) + size.to_bytes(8) + NO_MASK + payload


async def connect(
    host: str, port: int, path: str, *, subprotocol: str, user: str, password: bytes | None
) -> Wire:
    """Open a WebSocket with HTTP Basic; raises Refused or OSError."""
    basic = b""
    if password is not None:
        pair = base64.b64encode(user.encode() + b":" + password)
        basic = b"Authorization: Basic %b\r\n" % pair
    request = (
        b"GET %b HTTP/1.1\r\nHost: %b:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Key: %b\r\nSec-WebSocket-Version: 13\r\n"
        b"Sec-WebSocket-Protocol: %b\r\n%b\r\n"
        % (
            path.encode(),
            host.encode(),
            port,
            base64.b64encode(os.urandom(16)),
            subprotocol.encode(),
            basic,
        )
    )
    loop = asyncio.get_running_loop()
    opened: asyncio.Future[None] = loop.create_future()
    _, wire = await loop.create_connection(lambda: Wire(request, opened), host, port)
    await opened
    return wire
