"""The outbox: events in the order of their commits, claimed for a while, handled once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from application.ports.stores import Outbox, StoredEvent
from application.ports.world import Clock
from domain.aggregate import DomainEvent


@dataclass(slots=True)
class _Entry:
    stored: StoredEvent
    free_at: datetime | None = None
    """Until then it is leased to somebody, or waits to be tried again."""
    done: bool = False
    failures: tuple[str, ...] = ()


@dataclass(slots=True)
class MemoryOutbox(Outbox):
    """Entry n stands at place n - 1: numbers rise without gaps, as commits happen one by one."""

    clock: Clock
    entries: list[_Entry] = field(default_factory=list)
    _undone: dict[int, _Entry] = field(default_factory=dict)

    def append(self, events: Iterable[DomainEvent]) -> None:
        """Part of a commit."""
        for event in events:
            entry = _Entry(StoredEvent(len(self.entries) + 1, event))
            self.entries.append(entry)
            self._undone[entry.stored.number] = entry

    async def claim(self, limit: int, lease_seconds: float) -> tuple[StoredEvent, ...]:
        """Oldest first, those that nobody holds."""
        now = self.clock.now()
        free = [e for e in self._undone.values() if e.free_at is None or e.free_at <= now][:limit]
        for entry in free:
            entry.free_at = now + timedelta(seconds=lease_seconds)
            entry.stored = replace(entry.stored, claims=entry.stored.claims + 1)
        return tuple(entry.stored for entry in free)

    async def done(self, numbers: Sequence[int]) -> None:
        """They are not claimed again."""
        for number in numbers:
            if (entry := self._undone.pop(number, None)) is not None:
                entry.done = True

    async def failed(self, number: int, why: str, retry_at: datetime) -> None:
        """It is free again from `retry_at` on."""
        if (entry := self._undone.get(number)) is not None:
            entry.failures = (*entry.failures, why)
            entry.free_at = retry_at

    async def give_back(self, numbers: Sequence[int]) -> None:
        """As if they had not been claimed."""
        for number in numbers:
            if (entry := self._undone.get(number)) is not None:
                entry.free_at = None
                entry.stored = replace(entry.stored, claims=entry.stored.claims - 1)

    async def after(self, number: int, limit: int) -> tuple[StoredEvent, ...]:
        """Straight from the list."""
        begin = max(number, 0)
        return tuple(entry.stored for entry in self.entries[begin : begin + limit])

    async def newest(self) -> int:
        """The number of entries."""
        return len(self.entries)
