"""Why somebody else's record of a session is not like ours: each difference, and what causes it.

Theirs less ours is taken apart into three steps that add up to it exactly:

1. their total less what their own tariff makes of their own periods: how they reckoned;
2. that less what our tariff makes of their periods: the prices;
3. that less our own bill: what was used.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from domain.cdr.explaining import ExplainedRecord
from domain.errors import Invalid
from domain.tariff import (
    AS_WE_READ_IT,
    Bill,
    Consumption,
    Difference,
    Explanation,
    Tariff,
    compared,
    explain,
    price,
)
from domain.tariff.bill import UNITS
from domain.tariff.comparison import TOTAL, Stated, rounded
from domain.tariff.explanation import ExplainedSegment

_BASE = {"session": 1, "kWh": 1000, "h": 3600}
"""Base units, Wh or seconds, in what a price is for one of."""


class Step(StrEnum):
    """What a difference comes from."""

    RECKONING = "reckoning"
    """Their amount does not follow from their own periods and tariff."""
    PRICES = "prices"
    """Their tariff is not the one that ours was priced by."""
    USE = "use"
    """They tell of another use: energy, times, or when it was."""


@dataclass(frozen=True, slots=True)
class Volumes:
    """How much of everything in a span of time, and what our engine makes of it."""

    energy: Fraction
    """Wh."""
    charging: Fraction
    """Seconds, like the next two."""
    parking: Fraction
    reserved: Fraction
    cost: Fraction
    """Before taxes, steps, limits and discounts."""


NONE = Volumes(*(Fraction(0),) * 5)


@dataclass(frozen=True, slots=True)
class ComparedPeriod:
    """One charging period of theirs, and ours of the same time."""

    number: int
    begin: datetime
    end: datetime
    theirs: Volumes
    ours: Volumes | None
    """None where no record of ours was to be compared with."""

    @property
    def differs(self) -> bool:
        """By more than a watt-hour, a second or a thousandth of the currency."""
        if self.ours is None:
            return False
        pairs = ((getattr(self.theirs, name), getattr(self.ours, name)) for name in _NAMES)
        return any(
            abs(theirs - ours) > (Fraction(1, 1000) if name == "cost" else 1)
            for name, (theirs, ours) in zip(_NAMES, pairs, strict=True)
        )


_NAMES = ("energy", "charging", "parking", "reserved", "cost")


@dataclass(frozen=True, slots=True)
class ComparedQuantity:
    """A total of theirs in kWh or hours, beside that of their own periods and of our record."""

    name: str
    stated: Fraction | None
    periods: Fraction
    ours: Fraction | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Their record, beside what we make of it and beside ours."""

    explanation: Explanation
    """Of their periods under their tariff."""
    differences: tuple[Difference, ...]
    """Amounts of theirs that do not follow from that."""
    quantities: tuple[ComparedQuantity, ...]
    periods: tuple[ComparedPeriod, ...]
    ours: ExplainedRecord | None = None
    from_ours: tuple[Difference, ...] = ()
    """Amounts of theirs that are not those of our record."""
    steps: Mapping[Step, Fraction] | None = None
    """What their total before taxes is above ours, taken apart; None where either is not told."""

    @property
    def text(self) -> str:
        """In plain words, one fact a line."""
        return "\n".join(_told(self))


def compare_record(
    theirs: Consumption,
    tariffs: Sequence[Tariff],
    stated: Stated,
    volumes: Mapping[str, Fraction | None],
    ours: ExplainedRecord | None = None,
) -> Comparison:
    """Compare a record with what we make of it, and with one of ours.

    Args:
        theirs: what was used, by their record.
        tariffs: theirs, in the order of use.
        stated: amounts by heading, as far as they tell them.
        volumes: their totals by the names of `Quantity`, in kWh and hours.
        ours: our record of the same session.

    Raises:
        NotPriceable: a tariff says nothing that could be charged.
        Invalid: tariffs, or the two records, are in several currencies.
    """
    explanation = explain(tariffs, theirs)
    made = explanation.bill
    if ours is not None and ours.bill.currency != made.currency:
        raise Invalid("record", f"ours is in {ours.bill.currency.code}")
    mine = ours.explanation if ours else None
    return Comparison(
        explanation,
        compared(made, stated),
        tuple(_quantities(theirs, mine.consumption if mine else None, volumes)),
        tuple(_periods(explanation, mine)),
        ours,
        compared(ours.bill, stated) if ours else (),
        _steps(made, theirs, stated.get(TOTAL, (None, None))[0], ours),
    )


def _periods(theirs: Explanation, ours: Explanation | None) -> Iterator[ComparedPeriod]:
    periods = theirs.consumption.periods
    for number, period in enumerate(periods):
        spent = _spent(segment for segment in theirs.segments if segment.period == number)
        last = number == len(periods) - 1
        mine = _within(ours.segments, period.start, period.end, last=last) if ours else None
        yield ComparedPeriod(number, period.start, period.end, spent, mine)


def _steps(
    made: Bill, theirs: Consumption, total: Decimal | None, ours: ExplainedRecord | None
) -> Mapping[Step, Fraction] | None:
    if total is None or ours is None or ours.explanation is None or ours.tariff is None:
        return None
    used = _as_ours(theirs, ours.explanation.consumption)
    by_our_prices = price(ours.tariff, used, AS_WE_READ_IT, ours.market).exact.before_taxes
    return {
        Step.RECKONING: Fraction(total) - made.exact.before_taxes,
        Step.PRICES: made.exact.before_taxes - by_our_prices,
        Step.USE: by_our_prices - ours.bill.exact.before_taxes,
    }


def _as_ours(theirs: Consumption, mine: Consumption) -> Consumption:
    """Their use, under our tariff, at our place, by our driver."""
    return replace(
        theirs.with_periods(replace(p, tariff=None, free=False) for p in theirs.periods),
        zone=mine.zone,
        groups=mine.groups,
        memberships=mine.memberships,
    )


def _quantities(
    theirs: Consumption, mine: Consumption | None, volumes: Mapping[str, Fraction | None]
) -> Iterator[ComparedQuantity]:
    told, own = _totals(theirs), _totals(mine) if mine else None
    for name, amount in told.items():
        yield ComparedQuantity(name, volumes.get(name), amount, own[name] if own else None)


def _totals(used: Consumption) -> dict[str, Fraction]:
    """In kWh and hours, by the names of OCPI's totals."""
    charging = sum((_seconds(p.charging) for p in used.periods), Fraction(0))
    parking = sum((_seconds(p.parking) for p in used.periods), Fraction(0))
    return {
        "total_energy": Fraction(used.energy.wh) / 1000,
        "total_time": (charging + parking) / 3600,
        "total_parking_time": parking / 3600,
    }


def _seconds(length: timedelta) -> Fraction:
    return Fraction(length // timedelta(microseconds=1), 1_000_000)


def _spent(segments: Iterable[ExplainedSegment]) -> Volumes:
    found = NONE
    for segment in segments:
        found = _added(found, segment, Fraction(1))
    return found


def _within(
    segments: Sequence[ExplainedSegment], begin: datetime, end: datetime, *, last: bool
) -> Volumes:
    """The part of our segments between two times: evenly, where one reaches beyond."""
    found = NONE
    for segment in segments:
        length = segment.end - segment.start
        if not length:
            inside = begin <= segment.start < end or (last and segment.start == end)
            share = Fraction(inside)
        else:
            common = min(end, segment.end) - max(begin, segment.start)
            share = _seconds(max(common, timedelta(0))) / _seconds(length)
        if share:
            found = _added(found, segment, share)
    return found


_FIELDS = {"ENERGY": "energy", "TIME": "charging", "PARKING_TIME": "parking"}


def _added(to: Volumes, segment: ExplainedSegment, part: Fraction) -> Volumes:
    known = {name: getattr(to, name) for name in _NAMES}
    for share in segment.shares:
        amount = Fraction(share.quantity) * part
        known["reserved" if share.reservation else _FIELDS[share.dimension]] += amount
        if share.price is not None:
            known["cost"] += amount * Fraction(share.price) / _BASE[UNITS[share.dimension]]
    return Volumes(**known)


_CAUSES = {
    Step.RECKONING: "their total does not follow from their own periods and tariff",
    Step.PRICES: "their prices are not ours",
    Step.USE: "they tell of another use",
}


def _told(it: Comparison) -> Iterator[str]:
    code = it.explanation.bill.currency.code
    made = it.explanation.bill.exact.before_taxes
    yield f"By their own periods and tariff it comes to {rounded(made)} {code} before taxes."
    for difference in it.differences:
        yield f"That is not what they say: {difference}."
    for quantity in it.quantities:
        yield from _told_quantity(quantity)
    for difference in it.from_ours:
        yield f"Not like our record: {difference}."
    for step, amount in (it.steps or {}).items():
        if rounded(amount):
            yield f"Of the difference {rounded(amount)} {code}: {_CAUSES[step]}."
    for period in it.periods:
        if period.differs and period.ours is not None:
            yield _told_period(period, period.ours, code)


def _told_quantity(of: ComparedQuantity) -> Iterator[str]:
    unit = "kWh" if of.name == "total_energy" else "h"
    if of.stated is not None and abs(of.stated - of.periods) > Fraction(1, 1000):
        yield (
            f"{of.name} is {rounded(of.stated)} {unit}, their periods come to "
            f"{rounded(of.periods)} {unit}."
        )
    if of.ours is not None and abs(of.ours - of.periods) > Fraction(1, 1000):
        yield f"{of.name}: theirs {rounded(of.periods)} {unit}, ours {rounded(of.ours)} {unit}."


def _told_period(of: ComparedPeriod, ours: Volumes, code: str) -> str:
    return (
        f"Period {of.number + 1}, {of.begin:%Y-%m-%d %H:%M:%S} to {of.end:%H:%M:%S} UTC: "
        f"theirs {_kwh(of.theirs)} for {rounded(of.theirs.cost)} {code}, "
        f"ours {_kwh(ours)} for {rounded(ours.cost)} {code}."
    )


def _kwh(of: Volumes) -> str:
    return f"{rounded(of.energy / 1000)} kWh"
