"""Timeline: when a session was in which phase, at which register; prices are made from it."""

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Self

from domain.quantities import NO_ENERGY, Energy
from domain.session.phase import Phase
from domain.values import quickly_made

MOST_CHANGES = 2_000
"""A station that flickers more than this in one session gets its later changes joined."""


@dataclass(frozen=True, slots=True)
class Change:
    """From `at` on, the session was in `phase`; `energy` had been delivered until then."""

    at: datetime
    phase: Phase
    energy: Energy
    number: int = 0
    """Of the report that told it: it decides between changes of one second."""


@quickly_made
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

    def joined_with(self, next_one: Self) -> Self:
        """This and the next one, which is in the same phase, as one."""
        return replace(self, end=next_one.end, energy=self.energy + next_one.energy)


@dataclass(frozen=True, slots=True)
class Timeline:
    """The changes of phase in the order of their times, whatever the order of their arrival."""

    changes: tuple[Change, ...] = ()

    def note(self, at: datetime, phase: Phase, energy: Energy, number: int | None = None) -> Self:
        """With the word that it was in `phase` at `at`, be that new or not.

        A repeated phase says something as long as a report in between may still come.
        """
        if len(self.changes) >= MOST_CHANGES:
            return self
        change = Change(at, phase, energy, number or 0)
        place = bisect_right(self.changes, (at, change.number), key=lambda c: (c.at, c.number))
        return type(self)((*self.changes[:place], change, *self.changes[place:]))

    def joined(self) -> Self:
        """Without the changes to the phase that it was in already."""
        if all(before.phase is not after.phase for before, after in pairwise(self.changes)):
            return self
        return type(self)(
            tuple(
                change
                for before, change in zip((None, *self.changes), self.changes, strict=False)
                if before is None or before.phase is not change.phase
            )
        )

    def stretches(self, end: datetime, energy: Energy) -> tuple[Stretch, ...]:
        """The phases up to `end`, by when `energy` was delivered in all; none of it is lost."""
        before_end = (change for change in self.changes if change.at < end)
        stretches: list[Stretch] = []
        spent = NO_ENERGY
        for change, following in pairwise((*before_end, Change(end, Phase.ENDED, energy))):
            if following.at == change.at:
                continue
            # Reports that came late were noted with the energy known then: it never falls.
            until_then = min(max(following.energy, spent), energy)
            stretch = Stretch(change.phase, change.at, following.at, until_then - spent)
            spent = until_then
            if stretches and stretches[-1].phase is stretch.phase:
                stretch = stretches.pop().joined_with(stretch)
            stretches.append(stretch)
        return tuple(stretches)


NO_TIMELINE = Timeline()
