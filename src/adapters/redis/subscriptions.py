"""One subscribed connection to Redis that comes back when it is lost, and says so."""

import asyncio
import logging
import re
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError

from application.delivery import Mailboxes, uncovered

PREFIX = "open-csms:"
MISSED_CHANNEL = "open-csms-missed"
"""Everybody hears it: a publisher does not know whether its last messages arrived."""

BACKOFF_SECONDS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0)
HEARTBEAT_SECONDS = 15.0
LOST = (RedisError, OSError, TimeoutError)
"""What a command raises when its connection is gone or going."""

log = logging.getLogger(__name__)


class Subscriptions:
    """Follows what the mailboxes of this process listen to, and fills them.

    `client` must not retry by itself: that would hide that messages were missed meanwhile.
    """

    def __init__(self, client: "Redis", boxes: Mailboxes) -> None:
        self._hearing: PubSub = client.pubsub()
        self._boxes = boxes
        self._confirmed: set[str] = set()
        self._interrupted = False
        self._news = asyncio.Condition()
        self._listener: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Connect; a first failure is the caller's, later ones are repaired here.

        Raises:
            redis.RedisError: why the server cannot be reached.
        """
        await self._hearing.subscribe(MISSED_CHANNEL)
        # Also called by reconnects inside the library, which nobody else would notice.
        connection: Any = self._hearing.connection
        connection.register_connect_callback(self._connected_again)
        self._listener = asyncio.create_task(self._hear_forever(), name="bus listener")

    async def close(self) -> None:
        """Hang up for good."""
        if self._listener is not None:
            self._listener.cancel()
            await asyncio.gather(self._listener, return_exceptions=True)
        with suppress(*LOST):
            await self._hearing.aclose()  # type: ignore[no-untyped-call]  # theirs has no types

    async def add(self, topics: tuple[str, ...]) -> None:
        """Subscribe to `topics`; return when it is certain, or when a gap will be announced."""
        keys = set(uncovered(topics))
        with suppress(*LOST):  # the listener's connection is the same: it notices and mends
            await self._subscribe(keys - self._confirmed)
        async with self._news:
            await self._news.wait_for(lambda: self._interrupted or keys <= self._confirmed)

    async def remove(self, topics: tuple[str, ...]) -> None:
        """Unsubscribe from those of `topics` that nobody here listens to any more."""
        gone = set(uncovered(topics)) - self._boxes.keys
        self._confirmed -= gone
        exact, patterns = channels(gone)
        with suppress(*LOST):
            if exact:
                await self._hearing.unsubscribe(*exact)
            if patterns:
                await self._hearing.punsubscribe(*patterns)

    async def _subscribe(self, keys: Iterable[str]) -> None:
        exact, patterns = channels(keys)
        if exact:
            await self._hearing.subscribe(*exact)
        if patterns:
            await self._hearing.psubscribe(*patterns)

    async def _hear_forever(self) -> None:
        while True:
            try:
                await self._hear()
            except LOST as error:
                log.warning("The bus has lost Redis: %s.", type(error).__name__)
                await self._mend()

    async def _hear(self) -> None:
        asked = False
        while True:
            heard = await self._hearing.get_message(timeout=HEARTBEAT_SECONDS)
            if heard is not None:
                asked = False
                await self._take(heard)
            elif asked:
                # A dead peer sends no farewell: without this, silence would look like peace.
                raise RedisConnectionError("Redis did not answer a ping.")
            else:
                asked = True
                await self._hearing.ping()

    async def _take(self, heard: dict[str, Any]) -> None:
        kind, channel = heard["type"], text(heard["channel"] or b"")
        if kind == "message" and channel == MISSED_CHANNEL:
            self._boxes.missed()
        elif kind == "message":
            topic = channel.removeprefix(PREFIX)
            self._boxes.deliver_to(topic, (topic, text(heard["data"])))
        elif kind == "pmessage":
            topic = channel.removeprefix(PREFIX)
            self._boxes.deliver_to(key(text(heard["pattern"])), (topic, text(heard["data"])))
        elif kind in {"subscribe", "psubscribe"}:
            await self._confirm(channel if kind == "subscribe" else key(channel))

    async def _confirm(self, subscribed: str) -> None:
        self._confirmed.add(subscribed.removeprefix(PREFIX))
        if self._interrupted and self._boxes.keys <= self._confirmed:
            # Only now: who looks after this word cannot miss anything again.
            self._interrupted = False
            self._boxes.missed()
        async with self._news:
            self._news.notify_all()

    async def _connected_again(self, _connection: object) -> None:
        self._confirmed.clear()
        self._interrupted = True
        async with self._news:
            self._news.notify_all()

    async def _mend(self) -> None:
        await self._connected_again(None)
        attempt = 0
        while True:
            await asyncio.sleep(BACKOFF_SECONDS[min(attempt, len(BACKOFF_SECONDS) - 1)])
            attempt += 1
            with suppress(*LOST):
                await self._hearing.connect()  # type: ignore[no-untyped-call]  # theirs has no types
                await self._hearing.subscribe(MISSED_CHANNEL)
                await self._subscribe(self._boxes.keys)
                return


def channels(keys: Iterable[str]) -> tuple[list[str], list[str]]:
    """Redis's channels and patterns for what we listen to."""
    exact, patterns = [], []
    for listened in keys:
        if listened.endswith("*"):
            patterns.append(PREFIX + re.sub(r"([*?\[\]\\])", r"\\\1", listened[:-1]) + "*")
        else:
            exact.append(PREFIX + listened)
    return exact, patterns


def key(pattern: str) -> str:
    """What we listen to by a Redis pattern of `channels`."""
    return re.sub(r"\\(.)", r"\1", pattern).removeprefix(PREFIX)


def text(value: bytes | str) -> str:
    """Redis's word as text."""
    return value.decode() if isinstance(value, bytes) else value
