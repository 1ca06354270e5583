"""The engine: any consumption under any tariff, exact, with every reading of the text named.

Amounts are whole numbers: prices times quantities over one common denominator, in which a third
of an hour has no remainder. Nothing is rounded before the end.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from domain.identity import TariffId
from domain.tariff.bill import Adjustment, Bill, BillLine, Caution, Sums, WarningCode, summed
from domain.tariff.clock import HOUR, MINUTE, micros
from domain.tariff.consumption import Consumption
from domain.tariff.elements import Element, PriceLimit
from domain.tariff.errors import NotPriceable
from domain.tariff.interpretation import (
    AS_WE_READ_IT,
    FlatPerTariff,
    Interpretation,
    LimitAcrossTariffs,
    MissingVat,
)
from domain.tariff.limits import capped, clamped, discounted
from domain.tariff.lint import obstacles
from domain.tariff.matching import WATT_HOUR
from domain.tariff.plan import Plan, Slot, plan, slots_of
from domain.tariff.spot import PriceSeries, with_spot
from domain.tariff.steps import billed
from domain.tariff.tally import Free, Tally, tally
from domain.tariff.tariff import Tariff
from domain.tariff.terms import NO_TERMS
from domain.tariff.vocabulary import Dimension

_ONE = Decimal(1)
NO_SERIES: Mapping[str, PriceSeries] = {}

_KWH = 1000 * WATT_HOUR
_COMMON = 18_000_000_000
"""Divided by both an hour's microseconds and a kWh's millionths of a Wh."""

_PARTS = {
    Dimension.FLAT: _COMMON,
    Dimension.ENERGY: _COMMON // _KWH,
    Dimension.TIME: _COMMON // HOUR,
    Dimension.PARKING_TIME: _COMMON // HOUR,
}


@dataclass(frozen=True, slots=True)
class _Rates:
    """Of each component, over one denominator: per counted unit before taxes, and with them."""

    scale: int
    before: Mapping[Slot, int]
    after: Mapping[Slot, int | None]
    percent: int
    """What `scale` is multiplied by for amounts with taxes."""


@dataclass(slots=True, eq=False)
class PricePlan:
    """A tariff made ready to price any number of sessions."""

    tariff: Tariff
    reading: Interpretation = AS_WE_READ_IT
    series: Mapping[str, PriceSeries] = field(default_factory=dict)
    name: str = field(init=False)
    """The tariff's id as periods tell it."""
    readings: tuple[str, ...] = field(init=False)
    """Named on every bill."""
    plain: bool = field(init=False)
    """Whether no terms beyond OCPI change quantities or amounts."""
    _plans: dict[tuple[str | None, bool], tuple[Plan, _Rates | None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if findings := obstacles(self.tariff):
            raise NotPriceable(self.tariff.name, findings)
        self.name = str(self.tariff.id)
        self.readings = self.reading.named
        terms = self.tariff.terms
        self.plain = replace(NO_TERMS, groups=terms.groups, rounding=terms.rounding) == terms

    def price(self, consumption: Consumption) -> Bill:
        """What `consumption` costs."""
        return price_by((self,), consumption)

    def plan_for(self, consumption: Consumption) -> tuple[Plan, _Rates | None]:
        """The elements for this driver, and for a reservation that was used or not."""
        group = None
        if groups := self.tariff.terms.groups:
            group = next((g.group for g in groups if g.group in consumption.groups), None)
        key = group, consumption.reservation_expired
        known = self._plans.get(key)
        if known is None:
            known = self._plans[key] = self._made(group, expired=consumption.reservation_expired)
        return known

    def _made(self, group: str | None, *, expired: bool) -> tuple[Plan, _Rates | None]:
        elements = elements_for(self.tariff, group)
        slots = slots_of(self.name, elements, included=self.tariff.included)
        components = {slot: elements[slot.element].components[slot.component] for _, slot in slots}
        expanded = with_spot(slots, components, self.series)
        rates = _rates([slot for _, slot in expanded])
        return plan(expanded, self.reading, expired=expired), rates


def _ready(tariff: Tariff, reading: Interpretation, series: Mapping[str, PriceSeries]) -> PricePlan:
    """A plan of that tariff as it stands: session after session ends under the same one."""
    if series or reading is not AS_WE_READ_IT:
        return PricePlan(tariff, reading, series)
    kept = _kept(tariff.id)
    if not kept or kept[0].tariff != tariff:
        # Of a copy: what is priced later may have been edited by then.
        kept[:] = [PricePlan(tariff.snapshot())]
    return kept[0]


@lru_cache(maxsize=256)
def _kept(_tariff: TariffId) -> list[PricePlan]:
    """The last plan made of a tariff of that id, or nothing yet."""
    return []


def elements_for(tariff: Tariff, group: str | None) -> tuple[Element, ...]:
    """Those of the group, or the tariff's own."""
    return next((g.elements for g in tariff.terms.groups if g.group == group), tariff.elements)


def price(
    tariff: Tariff | Sequence[Tariff],
    consumption: Consumption,
    reading: Interpretation = AS_WE_READ_IT,
    series: Mapping[str, PriceSeries] = NO_SERIES,
) -> Bill:
    """What `consumption` costs under `tariff`; of several, the first is the session's.

    Raises:
        NotPriceable: a tariff says nothing that could be charged; all findings are told.
        Invalid: nobody knows the time zone, or the tariffs are in several currencies.
    """
    tariffs = (tariff,) if isinstance(tariff, Tariff) else tariff
    return price_by([_ready(each, reading, series) for each in tariffs], consumption)


def price_by(plans: Sequence[PricePlan], consumption: Consumption) -> Bill:
    """As `price`, with tariffs that were made ready before."""
    first = plans[0]
    terms, reading = first.tariff.terms, first.reading
    count = counted(plans, consumption)
    quantities = billed(count, reading)
    flats = count.reserved_flats[:1]
    if not consumption.reservation_expired:
        flats += _flats(count.flats, reading)
    lines = _lines(count, quantities, flats, reading)
    rates = first.plan_for(consumption)[1] if len(plans) == 1 else None
    sums = _sums(lines, quantities, flats, rates, reading)
    adjustments: list[Adjustment] = []
    if not first.plain:
        caps = capped(lines, terms)
        adjustments = caps + discounted(lines, caps, terms, consumption)
        sums = _with(sums, adjustments)
    least, most, doubtful = _limits(plans, consumption)
    if consumption.reservation_expired or not (count.energy or reading.minimum_without_energy):
        least = None
    if least is not None or most is not None:
        clamps = clamped(sums, least, most)
        sums = _with(sums, clamps)
        adjustments += clamps
    warnings = (*_not_valid(first.tariff, consumption), *doubtful, *count.warnings)
    return Bill(
        first.tariff.currency,
        lines,
        sums,
        tuple(adjustments),
        warnings,
        first.readings,
        terms.rounding,
    )


def counted(plans: Sequence[PricePlan], consumption: Consumption, *, trace: bool = False) -> Tally:
    """How much falls to which component; with `trace`, segment by segment."""
    first = plans[0]
    by_tariff: dict[str | None, Plan] = {each.name: each.plan_for(consumption)[0] for each in plans}
    by_tariff[None] = by_tariff[first.name]
    free = None if first.plain else _free(first.tariff)
    return tally(consumption, by_tariff, free=free, snap=first.reading.snap_times, trace=trace)


def _flats(flats: list[Slot], reading: Interpretation) -> list[Slot]:
    """Fees are due once a session, or once for each tariff."""
    if reading.flat is FlatPerTariff.FIRST:
        return flats[:1]
    return list({slot.tariff: slot for slot in reversed(flats)}.values())[::-1]


def _lines(
    count: Tally, quantities: Mapping[Slot, int], flats: Iterable[Slot], reading: Interpretation
) -> tuple[BillLine, ...]:
    face_value = reading.missing_vat is MissingVat.FACE_VALUE
    used = [(slot, _ONE, _ONE) for slot in flats if slot.price]
    for slot, quantity in quantities.items():
        consumed = count.quantities[slot]
        told = Decimal(consumed).scaleb(-6)
        whole = told if quantity == consumed else Decimal(quantity).scaleb(-6)
        used.append((slot, told, whole))
    return tuple(
        BillLine(
            slot.dimension,
            consumed,
            quantity,
            slot.price,
            slot.vat,
            slot.reservation,
            slot.tariff,
            slot.element,
            slot.component,
            slot.step_size,
            slot.included or (face_value and slot.vat is None),
        )
        for slot, consumed, quantity in used
    )


def _rates(slots: Sequence[Slot]) -> _Rates | None:
    """None where no common denominator is known beforehand: taxes are to be taken out."""
    if any(slot.included and slot.vat is not None for slot in slots):
        return None
    places = max((_places(slot.price) for slot in slots), default=0)
    fine = max((_places(slot.vat) for slot in slots if slot.vat is not None), default=0)
    percent = 100 * 10**fine
    before = {slot: int(slot.price.scaleb(places)) * _PARTS[slot.dimension] for slot in slots}
    after = {slot: _after(slot, before[slot], percent, fine) for slot in slots}
    return _Rates(_COMMON * 10**places, before, after, percent)


def _after(slot: Slot, rate: int, percent: int, fine: int) -> int | None:
    if slot.included or not rate:
        return rate * percent
    return None if slot.vat is None else rate * (percent + int(slot.vat.scaleb(fine)))


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _sums(
    lines: Iterable[BillLine],
    quantities: Mapping[Slot, int],
    flats: Iterable[Slot],
    rates: _Rates | None,
    reading: Interpretation,
) -> Sums:
    if rates is None:
        parts = list(lines)
        before = sum((line.before_taxes for line in parts), Fraction(0))
        return Sums(before, summed(line.after_taxes for line in parts))
    total, taxed, known = 0, 0, True
    face_value = reading.missing_vat is MissingVat.FACE_VALUE
    for slot, quantity in (*((slot, 1) for slot in flats), *quantities.items()):
        total += quantity * rates.before[slot]
        rate = rates.after[slot]
        if rate is not None:
            taxed += quantity * rate
        elif face_value:
            taxed += quantity * rates.before[slot] * rates.percent
        else:
            known = False
    after = Fraction(taxed, rates.scale * rates.percent) if known else None
    return Sums(Fraction(total, rates.scale), after)


def _with(sums: Sums, changes: Iterable[Adjustment]) -> Sums:
    before, after = sums.before_taxes, sums.after_taxes
    for change in changes:
        before += change.before_taxes
        if after is not None:
            after = None if change.after_taxes is None else after + change.after_taxes
    return Sums(before, after)


def _free(tariff: Tariff) -> Free:
    free = Free(parking=micros(tariff.terms.idle_grace))
    for allowance in tariff.terms.allowances:
        if allowance.dimension is Dimension.ENERGY:
            free.energy += int(allowance.amount * _KWH)
        elif allowance.dimension is Dimension.TIME:
            free.charging += int(allowance.amount * MINUTE)
        elif allowance.dimension is Dimension.PARKING_TIME:
            free.parking += int(allowance.amount * MINUTE)
    return free


def _limits(
    plans: Sequence[PricePlan], consumption: Consumption
) -> tuple[PriceLimit | None, PriceLimit | None, tuple[Caution, ...]]:
    """Least and most of the session. OCPI does not say whose where the tariff changes in it."""
    first = last = plans[0].tariff
    if len(plans) == 1:
        return first.min_price, first.max_price, ()
    names = {period.tariff for period in consumption.periods if not period.free}
    names |= {plans[0].name} if None in names else set()
    tariffs = [each.tariff for each in plans if each.name in names] or [first]
    first, last = tariffs[0], tariffs[-1]
    if all((t.min_price, t.max_price) == (first.min_price, first.max_price) for t in tariffs):
        return first.min_price, first.max_price, ()
    doubt = (Caution(WarningCode.SEVERAL_TARIFFS),)
    match plans[0].reading.limits:
        case LimitAcrossTariffs.FIRST:
            return first.min_price, first.max_price, doubt
        case LimitAcrossTariffs.LAST:
            return last.min_price, last.max_price, doubt
        case LimitAcrossTariffs.NONE:
            return None, None, doubt


def _not_valid(tariff: Tariff, consumption: Consumption) -> tuple[Caution, ...]:
    start, since, until = consumption.start, tariff.valid_from, tariff.valid_until
    if (since is None or since <= start) and (until is None or start < until):
        return ()
    return (Caution(WarningCode.NOT_VALID, detail=tariff.name),)
