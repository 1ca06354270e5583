"""One listener: what he wants, and what he has not read yet."""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from uuid import UUID

from entrypoints.api.live.messages import Subscribe, Topic

MOST_UNREAD = 2_000
MOST_BYTES = 4 * 1024 * 1024


@dataclass(eq=False, slots=True)
class Listener:
    """Bounded: whoever does not read is told so, and gets a fresh snapshot instead."""

    topics: frozenset[Topic]
    stations: frozenset[UUID]
    identities: frozenset[str] = frozenset()
    """Of those stations: frames name them so."""
    lagging: bool = False
    _unread: deque[bytes] = field(default_factory=deque)
    _bytes: int = 0
    _filled: asyncio.Event = field(default_factory=asyncio.Event)

    @classmethod
    def of(cls, wanted: Subscribe, identities: frozenset[str]) -> "Listener":
        """Who wants that."""
        return cls(frozenset(wanted.topics), frozenset(wanted.stations), identities)

    def wants(self, topic: Topic, station: UUID | None) -> bool:
        """Whether a change is for him; one of a station that is gone is for all."""
        return topic in self.topics and (
            not self.stations or station is None or station in self.stations
        )

    def wants_events_of(self, station: UUID | None) -> bool:
        """Whether an event of that station, or with None of none, is for him."""
        return "events" in self.topics and (not self.stations or station in self.stations)

    def wants_frames_of(self, identity: str) -> bool:
        """Whether frames of that station are for him."""
        return "frames" in self.topics and (not self.stations or identity in self.identities)

    def put(self, message: bytes) -> None:
        """Keep it until he reads it."""
        if self.lagging:
            return
        self._unread.append(message)
        self._bytes += len(message)
        if len(self._unread) > MOST_UNREAD or self._bytes > MOST_BYTES:
            self.lagging = True
            self._unread.clear()
            self._bytes = 0
        self._filled.set()

    async def take(self) -> list[bytes]:
        """All that waits, as soon as something does; nothing of a listener who lags."""
        while not self._unread and not self.lagging:
            self._filled.clear()
            await self._filled.wait()
        taken = list(self._unread)
        self._unread.clear()
        self._bytes = 0
        return taken
