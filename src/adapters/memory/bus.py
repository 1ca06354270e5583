"""The bus and the presence of nodes within one process."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field

from application.delivery import Mailboxes, Message, checked
from application.ports.bus import Bus, Presence


class MemoryBus(Bus):
    """Delivers at once to the listeners of this process."""

    def __init__(self) -> None:
        self._boxes = Mailboxes()

    async def publish(self, topic: str, message: str) -> None:
        """See `Bus`."""
        self._boxes.deliver(checked(topic, message))

    def listen(self, *topics: str) -> AbstractAsyncContextManager[AsyncIterator[Message]]:
        """See `Bus`."""
        return self._listen(topics)

    @asynccontextmanager
    async def _listen(self, topics: tuple[str, ...]) -> AsyncIterator[AsyncIterator[Message]]:
        with self._boxes.open(*topics) as box:
            yield box


@dataclass(slots=True)
class MemoryPresence(Presence):
    """Leases by the seconds of a clock that is given: real, or virtual in a simulation."""

    now: Callable[[], float]
    _leases: dict[str, float] = field(default_factory=dict)

    async def renew(self, node: str, lease_seconds: float) -> None:
        """See `Presence`."""
        self._leases[node] = self.now() + lease_seconds

    async def leave(self, node: str) -> None:
        """See `Presence`."""
        self._leases.pop(node, None)

    async def alive(self) -> frozenset[str]:
        """See `Presence`."""
        now = self.now()
        return frozenset(node for node, until in self._leases.items() if until > now)
