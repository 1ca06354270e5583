"""The bus on Redis's publish/subscribe: a process hears only what somebody in it listens to."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Self

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from adapters.redis.subscriptions import LOST, MISSED_CHANNEL, PREFIX, Subscriptions
from application.delivery import MISSED, Mailboxes, Message, Unsent, checked
from application.ports.bus import Bus

ANSWER_SECONDS = 10.0
FAREWELL_SECONDS = 2.0
LINGER_SECONDS = 0.002
"""Pause between two flushes: whatever was published meanwhile leaves in one pipeline."""
RETRY_SECONDS = 0.5


class RedisBus(Bus):
    """Publishes in pipelines of whatever waits; subscribes while somebody listens."""

    def __init__(self, url: str) -> None:
        self.client: Redis = Redis.from_url(
            url,
            retry=Retry(NoBackoff(), 0),
            socket_connect_timeout=ANSWER_SECONDS,
            socket_timeout=ANSWER_SECONDS,
        )
        self._boxes, self._unsent = Mailboxes(), Unsent()
        self._subscriptions = Subscriptions(self.client, self._boxes)
        self._flusher: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        """Connect.

        Raises:
            redis.RedisError: why the server cannot be reached.
        """
        try:
            await self._subscriptions.open()
        except BaseException:
            await self.client.aclose()
            raise
        self._flusher = asyncio.create_task(self._flush_forever(), name="bus flusher")
        return self

    async def __aexit__(self, *_: object) -> None:
        """Send what still waits, if the connection is up, and hang up."""
        self._unsent.finish()
        if self._flusher is not None:
            await asyncio.wait([self._flusher], timeout=FAREWELL_SECONDS)
            self._flusher.cancel()
            await asyncio.gather(self._flusher, return_exceptions=True)
        await self._subscriptions.close()
        await self.client.aclose()

    async def publish(self, topic: str, message: str) -> None:
        """See `Bus`. Returns at once; never waits for the network."""
        self._unsent.put(checked(topic, message))

    def listen(self, *topics: str) -> AbstractAsyncContextManager[AsyncIterator[Message]]:
        """See `Bus`."""
        return self._listen(topics)

    @asynccontextmanager
    async def _listen(self, topics: tuple[str, ...]) -> AsyncIterator[AsyncIterator[Message]]:
        try:
            with self._boxes.open(*topics) as box:
                await self._subscriptions.add(topics)
                yield box
        finally:
            await self._subscriptions.remove(topics)

    async def _flush_forever(self) -> None:
        while messages := await self._unsent.take():
            try:
                await self._send(messages)
            except LOST:
                # Sent or not, nobody knows. Twice would break "at most once"; silence would lie.
                self._unsent.lost()
                await asyncio.sleep(RETRY_SECONDS)
            await asyncio.sleep(LINGER_SECONDS)

    async def _send(self, messages: list[Message]) -> None:
        async with self.client.pipeline(transaction=False) as pipeline:
            for message in messages:
                channel = MISSED_CHANNEL if message == MISSED else PREFIX + message[0]
                pipeline.publish(channel, message[1])
            await pipeline.execute()
