"""Clocks."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from application.ports.world import Clock


@dataclass(frozen=True, slots=True)
class SystemClock(Clock):
    """The operating system's."""

    def now(self) -> datetime:
        """Now, in UTC."""
        return datetime.now(UTC)


@dataclass(slots=True)
class ManualClock(Clock):
    """A clock that stands still until it is moved, forwards or backwards."""

    at: datetime

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("A clock needs a time with its zone.")
        self.at = self.at.astimezone(UTC)

    def now(self) -> datetime:
        """Where it stands."""
        return self.at

    def advance(self, by: timedelta) -> datetime:
        """Move it, and say where it then stands."""
        self.at += by
        return self.at
