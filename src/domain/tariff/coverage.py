"""Coverage: in which circumstances which component of a price list holds.

All circumstances that restrictions can tell apart are tried: a price list has few thresholds.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from domain.tariff.elements import Element, Restrictions
from domain.tariff.interpretation import AS_WE_READ_IT
from domain.tariff.matching import Circumstances, matches
from domain.tariff.plan import Plan, Slot, plan, slots_of

MOST = 50_000
"""Circumstances that are tried; a price list that tells more apart is not judged."""

_MONDAY = 4
"""Since 1970, whose first day was a Thursday."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was found for one dimension, of sessions or of reservations."""

    dimension: int
    """Its place in `Held`."""
    matching: frozenset[Slot]
    """Components whose restrictions hold in some circumstances."""
    used: frozenset[Slot]
    """Those that are the first to in some."""
    gap: bool
    """Whether none does in some."""


def coverages(elements: Sequence[Element]) -> Iterator[tuple[Coverage, tuple[Slot, ...]]]:
    """For each dimension that is priced: what was found, and all of its components."""
    slots = slots_of("", elements, included=False)
    for expired in (False, True):
        ready = plan(slots, AS_WE_READ_IT, expired=expired)
        for place, candidates in enumerate(ready.candidates):
            if not candidates or (expired and place < _RESERVED):
                continue
            one = plan([(r, s) for r, s in slots if any(s is c for _, c in candidates)],
                       AS_WE_READ_IT, expired=expired)  # fmt: skip
            tried = _tried(one)
            if tried is not None:
                yield _found(place, candidates, tried), tuple(s for _, s in candidates)


_RESERVED = 4
"""Places of `Held` from here on are for reservations."""


def _found(
    place: int, candidates: Iterable[tuple[Restrictions, Slot]], tried: Iterable[Circumstances]
) -> Coverage:
    matching: set[Slot] = set()
    used: set[Slot] = set()
    gap = False
    for now in tried:
        holding = [slot for r, slot in candidates if matches(r, now, AS_WE_READ_IT)]
        matching.update(holding)
        used.update(holding[:1])
        gap = gap or not holding
    return Coverage(place, frozenset(matching), frozenset(used), gap)


def _tried(of: Plan) -> list[Circumstances] | None:
    dates = [of.dates[0] - 7, *of.dates] if of.dates else [_MONDAY]
    week = range(7) if of.daily else range(1)
    low_currents, high_currents, low_powers, high_powers = of.limits
    currents = sorted({Decimal(0), *low_currents, *high_currents})
    powers = sorted({Decimal(0), *low_powers, *high_powers})
    axes: tuple[Sequence[object], ...] = (
        sorted({day + more for day in dates for more in week}),
        of.times or (0,),
        (0, *of.tiers),
        (0, *of.durations),
        currents,
        powers,
    )
    size = 1
    for axis in axes:
        size *= len(axis)
    if size > MOST:
        return None
    return [
        # The product of axes of different types has the types of none of them.
        Circumstances(day, time, energy, duration, current, current, power, power)  # type: ignore[arg-type] # by product()
        for day, time, energy, duration, current, power in product(*axes)
    ]
