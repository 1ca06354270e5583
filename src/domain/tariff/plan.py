"""Plan: a price list made ready for pricing.

What a look-up depends on changes only at a few thresholds: times of day, days, amounts of energy,
durations, currents and powers. Between them the same components hold. So the look-up of a state
(between which thresholds a session stands) is made once and remembered.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple, TypeVar

from domain.tariff.clock import DAY, SECOND
from domain.tariff.electricity import Electricity, Limits
from domain.tariff.elements import Element, PriceComponent, Restrictions
from domain.tariff.interpretation import Interpretation
from domain.tariff.matching import (
    WATT_HOUR,
    Circumstances,
    day_number,
    matches,
    window,
)
from domain.tariff.vocabulary import Dimension, Reservation


@dataclass(slots=True, eq=False)
class Slot:
    """A price component in its place."""

    tariff: str
    element: int
    component: int
    dimension: Dimension
    price: Decimal
    vat: Decimal | None
    step: int
    """In millionths of a Wh, or microseconds; 0: as exact as it was measured."""
    step_size: int
    reservation: bool
    included: bool
    """Whether the price holds the taxes."""
    since: int | None = None
    """An instant; before it, and from `until` on, the price does not hold (dynamic prices)."""
    until: int | None = None

    @property
    def terms(self) -> tuple[object, ...]:
        """What makes one price another."""
        return (self.price, self.vat, self.step)


class Held(NamedTuple):
    """The components that hold in one state: at most one for each dimension."""

    flat: Slot | None
    energy: Slot | None
    time: Slot | None
    parking: Slot | None
    reserved_flat: Slot | None
    reserved_time: Slot | None


N = TypeVar("N", int, Decimal)

_Candidate = tuple[Restrictions, Slot]

_STEP_UNIT = {
    Dimension.FLAT: 0,
    Dimension.ENERGY: WATT_HOUR,
    Dimension.TIME: SECOND,
    Dimension.PARKING_TIME: SECOND,
}


@dataclass(slots=True, eq=False)
class Plan:
    """The thresholds of a price list, and what holds between them."""

    candidates: tuple[tuple[_Candidate, ...], ...]
    """For each field of `Held`, in the order in which they are asked."""
    reading: Interpretation
    times: Sequence[int] = ()
    """Of day, in microseconds."""
    daily: bool = False
    """Whether weekdays matter."""
    dates: Sequence[int] = ()
    instants: Sequence[int] = ()
    tiers: Sequence[int] = ()
    """Of energy."""
    durations: Sequence[int] = ()
    limits: Limits = ((), (), (), ())
    """Of current and power."""
    clocked: bool = False
    """Whether anything hangs on local time."""
    electric: bool = False
    """Whether anything hangs on current or power."""
    held: dict[tuple[int, ...], Held] = field(default_factory=dict)
    constant: Held | None = None
    """What holds always, where nothing changes it."""

    def look_up(self, state: tuple[int, ...], now: Circumstances, at: int) -> Held:
        """What holds in `state`, of which `now` is one example."""
        found = Held(*(self._first(candidates, now, at) for candidates in self.candidates))
        self.held[state] = found
        return found

    def _first(self, candidates: Iterable[_Candidate], now: Circumstances, at: int) -> Slot | None:
        for restrictions, slot in candidates:
            if slot.since is not None and not slot.since <= at < (slot.until or at + 1):
                continue
            if matches(restrictions, now, self.reading):
                return slot
        return None

    def asks(self, known: Electricity, volumes: tuple[int, ...]) -> bool:
        """Whether the price of one of these volumes hangs on what is not known."""
        _, *of_session, _, of_reservation = self.candidates
        return bool(known.missing) and any(
            volume and any(_electric(r) for r, _ in candidates)
            for volume, candidates in zip(volumes, (*of_session, of_reservation), strict=True)
        )


_ELECTRIC = ("min_current", "max_current", "min_power", "max_power")


def _electric(of: Restrictions) -> bool:
    return any(getattr(of, name) is not None for name in _ELECTRIC)


def slots_of(
    tariff: str, elements: Iterable[Element], *, included: bool
) -> list[tuple[Restrictions, Slot]]:
    """All components in the order of the list."""
    return [
        (element.restrictions, slot(tariff, place, number, component, element, included=included))
        for place, element in enumerate(elements)
        for number, component in enumerate(element.components)
    ]


def slot(
    tariff: str,
    place: int,
    number: int,
    component: PriceComponent,
    element: Element,
    *,
    included: bool,
) -> Slot:
    """One component in its place."""
    return Slot(
        tariff=tariff,
        element=place,
        component=number,
        dimension=component.dimension,
        price=component.price,
        vat=component.vat,
        step=component.step_size * _STEP_UNIT[component.dimension],
        step_size=component.step_size,
        reservation=element.restrictions.reservation is not None,
        included=included,
    )


def plan(
    slots: Iterable[tuple[Restrictions, Slot]], reading: Interpretation, *, expired: bool = False
) -> Plan:
    """Ready for sessions, or with `expired` for reservations that nobody came for."""
    known = list(slots)
    candidates = (
        _asked(known, Dimension.FLAT),
        _asked(known, Dimension.ENERGY),
        _asked(known, Dimension.TIME),
        _asked(known, Dimension.PARKING_TIME),
        _reserved(known, Dimension.FLAT, expired=expired),
        _reserved(known, Dimension.TIME, expired=expired),
    )
    used = [pair for group in candidates for pair in group]
    limits = [restrictions for restrictions, _ in used]
    daily = any(r.days for r in limits)
    dates = _sorted(day_number(d) for r in limits for d in (r.start_date, r.end_date) if d)
    times = {bound % DAY for r in limits for bound in window(r) or ()}
    if daily or dates:
        times.add(0)
    electric = (
        _sorted(r.min_current for r in limits if r.min_current is not None),
        _sorted(r.max_current for r in limits if r.max_current is not None),
        _sorted(r.min_power for r in limits if r.min_power is not None),
        _sorted(r.max_power for r in limits if r.max_power is not None),
    )
    ready = Plan(
        candidates,
        reading,
        times=_sorted(times),
        daily=daily,
        dates=dates,
        instants=_sorted(at for _, s in used for at in (s.since, s.until) if at is not None),
        tiers=_sorted(
            int(limit * 1000 * WATT_HOUR)
            for r in limits
            for limit in (r.min_kwh, r.max_kwh)
            if limit is not None
        ),
        durations=_sorted(
            limit * SECOND
            for r in limits
            for limit in (r.min_duration, r.max_duration)
            if limit is not None
        ),
        limits=electric,
        clocked=bool(times),
        electric=any(electric),
    )
    if not (times or ready.instants or ready.tiers or ready.durations or ready.electric):
        ready.constant = ready.look_up((), Circumstances(), 0)
    return ready


def _asked(slots: Iterable[_Candidate], dimension: Dimension) -> tuple[_Candidate, ...]:
    """For a session: what is for reservations never holds in it."""
    return tuple((r, s) for r, s in slots if s.dimension is dimension and r.reservation is None)


def _reserved(
    slots: Iterable[_Candidate], dimension: Dimension, *, expired: bool
) -> tuple[_Candidate, ...]:
    """Where it expired that element goes first, of which the other is the fallback (NOTE)."""
    ours = [(r, s) for r, s in slots if s.dimension is dimension]
    held = [(r, s) for r, s in ours if r.reservation is Reservation.HELD]
    if not expired:
        return tuple(held)
    gone = [(r, s) for r, s in ours if r.reservation is Reservation.EXPIRED]
    return (*gone, *held)


def _sorted(values: Iterable[N]) -> tuple[N, ...]:
    return tuple(sorted(set(values)))
