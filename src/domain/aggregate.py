"""What aggregates have in common: a version, and the events they caused."""

import copy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self

from domain.identity import TenantId


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainEvent:
    """Something that became true for a tenant. Written with its cause in one transaction."""

    tenant: TenantId
    at: datetime
    """When it became true, by the server's clock (UTC)."""
    by: str | None = None
    """The person or program that caused it; None for what stations and rules do. Its scope says."""


@dataclass(slots=True, kw_only=True)
class Aggregate:
    """A consistency boundary: all fields are immutable values, replaced and never mutated."""

    version: int = 0
    """The version read from the store; 0 for one that was never saved."""
    _events: list[DomainEvent] = field(default_factory=list, compare=False, repr=False)

    def cause(self, event: DomainEvent) -> None:
        """Note an event; it leaves with the next save."""
        self._events.append(event)

    def release_events(self) -> tuple[DomainEvent, ...]:
        """The events caused since the last call, oldest first."""
        if not self._events:
            return ()
        events = tuple(self._events)
        self._events = []
        return events

    def snapshot(self) -> Self:
        """A copy that changes of this one do not reach, without its events."""
        twin = copy.copy(self)
        twin._events = []  # noqa: SLF001 - the twin is of our own class
        return twin
