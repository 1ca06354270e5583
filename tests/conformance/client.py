"""A station's end of the line: it sends what it is told to, byte for byte, and sorts what comes."""

import asyncio
import json
import time
from base64 import b64encode
from contextlib import suppress
from typing import Any
from urllib.parse import quote

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

PATIENCE = 2.0
"""Seconds in which the corpus wants an answer."""

UTMOST_PATIENCE = 10.0
"""Seconds on a machine that has no time for us."""


class NoAnswer(Exception):
    """Nothing came in time."""


class Client:
    """An open connection; `answers` and `calls` are what came on it so far."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.answers: dict[str, list[Any]] = {}
        self.texts: list[str] = []
        self.calls: list[list[Any]] = []
        self._news = asyncio.Event()
        self._last = 0
        self._reader = asyncio.create_task(self._read())

    async def _read(self) -> None:
        with suppress(ConnectionClosed):
            while True:
                text = await self.socket.recv()
                frame = json.loads(text)
                if frame[0] in (2, 6):
                    self.calls.append(frame)
                else:
                    self.texts.append(text)
                    self.answers[frame[1]] = frame
                self._news.set()
        self._news.set()

    @property
    def closed(self) -> bool:
        return self._reader.done()

    @property
    def close_code(self) -> int | None:
        return self.socket.close_code if self.closed else None

    async def until(self, true: Any, seconds: float = PATIENCE, *, fair: bool = False) -> bool:
        """Whether `true()` came to be before the time was over or the line was.

        A `fair` limit does not count the time that other processes took from this one, which is
        the server's as well.
        """
        began, worked = time.monotonic(), time.process_time()
        while not true() and not self.closed:
            spent = time.monotonic() - began
            if fair and spent < UTMOST_PATIENCE:
                spent = min(spent, time.process_time() - worked)
            if spent >= seconds:
                break
            self._news.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds - spent):
                    await self._news.wait()
        return bool(true())

    async def send(self, message: str | bytes) -> None:
        """As a text message, whatever it is."""
        data = message.encode(errors="surrogatepass") if isinstance(message, str) else message
        await self._send(data, text=True)

    async def send_binary(self, message: str | bytes) -> None:
        await self._send(message.encode() if isinstance(message, str) else message, text=False)

    async def _send(self, data: bytes, *, text: bool) -> None:
        # asyncio's transport of Python 3.11 raises AttributeError when it is aborted after it
        # was closed with data unsent.
        with suppress(ConnectionClosed, AttributeError):
            await self.socket.send(data, text=text)

    async def call(self, action: str, payload: Any, message_id: str = "") -> list[Any]:
        """The whole answer; raises NoAnswer."""
        self._last += 1
        message_id = message_id or f"t{self._last}"
        self.answers.pop(message_id, None)
        await self.send(json.dumps([2, message_id, action, payload]))
        return await self.answer_to(message_id)

    async def answer_to(self, message_id: str) -> list[Any]:
        if not await self.until(lambda: message_id in self.answers, fair=True):
            raise NoAnswer(f"no answer to {message_id}; closed: {self.close_code}")
        return self.answers[message_id]

    async def next_call(self, action: str = "", seconds: float = PATIENCE) -> list[Any] | None:
        """Take the oldest call of the server's, of that action if one is named."""

        def found() -> list[Any] | None:
            return next((c for c in self.calls if action in ("", c[2])), None)

        await self.until(found, seconds)
        call = found()
        if call is not None:
            self.calls.remove(call)
        return call

    def drop(self) -> None:
        """A TCP reset."""
        self.socket.transport.abort()

    def vanish(self) -> None:
        """Nothing is read any more, and nothing said: no pong either."""
        self.socket.transport.pause_reading()

    async def close(self) -> None:
        if not self.closed:
            self.socket.transport.resume_reading()
        await self.socket.close()
        await self._reader

    async def gone(self, seconds: float = PATIENCE) -> int | None:
        """The close code, once the server has closed."""
        await self.until(lambda: False, seconds)
        return self.close_code


def basic(identity: str, secret: bytes) -> str:
    return "Basic " + b64encode(identity.encode() + b":" + secret).decode()


async def dial(
    port: int, identity: str, version: str, secret: bytes | None, *, path: str = ""
) -> Client:
    """A connection of that station; raises InvalidStatus where it is not let in."""
    headers = {"Authorization": basic(identity, secret)} if secret is not None else {}
    socket = await connect(
        f"ws://127.0.0.1:{port}{path or f'/ocpp/{quote(identity, safe=str())}'}",
        subprotocols=[version],
        additional_headers=headers,
        compression=None,
        proxy=None,
        ping_interval=None,
        close_timeout=1,
        max_size=None,
    )
    return Client(socket)
