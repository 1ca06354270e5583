"""Climb: a stretch of time in which the register only rose, whatever the order of arrival.

Readings are in the order of (time, register). What a register showed within a climb says nothing
that its two ends do not say, so that a session of a thousand readings is one climb, unless its
meter falls: then each fall begins another.
"""

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from domain.quantities import NO_ENERGY, Energy
from domain.values import quickly_made


@quickly_made
@dataclass(frozen=True, slots=True)
class Climb:
    """From `low`, shown at `since`, to `high`, shown at `until`."""

    since: datetime
    low: Energy
    until: datetime
    high: Energy
    gained: Energy
    """The rise, or for several climbs joined into one, theirs and what lies between them."""

    @classmethod
    def point(cls, at: datetime, register: Energy) -> Self:
        """A single reading."""
        return cls(at, register, at, register, NO_ENERGY)

    @property
    def first(self) -> tuple[datetime, Energy]:
        """Its first reading."""
        return self.since, self.low

    @property
    def last(self) -> tuple[datetime, Energy]:
        """Its last reading."""
        return self.until, self.high

    def holds(self, register: Energy) -> bool:
        """Whether a reading within its time fits into it."""
        joined = self.gained != self.high - self.low
        return joined or self.low <= register <= self.high

    def raised(self, at: datetime, register: Energy) -> Self:
        """With one more reading at its end."""
        gained = self.gained + (register - self.high)
        return type(self)(self.since, self.low, at, register, gained)

    def lowered(self, at: datetime, register: Energy) -> Self:
        """With one more reading before its beginning."""
        return replace(self, since=at, low=register, gained=self.gained + self.low - register)

    def joined_with(self, later: Self, across: Energy) -> Self:
        """This climb, the fall after it and the `later` one as a single stretch."""
        gained = self.gained + across + later.gained
        return replace(self, until=later.until, high=later.high, gained=gained)


Climbs = tuple[Climb, ...]


def climbed(climbs: Climbs, at: datetime, register: Energy) -> Climbs:
    """With a reading in its place; the same object where it says nothing new."""
    if climbs and at > climbs[-1].until:  # the usual case: the newest one
        newest = climbs[-1]
        if newest.high <= register:
            return (*climbs[:-1], newest.raised(at, register))
        return (*climbs, Climb.point(at, register))
    place = bisect_right(climbs, (at, register), key=lambda climb: climb.first)
    earlier, later = climbs[:place], climbs[place:]
    if earlier and (at, register) <= earlier[-1].last:
        within = earlier[-1]
        if within.holds(register):
            return climbs
        # The register fell somewhere within what looked like one climb.
        earlier, later = (
            (*earlier[:-1], Climb.point(*within.first)),
            (Climb.point(*within.last), *later),
        )
    if earlier and earlier[-1].high <= register:
        return (*earlier[:-1], earlier[-1].raised(at, register), *later)
    if later and register <= later[0].low:
        return (*earlier, later[0].lowered(at, register), *later[1:])
    return (*earlier, Climb.point(at, register), *later)


def shortened(climbs: Climbs, at: datetime) -> Climbs:
    """Without all that was shown until `at`."""
    return tuple(
        climb if climb.since > at else Climb.point(*climb.last)
        for climb in climbs
        if climb.until > at
    )
