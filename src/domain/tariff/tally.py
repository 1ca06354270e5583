"""Tally: how much of a session falls to which price component.

A session is walked through in the order of its periods. A period in which another component
becomes active is split there: by energy exactly at tiers of energy, by time pro rata at times.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from domain.tariff.bill import Caution, WarningCode
from domain.tariff.clock import DAY, SECOND, UTC_ALWAYS, Offsets, instant, micros, offsets
from domain.tariff.consumption import Consumption, Period
from domain.tariff.electricity import Electricity, electricity
from domain.tariff.matching import WATT_HOUR, Circumstances, weekday
from domain.tariff.plan import Held, Plan, Slot

_HALF_SECOND = 500_000
_SLACK = 360_000
"""Microseconds: what four decimals of an hour may have added to a volume of time."""
_NEVER = 2**62
_NO_ELECTRICITY = Electricity()
NOTHING_HOLDS = Held(None, None, None, None, None, None)


class Segment(NamedTuple):
    """A part of a period in which the same components hold: in microseconds and micro-Wh."""

    period: int
    start: int
    end: int
    energy: int
    charging: int
    parking: int
    reserved: int
    held: Held


@dataclass(slots=True)
class Tally:
    """What was counted."""

    quantities: dict[Slot, int] = field(default_factory=dict)
    """In millionths of a Wh, or microseconds."""
    flats: list[Slot] = field(default_factory=list)
    """Flat fees that held at some time, in the order in which they first did."""
    reserved_flats: list[Slot] = field(default_factory=list)
    last_energy: Slot | None = None
    last_time: Slot | None = None
    last_parking: Slot | None = None
    last_reserved: Slot | None = None
    slack: int = 0
    """Of the volumes of time that are not those of the clock."""
    energy: int = 0
    warnings: list[Caution] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)

    def warn(self, code: WarningCode, period: int, detail: str = "") -> None:
        """Say it."""
        self.warnings.append(Caution(code, period, detail))


@dataclass(slots=True)
class Free:
    """What costs nothing, from the start of each session until it is used up."""

    energy: int = 0
    charging: int = 0
    parking: int = 0


def tally(
    consumption: Consumption,
    plans: Mapping[str | None, Plan],
    *,
    free: Free | None = None,
    snap: bool = True,
    trace: bool = False,
) -> Tally:
    """Count `consumption`.

    Args:
        consumption: what was used.
        plans: by the period's `tariff`; a period whose tariff is not among them is free.
        free: what is not counted; it is used up.
        snap: whether a volume of time is its period's length where they are nearly the same.
        trace: whether to keep the segments.
    """
    result = Tally()
    ahead = UTC_ALWAYS
    if any(plan.clocked for plan in plans.values()):
        ahead = offsets(consumption.zone, consumption.start, consumption.end)
    begins, ends = instant(consumption.start), instant(consumption.end)
    walk = _Walk(result, ahead, free, _Beginnings(begins), snap=snap, trace=trace)
    latest, before = begins, 0
    known, end = None, 0
    more_energy = more_spent = 0
    for number, period in _in_order(consumption.periods, result):
        start = end if period.start is known else instant(period.start)
        known = period.end
        length = known - period.start
        elapsed = micros(length)
        end = start + elapsed
        if start < latest or elapsed < 0 or end > ends:
            end = _doubtful(result, number, (start, end), (begins, latest, ends))
        latest = end
        energy = int(period.energy.wh * WATT_HOUR)
        if energy < 0:
            result.warn(WarningCode.NEGATIVE, number)
            energy = 0
        plan = None if period.free else plans.get(period.tariff)
        if (
            plan is walk.plan
            and start < walk.bound >= end
            and before < walk.tier >= before + energy
            and period.charging == length
            and not period.parking
            and not period.reserved
        ):
            more_energy += energy
            more_spent += elapsed
        else:
            if more_energy or more_spent:
                walk.count(walk.held, more_energy, more_spent, 0, 0)
                more_energy = more_spent = 0
            walk.through(plan, period, _Place(number, start, end, before, energy))
        before += energy
    if more_energy or more_spent:
        walk.count(walk.held, more_energy, more_spent, 0, 0)
    result.energy = before
    return result


@dataclass(slots=True)
class _Beginnings:
    """From when durations count: a reservation before the session is no part of it."""

    begins: int
    session: int | None = None
    reservation: int | None = None

    def since(self, start: int, *, held_only: bool) -> int:
        """For a period that starts at `start`."""
        if held_only:
            if self.reservation is None:
                self.reservation = start
            return self.reservation
        if self.session is None:
            self.session = self.begins if self.reservation is None else start
        return self.session


class _Place(NamedTuple):
    """Where a period is in time and in energy; `before` it so much was used."""

    number: int
    start: int
    end: int
    before: int
    energy: int


class _Part(NamedTuple):
    """A period in whole numbers; `before` it so much energy was used."""

    number: int
    start: int
    end: int
    before: int
    energy: int
    charging: int
    parking: int
    reserved: int

    @property
    def volumes(self) -> tuple[int, int, int, int]:
        """All that is priced by quantity."""
        return self[4:]

    def share(self, until: int) -> tuple[int, int, int]:
        """Of the times, pro rata, from its start."""
        gone, whole = until - self.start, self.end - self.start
        if not whole:
            return 0, 0, 0
        _, _, _, _, _, charging, parking, reserved = self
        return charging * gone // whole, parking * gone // whole, reserved * gone // whole


@dataclass(slots=True)
class _Walk:
    """Through one session. What holds is looked up again only where a threshold is passed."""

    result: Tally
    ahead: Offsets
    free: Free | None
    beginnings: _Beginnings
    snap: bool
    trace: bool
    plan: Plan | None = None
    since: int = 0
    held: Held = NOTHING_HOLDS
    bound: int = 0
    """The instant until which `held` holds, if the energy does not reach `tier` before."""
    tier: int = 0

    def through(self, plan: Plan | None, period: Period, place: _Place) -> None:
        """One period, in as many segments as there are price changes in it."""
        number, start, end, before, energy = place
        spent, parked, kept = self._volumes(period, number, end - start)
        held_only = bool(kept and not (spent or parked or energy))
        since = self.beginnings.since(start, held_only=held_only)
        if plan is None:
            return
        power = _NO_ELECTRICITY
        if plan.electric:
            power = electricity(plan.limits, period, energy, spent or end - start)
            if plan.asks(power, (energy, spent, parked, kept)):
                self.result.warn(WarningCode.NOT_MEASURED, number, power.missing)
        if plan is not self.plan or start >= self.bound or before >= self.tier:
            self.plan, self.since = plan, since
            self._look(plan, start, before, power)
        if end > self.bound or before + energy > self.tier:
            part = _Part(*place, spent, parked, kept)
            self._split(plan, part, power)
        else:
            self.count(self.held, energy, spent, parked, kept)
            if self.trace:
                volumes = energy, spent, parked, kept
                self.result.segments.append(Segment(number, start, end, *volumes, self.held))
        if plan.electric or held_only or self.trace:
            # Current and power are each period's own, as is from when a reservation counts.
            self.bound = start

    def _volumes(self, period: Period, number: int, elapsed: int) -> tuple[int, int, int]:
        told = micros(period.charging), micros(period.parking), micros(period.reserved)
        if sum(told) == elapsed:
            return told
        return _snapped(self.result, number, told, elapsed, snap=self.snap)

    def _split(self, plan: Plan, part: _Part, power: Electricity) -> None:
        """A period in which a threshold is passed; `held` is what holds at its start."""
        number, start, end, before, energy, *_ = part
        elapsed, after = end - start, before + energy
        at, used = start, before
        counted = (0, 0, 0)
        previous: Held | None = None
        by_energy = warned = False
        while True:
            until, reached = min(end, self.bound), after
            if until < end:
                reached = max(used, before + energy * (until - start) // elapsed)
            at_tier = reached > self.tier
            if at_tier:
                reached = self.tier
                until = max(at, min(until, start + elapsed * (reached - before) // energy))
            last = until >= end and reached == after
            share = part.volumes[1:] if last else part.share(until)
            spent, parked, kept = (
                share[0] - counted[0],
                share[1] - counted[1],
                share[2] - counted[2],
            )
            held = self.held
            self.count(held, reached - used, spent, parked, kept)
            if self.trace:
                volumes = reached - used, spent, parked, kept
                self.result.segments.append(Segment(number, at, until, *volumes, held))
            if previous is not None and not warned and held is not previous:
                warned = _changes(previous, held, part.volumes, by_energy=by_energy)
            if last:
                break
            at, used, counted, previous, by_energy = until, reached, share, held, at_tier
            self._look(plan, at, used, power)
        if warned:
            self.result.warn(WarningCode.SPANS_PRICE_CHANGE, number)

    def _look(self, plan: Plan, at: int, used: int, power: Electricity) -> None:
        """What holds from `at` on, after `used` energy, and up to where."""
        self.bound = bound = self.tier = _NEVER
        if plan.constant is not None:
            self.held = plan.constant
            return
        slot = day = time = week = date = tier = length = era = 0
        if plan.clocked:
            offset, change = self.ahead.at(at)
            times = plan.times
            day, time = divmod(at + offset, DAY)
            slot = bisect_right(times, time)
            bound = (times[slot] if slot < len(times) else DAY + times[0]) + day * DAY - offset
            if change is not None:
                bound = min(bound, change)
            if plan.daily:
                week = weekday(day)
            if plan.dates:
                date = bisect_right(plan.dates, day)
        if plan.durations:
            length, following = _between(plan.durations, at - self.since)
            bound = min(bound, following + self.since)
        if plan.instants:
            era, following = _between(plan.instants, at)
            bound = min(bound, following)
        if plan.tiers:
            tier, self.tier = _between(plan.tiers, used)
        self.bound = bound
        state = (slot, week, date, tier, length, era, *power.state)
        held = plan.held.get(state)
        if held is None:
            now = Circumstances(day, time, used, at - self.since, *power.values)
            held = plan.look_up(state, now, at)
        self.held = held

    def count(self, held: Held, energy: int, spent: int, parked: int, kept: int) -> None:
        """Put volumes to the components that hold."""
        result = self.result
        quantities = result.quantities
        flat, by_energy, by_time, by_parking, _, _ = held
        if kept:
            self._count_reserved(held, kept)
            if not (energy or spent or parked):
                return
        if flat is not None and flat not in result.flats:
            result.flats.append(flat)
        if self.free is not None:
            energy, spent, parked = _less(self.free, energy, spent, parked)
        if energy and by_energy is not None:
            quantities[by_energy] = quantities.get(by_energy, 0) + energy
            result.last_energy = by_energy
        if spent and by_time is not None:
            quantities[by_time] = quantities.get(by_time, 0) + spent
            result.last_time = by_time
        if parked and by_parking is not None:
            quantities[by_parking] = quantities.get(by_parking, 0) + parked
            result.last_parking = by_parking

    def _count_reserved(self, held: Held, kept: int) -> None:
        result = self.result
        if (slot := held.reserved_time) is not None:
            result.quantities[slot] = result.quantities.get(slot, 0) + kept
            result.last_reserved = slot
        if held.reserved_flat is not None and held.reserved_flat not in result.reserved_flats:
            result.reserved_flats.append(held.reserved_flat)


def _between(thresholds: Sequence[int], value: int) -> tuple[int, int]:
    """How many thresholds are passed at `value`, and the next one."""
    place = bisect_right(thresholds, value)
    return place, thresholds[place] if place < len(thresholds) else _NEVER


def _changes(
    before: Held, after: Held, volumes: tuple[int, int, int, int], *, by_energy: bool
) -> bool:
    """Whether something that the period has is priced otherwise, and had to be shared out.

    What lies before and after a tier of energy is known exactly, for energy.
    """
    energy, spent, parked, kept = volumes
    return (
        bool(energy and not by_energy and _differ(before.energy, after.energy))
        or bool(spent and _differ(before.time, after.time))
        or bool(parked and _differ(before.parking, after.parking))
        or bool(kept and _differ(before.reserved_time, after.reserved_time))
    )


def _differ(one: Slot | None, other: Slot | None) -> bool:
    if one is other:
        return False
    return one is None or other is None or one.terms != other.terms


def _less(free: Free, energy: int, spent: int, parked: int) -> tuple[int, int, int]:
    """Without what is free, of which so much is used up."""
    without = (
        max(energy - free.energy, 0),
        max(spent - free.charging, 0),
        max(parked - free.parking, 0),
    )
    free.energy -= energy - without[0]
    free.charging -= spent - without[1]
    free.parking -= parked - without[2]
    return without


def _in_order(periods: Sequence[Period], result: Tally) -> Iterable[tuple[int, Period]]:
    """With their numbers, by time; a warning where they were told otherwise."""
    starts = [period.start for period in periods]
    if sorted(starts) == starts:
        return enumerate(periods)
    for number, (one, other) in enumerate(pairwise(starts), 1):
        if other < one:
            result.warn(WarningCode.OUT_OF_ORDER, number)
    return sorted(enumerate(periods), key=lambda one: one[1].start)


def _doubtful(
    result: Tally, number: int, own: tuple[int, int], session: tuple[int, int, int]
) -> int:
    """The end to reckon with, of a period that is not where it should be."""
    (start, end), (begins, latest, ends) = own, session
    if start < begins or end > ends or start > ends:
        result.warn(WarningCode.OUTSIDE, number)
    if begins <= start < latest:
        result.warn(WarningCode.OVERLAP, number)
    return max(start, end)


def _snapped(
    result: Tally, number: int, volumes: tuple[int, int, int], elapsed: int, *, snap: bool
) -> tuple[int, int, int]:
    """Volumes of time as the clock has them, where they mean the same."""
    told = [volume for volume in volumes if volume]
    if sum(told) > elapsed + _HALF_SECOND * max(len(told), 1):
        result.warn(WarningCode.VOLUME_DIFFERS, number)
    if snap and len(told) == 1 and abs(told[0] - elapsed) <= _HALF_SECOND:
        charging, parking, reserved = (elapsed if volume else 0 for volume in volumes)
        return charging, parking, reserved
    result.slack += _SLACK * sum(volume % SECOND != 0 for volume in told)
    return volumes
