"""Timeline: when a session was in which phase, at which register; prices are made from it."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from domain.quantities import Energy
from domain.session.phase import Phase

MOST_CHANGES = 2_000
"""A station that flickers more than this in one session gets its later changes joined."""


@dataclass(frozen=True, slots=True)
class Change:
    """From `at` on, the session was in `phase`; `energy` had been delivered until then."""

    at: datetime
    phase: Phase
    energy: Energy


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time in one phase, with the energy delivered in it."""

    phase: Phase
    begin: datetime
    end: datetime
    energy: Energy

    @property
    def duration(self) -> timedelta:
        """How long it was."""
        return self.end - self.begin


@dataclass(frozen=True, slots=True)
class Timeline:
    """The changes of phase in the order of their times, whatever the order of their arrival."""

    changes: tuple[Change, ...] = ()

    def note(self, at: datetime, phase: Phase, energy: Energy) -> Self:
        """With the change to `phase` at `at`; a change to the phase it is in says nothing new."""
        if len(self.changes) >= MOST_CHANGES:
            return self
        place = bisect_right(self.changes, at, key=lambda change: change.at)
        if place and self.changes[place - 1].phase is phase:
            return self
        changes = [*self.changes[:place], Change(at, phase, energy), *self.changes[place:]]
        return type(self)(tuple(changes))

    def stretches(self, end: datetime, energy: Energy) -> tuple[Stretch, ...]:
        """The phases up to `end`, by when `energy` was delivered in all."""
        closing = (*self.changes[1:], Change(end, Phase.ENDED, energy))
        return tuple(
            Stretch(change.phase, change.at, following.at, following.energy - change.energy)
            for change, following in zip(self.changes, closing, strict=True)
            if change.phase is not Phase.ENDED and following.at > change.at
        )


NO_TIMELINE = Timeline()
