"""Tally: how much of a session falls to which price component.

A session is walked through in the order of its periods. A period in which another component
becomes active is split there: by energy exactly at tiers of energy, by time pro rata at times.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from domain.tariff.bill import Caution, WarningCode
from domain.tariff.clock import DAY, Offsets, instant, micros, offsets, time_zone
from domain.tariff.consumption import Consumption, Period
from domain.tariff.electricity import Electricity, electricity
from domain.tariff.matching import WATT_HOUR, Circumstances
from domain.tariff.plan import Held, Plan, Slot

_HALF_SECOND = 500_000
_SLACK = 360_000
"""Microseconds: what four decimals of an hour may have added to a volume of time."""
_THURSDAY = 3
_UTC = Offsets((-(2**62),), (0,))
_NO_ELECTRICITY = Electricity()


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
    by_energy: bool
    """Whether it began because a tier of energy did."""


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
    begins, ends = instant(consumption.start), instant(consumption.end)
    ahead = _UTC
    if any(plan.clocked for plan in plans.values()):
        ahead = offsets(time_zone(consumption.zone), consumption.start, consumption.end)
    periods = consumption.periods
    order: Sequence[int] = range(len(periods))
    starts = [instant(period.start) for period in periods]
    if any(b < a for a, b in pairwise(starts)):
        order = _by_time(starts, result)
    latest = begins
    session: int | None = None
    reservation: int | None = None
    before = 0
    walk = _Walk(result, ahead, free)
    for number in order:
        period = periods[number]
        start = starts[number]
        end = instant(period.end)
        if start < latest or end < start or end > ends:
            end = _doubtful(result, number, start, end, begins, latest, ends)
        latest = end
        elapsed = end - start
        energy = int(period.energy.wh * WATT_HOUR)
        if energy < 0:
            result.warn(WarningCode.NEGATIVE, number)
            energy = 0
        charging, parking, reserved = period.charging, period.parking, period.reserved
        spent = micros(charging) if charging else 0
        parked = micros(parking) if parking else 0
        kept = micros(reserved) if reserved else 0
        if spent + parked + kept != elapsed:
            spent, parked, kept = _snapped(result, number, (spent, parked, kept), elapsed, snap)
        if kept and not (spent or parked or energy):
            reservation = start if reservation is None else reservation
            since = reservation
        else:
            if session is None:
                session = begins if reservation is None else start
            since = session
        plan = None if period.free else plans.get(period.tariff)
        if plan is not None:
            volumes = (energy, spent, parked, kept)
            if plan.constant is not None:
                segment = Segment(number, start, end, *volumes, plan.constant, False)
                walk.count(segment)
                if trace:
                    result.segments.append(segment)
            else:
                walk.through(plan, number, period, start, end, volumes, before, since, trace=trace)
        before += energy
    result.energy = before
    return result


@dataclass(slots=True)
class _Walk:
    """Through one session."""

    result: Tally
    ahead: Offsets
    free: Free | None

    def through(
        self,
        plan: Plan,
        number: int,
        period: Period,
        start: int,
        end: int,
        volumes: tuple[int, int, int, int],
        before: int,
        since: int,
        *,
        trace: bool,
    ) -> None:
        """One period, in as many segments as there are price changes in it."""
        energy, spent, parked, kept = volumes
        elapsed = end - start
        after = before + energy
        power = _NO_ELECTRICITY
        if plan.electric:
            power = electricity(plan, period, energy, spent or elapsed)
            if plan.asks(power, volumes):
                self.result.warn(WarningCode.NOT_MEASURED, number, power.missing)
        times, durations, tiers = plan.times, plan.durations, plan.tiers
        held_before = plan.held
        at, used = start, before
        gone_spent = gone_parked = gone_kept = 0
        previous: Held | None = None
        by_energy = warned = False
        while True:
            until = end
            slot = day = time = week = date = tier = length = era = 0
            if plan.clocked:
                offset, change = self.ahead.at(at)
                if change is not None and change < until:
                    until = change
                day, time = divmod(at + offset, DAY)
                slot = bisect_right(times, time)
                bound = times[slot] if slot < len(times) else DAY + times[0]
                bound += day * DAY - offset
                until = min(until, bound)
                if plan.daily:
                    week = (day + _THURSDAY) % 7
                if plan.dates:
                    date = bisect_right(plan.dates, day)
            if durations:
                length = bisect_right(durations, at - since)
                if length < len(durations) and since + durations[length] < until:
                    until = since + durations[length]
            if plan.instants:
                era = bisect_right(plan.instants, at)
                if era < len(plan.instants) and plan.instants[era] < until:
                    until = plan.instants[era]
            if until < end:
                reached = max(used, before + energy * (until - start) // elapsed)
            else:
                reached = after
            next_by_energy = False
            if tiers:
                tier = bisect_right(tiers, used)
                if tier < len(tiers) and tiers[tier] < reached:
                    reached = tiers[tier]
                    until = max(at, min(until, start + elapsed * (reached - before) // energy))
                    next_by_energy = True
            state = (slot, week, date, tier, length, era, *power.state)
            held = held_before.get(state)
            if held is None:
                now = Circumstances(day, time, used, at - since, *power.values)
                held = plan.look_up(state, now, at)
            last = until >= end and reached == after
            if last:
                parts = (spent - gone_spent, parked - gone_parked, kept - gone_kept)
            elif elapsed:
                share = until - start
                parts = (
                    spent * share // elapsed - gone_spent,
                    parked * share // elapsed - gone_parked,
                    kept * share // elapsed - gone_kept,
                )
                gone_spent += parts[0]
                gone_parked += parts[1]
                gone_kept += parts[2]
            else:
                parts = (0, 0, 0)
            segment = Segment(number, at, until, reached - used, *parts, held, by_energy)
            self.count(segment)
            if trace:
                self.result.segments.append(segment)
            if previous is not None and not warned and held is not previous:
                warned = _changes(previous, held, volumes, by_energy=by_energy)
                if warned:
                    self.result.warn(WarningCode.SPANS_PRICE_CHANGE, number)
            if last:
                return
            at, used, previous, by_energy = until, reached, held, next_by_energy

    def count(self, segment: Segment) -> None:
        """Put its volumes to the components that hold."""
        _, _, _, energy, spent, parked, kept, held, _ = segment
        result, free = self.result, self.free
        quantities = result.quantities
        if kept:
            if (slot := held.reserved_time) is not None:
                quantities[slot] = quantities.get(slot, 0) + kept
                result.last_reserved = slot
            if held.reserved_flat is not None and held.reserved_flat not in result.reserved_flats:
                result.reserved_flats.append(held.reserved_flat)
            if not (energy or spent or parked):
                return
        if held.flat is not None and held.flat not in result.flats:
            result.flats.append(held.flat)
        if free is not None:
            energy, spent, parked = _less(free, energy, spent, parked)
        if energy and (slot := held.energy) is not None:
            quantities[slot] = quantities.get(slot, 0) + energy
            result.last_energy = slot
        if spent and (slot := held.time) is not None:
            quantities[slot] = quantities.get(slot, 0) + spent
            result.last_time = slot
        if parked and (slot := held.parking) is not None:
            quantities[slot] = quantities.get(slot, 0) + parked
            result.last_parking = slot


def _changes(
    before: Held, after: Held, volumes: tuple[int, int, int, int], *, by_energy: bool
) -> bool:
    """Whether something that the period has is priced otherwise, and had to be shared out.

    What lies before and after a tier of energy is known exactly, for energy.
    """
    energy, spent, parked, kept = volumes
    return any(
        volume and _terms(was) != _terms(now)
        for volume, was, now in (
            (0 if by_energy else energy, before.energy, after.energy),
            (spent, before.time, after.time),
            (parked, before.parking, after.parking),
            (kept, before.reserved_time, after.reserved_time),
        )
    )


def _terms(slot: Slot | None) -> tuple[object, ...] | None:
    return None if slot is None else slot.terms


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


def _by_time(starts: Sequence[int], result: Tally) -> list[int]:
    for number, (before, after) in enumerate(pairwise(starts)):
        if after < before:
            result.warn(WarningCode.OUT_OF_ORDER, number + 1)
    return sorted(range(len(starts)), key=starts.__getitem__)


def _doubtful(
    result: Tally, number: int, start: int, end: int, begins: int, latest: int, ends: int
) -> int:
    """The end to reckon with, of a period that is not where it should be."""
    if start < begins or end > ends or start > ends:
        result.warn(WarningCode.OUTSIDE, number)
    if begins <= start < latest:
        result.warn(WarningCode.OVERLAP, number)
    return max(start, end)


def _snapped(
    result: Tally, number: int, volumes: tuple[int, int, int], elapsed: int, snap: bool
) -> tuple[int, int, int]:
    """Volumes of time as the clock has them, where they mean the same."""
    told = [volume for volume in volumes if volume]
    if sum(told) > elapsed + _HALF_SECOND * max(len(told), 1):
        result.warn(WarningCode.VOLUME_DIFFERS, number)
    if snap and len(told) == 1 and abs(told[0] - elapsed) <= _HALF_SECOND:
        return tuple(elapsed if volume else 0 for volume in volumes)  # type: ignore[return-value]
    result.slack += _SLACK * sum(volume % _WHOLE_SECOND != 0 for volume in told)
    return volumes


_WHOLE_SECOND = 1_000_000
