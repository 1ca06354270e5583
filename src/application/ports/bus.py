"""How the processes of an installation wake one another up.

The stores are the truth; the bus only says "look". A message may be lost when a process or its
database connection dies, so every listener also looks by itself from time to time.
"""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from typing import Protocol

MAX_MESSAGE_BYTES = 7_000
"""A hint, not a document: PostgreSQL's NOTIFY carries less than 8,000 bytes."""


class MessageTooLong(ValueError):
    """A bus message, with its topic, is a hint of at most `MAX_MESSAGE_BYTES` bytes."""

    def __init__(self, size: int) -> None:
        super().__init__(f"A bus message of {size} bytes exceeds {MAX_MESSAGE_BYTES}.")


class Bus(Protocol):
    """Topics with at-most-once delivery, in order per publisher, to everyone who listens then."""

    async def publish(self, topic: str, message: str) -> None:
        """Tell all present listeners of `topic`, on this process and others.

        Returns at once; messages published within one flush travel together. A topic is not
        empty and does not end in `*`; both are text without NUL. Raises MessageTooLong, ValueError.
        """
        ...

    def listen(self, *topics: str) -> AbstractAsyncContextManager[AsyncIterator[tuple[str, str]]]:
        """Messages (topic, message) of `topics` from the moment the context is entered.

        A topic ending in `*` matches by prefix. The iterator never ends by itself, survives a
        reconnect, and after one yields ("", "") once: something may have been missed. A listener
        that does not read is bounded: its oldest messages are dropped and it too gets ("", "").
        """
        ...


class Presence(Protocol):
    """Which nodes are alive. A node that does not renew within its lease is gone."""

    async def renew(self, node: str, lease_seconds: float) -> None:
        """Say that `node` is alive for the next `lease_seconds`."""
        ...

    async def leave(self, node: str) -> None:
        """Say that `node` has stopped."""
        ...

    async def alive(self) -> frozenset[str]:
        """Names of the nodes whose lease has not run out."""
        ...
