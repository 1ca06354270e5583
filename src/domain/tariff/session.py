"""From a session to what its price is made from."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from itertools import pairwise

from domain.metering import MeterPlace, MeterReading
from domain.quantities import NO_ENERGY, Energy
from domain.session import ChargingSession, Phase, Stretch
from domain.tariff.consumption import Consumption, Period, Use

PARKED = frozenset({Phase.SUSPENDED_BY_EV, Phase.IDLE})
"""The vehicle asks for no power. Where the station offers none to one that asks, the time is that
of charging (OCPI 2.2.1 CdrDimensionType PARKING_TIME, as corrected after d2)."""

_Curve = Sequence[tuple[datetime, Decimal]]
_KILO = 1000


def consumption_of(
    session: ChargingSession,
    *,
    until: datetime,
    zone: str = "UTC",
    readings: Iterable[MeterReading] = (),
    reserved_since: datetime | None = None,
    groups: frozenset[str] = frozenset(),
    memberships: frozenset[str] = frozenset(),
) -> Consumption:
    """What `session` used, ended or so far.

    Args:
        session: as it was told.
        until: now, for a session that goes on.
        zone: of its place.
        readings: of its meter, in any order. Between two of them energy is taken to have flowed
            evenly; without any, between two changes of the phase.
        reserved_since: when the EVSE was reserved for this driver.
        groups: that the driver is in.
        memberships: that the driver holds.
    """
    begin = session.began_at
    end = max(session.ended.at if session.ended is not None else until, begin)
    told = sorted(readings, key=lambda reading: reading.moment.at)
    stretches = _stretches(session, begin, end)
    curve = _with_phases(_curve(session, told, end), stretches)
    periods: list[Period] = []
    if reserved_since is not None and reserved_since < begin:
        periods.append(Period.of(Use.RESERVATION, reserved_since, begin))
    for stretch in stretches:
        periods += _periods(stretch, told, curve)
    return Consumption(
        start=periods[0].start if periods else begin,
        end=end,
        zone=zone,
        periods=tuple(periods),
        groups=groups,
        memberships=memberships,
    )


def _stretches(session: ChargingSession, begin: datetime, end: datetime) -> Sequence[Stretch]:
    """Its phases from its start on, without a gap there, and one at least.

    What was told for before the start is no part of it; energy that was known then is.
    """
    stretches: list[Stretch] = []
    known = NO_ENERGY
    for stretch in session.timeline.stretches(end, session.energy):
        if stretch.end <= begin:
            known += stretch.energy
            continue
        since = max(stretch.begin, begin)
        stretches.append(replace(stretch, begin=since, energy=known + stretch.energy))
        known = NO_ENERGY
    first = stretches[0].begin if stretches else end
    if first > begin or not stretches:
        energy = NO_ENERGY if stretches else session.energy
        stretches.insert(0, Stretch(Phase.PREPARING, begin, first, energy))
    return stretches


def _curve(session: ChargingSession, readings: Iterable[MeterReading], end: datetime) -> _Curve:
    """Energy by time, in Wh since the start; it never falls, and ends at the session's energy."""
    begin = session.meter.begin
    if begin is None:
        return ()
    points = [(session.began_at, Decimal(0))]
    for reading in readings:
        register = reading.register()
        if register is None or not points[-1][0] < reading.moment.at < end:
            continue
        shown = min(register.wh - begin.wh, session.energy.wh)
        points.append((reading.moment.at, max(shown, points[-1][1])))
    if len(points) == 1:
        return ()
    return (*points, (max(end, points[-1][0]), session.energy.wh))


def _with_phases(curve: _Curve, stretches: Iterable[Stretch]) -> _Curve:
    """With what was known to have flowed when a phase ended, where that is more."""
    known = list(curve)
    flowed = Decimal(0)
    for stretch in stretches if curve else ():
        flowed += stretch.energy.wh
        place = bisect_right(known, stretch.end, key=lambda point: point[0])
        if place < len(known):
            at_most = min(flowed, known[place][1])
            if at_most > energy_at(known, stretch.end):
                known.insert(place, (stretch.end, at_most))
    return known


def _periods(stretch: Stretch, readings: Sequence[MeterReading], curve: _Curve) -> Iterator[Period]:
    use = Use.PARKING if stretch.phase in PARKED else Use.CHARGING
    if not curve:
        yield Period.of(use, stretch.begin, stretch.end, stretch.energy)
        return
    cuts = [at for at, _ in curve if stretch.begin < at < stretch.end]
    bounds = [stretch.begin, *cuts, stretch.end]
    for start, end in pairwise(bounds):
        energy = Energy(energy_at(curve, end) - energy_at(curve, start))
        measured = _measured(readings, start, end)
        yield Period.of(use, start, end, energy, **measured)


def energy_at(curve: _Curve, at: datetime) -> Decimal:
    """In Wh, evenly between two points, to the millionth."""
    place = bisect_right(curve, at, key=lambda point: point[0])
    if place == 0:
        return curve[0][1]
    if place == len(curve):
        return curve[-1][1]
    (before, low), (after, high) = curve[place - 1], curve[place]
    share = Decimal((at - before).total_seconds()) / Decimal((after - before).total_seconds())
    return (low + (high - low) * share).quantize(Decimal("0.000001"))


def _measured(
    readings: Sequence[MeterReading], start: datetime, end: datetime
) -> dict[str, Decimal]:
    """Lowest and highest current and power of the readings at both ends and in between."""
    within = [r for r in readings if start <= r.moment.at <= end]
    currents = [a for r in within if (a := _sum_over_phases(r, "Current.Import")) is not None]
    powers = [w for r in within if (w := _sum_over_phases(r, "Power.Active.Import")) is not None]
    found: dict[str, Decimal] = {}
    if currents:
        found |= {"min_current": min(currents), "max_current": max(currents)}
    if powers:
        found |= {"min_power": min(powers) / _KILO, "max_power": max(powers) / _KILO}
    return found


def _sum_over_phases(reading: MeterReading, measurand: str) -> Decimal | None:
    """The value for the whole outlet, or the sum over its phases."""
    phases: dict[str, Decimal] = {}
    for sample in reading.samples:
        outlet = sample.place is MeterPlace.OUTLET and sample.value is not None
        if sample.measurand != measurand or not outlet or sample.value is None:
            continue
        if sample.phase is None:
            return sample.value
        if sample.phase.startswith("L"):
            phases[sample.phase[:2]] = sample.value
    return sum(phases.values(), Decimal(0)) if phases else None
