"""The bus on PostgreSQL's LISTEN/NOTIFY: one connection a process, one channel for all topics."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Self

from adapters.bus.line import LOST, Connection, Line
from application.delivery import Mailboxes, Message, Unsent, checked
from application.ports.bus import Bus

CHANNEL = "open_csms"
PAYLOAD_BYTES = 7_999
"""PostgreSQL: a payload is shorter than 8,000 bytes."""
FAREWELL_SECONDS = 2.0
LINGER_SECONDS = 0.002
"""Pause between two flushes: at most 500 notifications a second, whatever is published."""

NOTIFY = "SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS payload"


class PostgresBus(Bus):
    """Messages published while a flush is under way leave together in the next.

    Everything that `LISTEN` hears is delivered, our own messages too: one order for everybody.
    """

    def __init__(self, url: str) -> None:
        self._boxes, self._unsent = Mailboxes(), Unsent()
        self._numbers = itertools.count()
        self._flusher: asyncio.Task[None] | None = None
        self.line = Line(url, self._listen_on)

    async def __aenter__(self) -> Self:
        """Connect and listen.

        Raises:
            OSError, asyncpg.PostgresError: why the server cannot be reached.
        """
        await self.line.open()
        self._flusher = asyncio.create_task(self._flush_forever(), name="bus flusher")
        return self

    async def __aexit__(self, *_: object) -> None:
        """Send what still waits, if the connection is up, and hang up."""
        self._unsent.finish()
        if self._flusher is not None:
            await asyncio.wait([self._flusher], timeout=FAREWELL_SECONDS)
            self._flusher.cancel()
            await asyncio.gather(self._flusher, return_exceptions=True)
        await self.line.close()

    async def publish(self, topic: str, message: str) -> None:
        """See `Bus`. Returns at once; never waits for the network."""
        self._unsent.put(checked(topic, message))

    def listen(self, *topics: str) -> AbstractAsyncContextManager[AsyncIterator[Message]]:
        """See `Bus`."""
        return self._listen(topics)

    @asynccontextmanager
    async def _listen(self, topics: tuple[str, ...]) -> AsyncIterator[AsyncIterator[Message]]:
        with self._boxes.open(*topics) as box:
            yield box

    async def _listen_on(self, connection: Connection) -> None:
        await connection.add_listener(CHANNEL, self._heard)
        self._boxes.missed()

    def _heard(self, _connection: object, _pid: int, _channel: str, payload: object) -> None:
        for message in unpacked(str(payload)):
            self._boxes.deliver(message)

    async def _flush_forever(self) -> None:
        while messages := await self._unsent.take():
            try:
                await self._send(messages)
            except LOST:
                # Sent or not, nobody knows. Twice would break "at most once"; silence would lie.
                self._unsent.lost()
            await asyncio.sleep(LINGER_SECONDS)

    async def _send(self, messages: list[Message]) -> None:
        await self.line.fetch(NOTIFY, CHANNEL, list(packed(messages, self._numbers)))


def packed(messages: Iterable[Message], numbers: Iterator[int]) -> Iterator[str]:
    """Payloads with as many messages as fit, each message behind its two lengths.

    The number makes each payload different: PostgreSQL drops equal ones of one transaction.
    """
    payload, size = f"{next(numbers)};", 24
    for topic, message in messages:
        frame = f"{len(topic)} {len(message)} {topic}{message}"
        more = len(frame.encode())
        if size + more > PAYLOAD_BYTES:
            yield payload
            payload, size = f"{next(numbers)};", 24
        payload, size = payload + frame, size + more
    yield payload


def unpacked(payload: str) -> Iterator[Message]:
    """The messages of one payload, in order."""
    at = payload.index(";") + 1
    while at < len(payload):
        topic_length, message_length, _ = payload[at : at + 24].split(" ", 2)
        at += len(topic_length) + len(message_length) + 2
        middle = at + int(topic_length)
        end = middle + int(message_length)
        yield payload[at:middle], payload[middle:end]
        at = end
