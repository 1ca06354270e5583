"""Splitting: periods at whose borders prices change, as OCPI wants them in a CDR."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import groupby

from domain.quantities import Energy
from domain.tariff.clock import moment
from domain.tariff.consumption import Consumption, Period
from domain.tariff.engine import PricePlan, counted
from domain.tariff.tally import Segment


def split(plans: Sequence[PricePlan], consumption: Consumption) -> Consumption:
    """The same consumption in the fewest periods in which nothing changes that prices depend on.

    A CPO starts a period at every moment that matters for the costs (OCPI 2.2.1 mod_cdrs,
    ChargingPeriod); where no reading was taken then, energy is interpolated. Periods under no
    tariff are left out, as they have no price.
    """
    periods = consumption.periods
    segments = counted(plans, consumption, trace=True).segments
    alike = groupby(segments, key=lambda s: (id(s.held), _uses(s), periods[s.period].tariff))
    return consumption.with_periods(_joined(list(group), periods) for _, group in alike)


def _uses(segment: Segment) -> tuple[bool, bool, bool]:
    return bool(segment.charging), bool(segment.parking), bool(segment.reserved)


def _joined(segments: Sequence[Segment], periods: Sequence[Period]) -> Period:
    parts = [periods[segment.period] for segment in segments]
    return replace(
        parts[0],
        start=moment(segments[0].start),
        end=moment(segments[-1].end),
        energy=Energy(Decimal(sum(s.energy for s in segments)).scaleb(-6)),
        charging=_time(s.charging for s in segments),
        parking=_time(s.parking for s in segments),
        reserved=_time(s.reserved for s in segments),
        min_current=_extreme(min, (p.min_current for p in parts)),
        max_current=_extreme(max, (p.max_current for p in parts)),
        min_power=_extreme(min, (p.min_power for p in parts)),
        max_power=_extreme(max, (p.max_power for p in parts)),
        current=parts[0].current if len(parts) == 1 else None,
        power=parts[0].power if len(parts) == 1 else None,
    )


def _time(parts: Iterable[int]) -> timedelta:
    return timedelta(microseconds=sum(parts))


def _extreme(
    choose: Callable[[list[Decimal]], Decimal], values: Iterable[Decimal | None]
) -> Decimal | None:
    known = [value for value in values if value is not None]
    return choose(known) if known else None
