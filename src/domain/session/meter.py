"""SessionMeter: from registers to energy, with meters that roll over, reset, or talk nonsense.

The registers at start and end decide where both are known and do not fall (fine points 17 and
19); readings in between give the energy so far, and bridge a fall of the register. It makes no
difference in which order the readings arrive.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Self

from domain.quantities import NO_ENERGY, Energy
from domain.session.climb import Climb, Climbs, climbed, shortened
from domain.session.findings import Finding

MOST_PLAUSIBLE = Energy.from_kwh(1_000)
"""More than any vehicle takes in one session: above it, a drop of the register is no roll-over."""

MOST_POWER = Decimal(1_000_000)
"""Watts: what the strongest outlets give (MCS). More cannot have flowed across a roll-over."""

CLOCK_GRAIN = timedelta(minutes=1)
"""Stations tell their times by the second or the minute."""

MOST_INTERVALS = 3_000
"""A month of quarters of an hour; a station that tells more in one session tells nonsense."""

MOST_CLIMBS = 64
"""A meter that falls more often than this in one session gets its oldest climbs joined."""

_FEWEST_DIGITS, _MOST_DIGITS = 5, 12


@dataclass(frozen=True, slots=True)
class SessionMeter:
    """The registers that decide a session's energy."""

    climbs: tuple[Climb, ...] = ()
    """Readings, those at start and end among them, as the stretches in which they rose."""
    told_begin: Energy | None = None
    """What the start itself named."""
    begin_at: datetime | None = None
    end: Energy | None = None
    end_told: bool = False
    """Whether the message named `end`; else a reading marked as the last did."""
    fallen: frozenset[Finding] = frozenset()
    """Falls in the oldest climbs, which have been joined."""
    intervals: tuple[tuple[datetime, Energy], ...] = ()
    """Where the station tells energy by the interval; they count only while no register does."""

    def start_at(self, register: Energy, at: datetime) -> Self:
        """The start names its register; the first word stands, and nothing before it counts."""
        if self.told_begin is not None:
            return self
        later = shortened(self.climbs, at)
        return replace(self, told_begin=register, begin_at=at, climbs=climbed(later, at, register))

    def read(self, register: Energy, at: datetime) -> Self:
        """A reading in between, in any order."""
        if self.begin_at is not None and at <= self.begin_at:
            return self
        climbs = climbed(self.climbs, at, register)
        return self if climbs is self.climbs else self._bounded(climbs)

    def finish_at(self, register: Energy, at: datetime, *, told: bool = False) -> Self:
        """The end has its register; the first word stands, and one `told` over one read."""
        if self.end is not None and (self.end_told or not told):
            return self.read(register, at)
        return replace(self.read(register, at), end=register, end_told=told)

    def add(self, interval: Energy, at: datetime) -> Self:
        """The energy of one interval; told twice, it counts once."""
        place = bisect_left(self.intervals, at, key=lambda known: known[0])
        known = self.intervals[place : place + 1]
        if (known and known[0][0] == at) or len(self.intervals) >= MOST_INTERVALS:
            return self
        earlier, later = self.intervals[:place], self.intervals[place:]
        return replace(self, intervals=(*earlier, (at, interval), *later))

    def _bounded(self, climbs: Climbs) -> Self:
        """With these climbs, the oldest two joined where there are too many."""
        if len(climbs) <= MOST_CLIMBS:
            told = self.told_begin, self.begin_at, self.end, self.end_told
            return type(self)(climbs, *told, self.fallen)
        first, second, *others = climbs
        across, found = _fall(first, second)
        joined = first.joined_with(second, across)
        return replace(self, climbs=(joined, *others), fallen=self.fallen | {found})

    @property
    def begin(self) -> Energy | None:
        """The register at the start: as told, or else the earliest reading's."""
        if self.told_begin is not None:
            return self.told_begin
        return self.climbs[0].low if self.climbs else None

    @property
    def latest(self) -> Energy | None:
        """The newest register by the station's own time."""
        return self.climbs[-1].high if self.climbs else None

    @property
    def latest_at(self) -> datetime | None:
        """When that was."""
        return self.climbs[-1].until if self.climbs else None

    @property
    def energy(self) -> Energy:
        """Delivered so far, never negative."""
        begin, end = self.begin, self.end
        if begin is not None and end is not None:
            if end >= begin:
                return end - begin
            return NO_ENERGY if self._unexplained else self._climbed
        return self._climbed if self._register_moved else self._summed

    @property
    def verdict(self) -> frozenset[Finding]:
        """What there is to say about these registers."""
        begin, end = self.begin, self.end
        found = {*self.fallen, *(finding for _, finding in self._falls())}
        if begin is not None and self.told_begin is None:
            found.add(Finding.BEGIN_ESTIMATED)
        if end is not None and begin is not None:
            if end < begin and self._unexplained:
                found.add(Finding.METER_BACKWARDS)
            elif end >= begin and any(climb.high > end for climb in self.climbs):
                found.add(Finding.READINGS_DISAGREE)
                found -= {Finding.METER_RESET, Finding.METER_ROLLED_OVER}
        return frozenset(found)

    @property
    def _register_moved(self) -> bool:
        """Whether more than one reading of the register is known."""
        return len(self.climbs) > 1 or any(c.first != c.last for c in self.climbs)

    @property
    def _summed(self) -> Energy:
        """All intervals."""
        return Energy(sum((energy.wh for _, energy in self.intervals), Decimal(0)))

    @property
    def _climbed(self) -> Energy:
        """All climbs, and what passed unseen in the falls between them."""
        if len(self.climbs) == 1:
            return self.climbs[0].gained
        total = sum((climb.gained.wh for climb in self.climbs), Decimal(0))
        return Energy(sum((across.wh for across, _ in self._falls()), total))

    @property
    def _unexplained(self) -> bool:
        """Whether the end is below the start with no reading and no roll-over in between."""
        before_the_last = any(climb.gained for climb in self.climbs[:-1])
        found = self.fallen | {finding for _, finding in self._falls()}
        return not before_the_last and Finding.METER_ROLLED_OVER not in found

    def _falls(self) -> Iterator[tuple[Energy, Finding]]:
        return (_fall(before, after) for before, after in pairwise(self.climbs))


UNMETERED = SessionMeter()


def _fall(before: Climb, after: Climb) -> tuple[Energy, Finding]:
    across = rolled_over(before.high, after.low, could_flow(after.since - before.until))
    if across is None:
        return NO_ENERGY, Finding.METER_RESET
    return across, Finding.METER_ROLLED_OVER


def could_flow(time: timedelta, most_power: Decimal = MOST_POWER) -> Energy:
    """The most energy that can have flowed in that time, at `most_power` watts."""
    longest = max(time, timedelta(0)) + CLOCK_GRAIN
    flowed = Energy(most_power * (longest // timedelta(seconds=1)) / 3600)
    return min(flowed, MOST_PLAUSIBLE)


def rolled_over(before: Energy, after: Energy, most: Energy = MOST_PLAUSIBLE) -> Energy | None:
    """The energy across a roll-over from `before` to `after`, or None if it was none.

    A register of n decimal digits rolls over at 10^n Wh; that it did is believed when the energy
    across is small beside the register, and no more than the `most` that can have flowed. Else the
    meter was exchanged or began anew: nothing is billed for what nobody saw.
    """
    for digits in range(_FEWEST_DIGITS, _MOST_DIGITS + 1):
        modulus = Decimal(10) ** digits
        if before.wh >= modulus:
            continue
        across = Energy(modulus - before.wh + after.wh)
        small = across.wh * 10 <= modulus
        return across if small and across <= most else None
    return None
