"""The durable queue of a station: transaction messages, in order, until each is answered.

It outlives sockets and restarts. A message keeps its id and its very bytes when it is sent again,
so that the CSMS can tell a resend from news (OCPP-J errata on message ids).
"""

import asyncio
from collections import deque
from dataclasses import dataclass

from .history import Message
from .sayings import TransactionSaying


@dataclass(slots=True, eq=False)
class Waiting:
    """A message in the queue; worded when it is first sent.

    In 1.6 the transaction's number is known only once the start before it was answered.
    """

    saying: TransactionSaying
    note: Message
    action: str = ""
    frame: bytes | None = None
    attempts: int = 0


class MessageQueue:
    """First in, first out; the head stays until it is settled."""

    def __init__(self) -> None:
        self._waiting: deque[Waiting] = deque()
        self._filled = asyncio.Event()
        self._drained = asyncio.Event()
        self._drained.set()

    def __len__(self) -> int:
        return len(self._waiting)

    def put(self, waiting: Waiting) -> None:
        """Add a message at the end."""
        self._waiting.append(waiting)
        self._filled.set()
        self._drained.clear()

    async def head(self) -> Waiting:
        """Return the oldest message, when there is one; it stays in the queue."""
        await self._filled.wait()
        return self._waiting[0]

    def settle(self) -> None:
        """Take the oldest message out: it was answered or given up."""
        self._waiting.popleft()
        if not self._waiting:
            self._filled.clear()
            self._drained.set()

    async def drained(self) -> None:
        """Wait until nothing waits."""
        await self._drained.wait()
