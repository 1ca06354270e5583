"""Explanation: each cent of a bill, for a driver to understand and an auditor to recompute."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from decimal import Decimal

from domain.tariff.bill import UNITS, Adjustment, Bill, BillLine, Cause
from domain.tariff.clock import moment, time_zone
from domain.tariff.comparison import rounded
from domain.tariff.consumption import Consumption
from domain.tariff.engine import NO_SERIES, PricePlan, counted, price_by
from domain.tariff.interpretation import AS_WE_READ_IT, Interpretation
from domain.tariff.plan import Slot
from domain.tariff.spot import PriceSeries
from domain.tariff.tally import Segment
from domain.tariff.tariff import Tariff
from domain.tariff.vocabulary import Dimension


@dataclass(frozen=True, slots=True)
class Share:
    """So much of one dimension in one segment, and the component that prices it, if any."""

    dimension: Dimension
    quantity: Decimal
    """In Wh or seconds, not yet in whole steps."""
    price: Decimal | None
    """None: free, as nothing prices it."""
    vat: Decimal | None = None
    tariff: str | None = None
    element: int | None = None
    component: int | None = None
    reservation: bool = False


@dataclass(frozen=True, slots=True)
class ExplainedSegment:
    """From `start` to `end` the same prices held."""

    start: datetime
    """Local time of the place."""
    end: datetime
    period: int
    """Of the consumption, or of the CDR."""
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A bill, and how it came about."""

    tariffs: tuple[str, ...]
    """Their names."""
    consumption: Consumption
    segments: tuple[ExplainedSegment, ...]
    bill: Bill

    @property
    def text(self) -> str:
        """In plain words, one fact a line."""
        return "\n".join(_told(self))


def explain(
    tariff: Tariff | Sequence[Tariff],
    consumption: Consumption,
    reading: Interpretation = AS_WE_READ_IT,
    series: Mapping[str, PriceSeries] = NO_SERIES,
) -> Explanation:
    """The price of `consumption`, and why it is that; raises what `price` raises."""
    tariffs = (tariff,) if isinstance(tariff, Tariff) else tuple(tariff)
    plans = [PricePlan(each, reading, series) for each in tariffs]
    zone = time_zone(consumption.zone)
    segments = counted(plans, consumption, trace=True).segments
    return Explanation(
        tuple(each.name for each in tariffs),
        consumption,
        tuple(_segment(segment, zone) for segment in segments),
        price_by(plans, consumption),
    )


def _segment(segment: Segment, zone: tzinfo) -> ExplainedSegment:
    held = segment.held
    amounts = (
        (Dimension.ENERGY, segment.energy, held.energy, False),
        (Dimension.TIME, segment.charging, held.time, False),
        (Dimension.PARKING_TIME, segment.parking, held.parking, False),
        (Dimension.TIME, segment.reserved, held.reserved_time, True),
    )
    shares = (_share(*amount) for amount in amounts if amount[1])
    start, end = moment(segment.start), moment(segment.end)
    return ExplainedSegment(
        start.astimezone(zone), end.astimezone(zone), segment.period, tuple(shares)
    )


def _share(dimension: Dimension, amount: int, slot: Slot | None, reserved: bool) -> Share:
    quantity = Decimal(amount).scaleb(-6)
    if slot is None:
        return Share(dimension, quantity, None, reservation=reserved)
    place = slot.tariff, slot.element, slot.component
    return Share(dimension, quantity, slot.price, slot.vat, *place, reserved)


_NAMES = {
    Dimension.FLAT: "Fee",
    Dimension.ENERGY: "Energy",
    Dimension.TIME: "Charging time",
    Dimension.PARKING_TIME: "Parking time",
}

_CAUSES = {
    Cause.IDLE_CAP: "Parking costs no more than its cap",
    Cause.DISCOUNT: "Discount",
    Cause.MINIMUM: "Minimum price",
    Cause.MAXIMUM: "Maximum price",
}


def _told(it: Explanation) -> Iterator[str]:
    bill, code = it.bill, it.bill.currency.code
    yield f"Tariff {', '.join(it.tariffs)}; times of {it.consumption.zone}."
    for segment in it.segments:
        shares = ", ".join(_told_share(share) for share in segment.shares) or "nothing used"
        yield f"{segment.start:%Y-%m-%d %H:%M:%S} to {segment.end:%H:%M:%S}: {shares}."
    for line in bill.lines:
        yield _told_line(line, code)
    for adjustment in bill.adjustments:
        yield _told_adjustment(adjustment, code)
    taxes = bill.exact.taxes
    told = "not known" if taxes is None else f"{rounded(taxes)} {code}"
    yield f"Before taxes {rounded(bill.exact.before_taxes)} {code}, taxes {told}."
    yield f"To pay: {bill.total.amount} {code}."
    yield from (f"Note: {w.code} {w.detail}".rstrip() + "." for w in bill.warnings)
    yield f"Readings: {', '.join(bill.readings)}."


def _told_share(share: Share) -> str:
    amount = _quantity(share.dimension, share.quantity)
    name = "reservation" if share.reservation else _NAMES[share.dimension].lower()
    if share.price is None:
        return f"{name} {amount} free"
    place = f"element {(share.element or 0) + 1}"
    return f"{name} {amount} at {share.price} per {UNITS[share.dimension]} ({place})"


def _told_line(line: BillLine, code: str) -> str:
    name = f"Reservation, {_NAMES[line.dimension].lower()}" if line.reservation else None
    said = name or _NAMES[line.dimension]
    if line.dimension is not Dimension.FLAT:
        said += f" {_quantity(line.dimension, line.consumed)}"
    if line.billed != line.consumed:
        billed = _quantity(line.dimension, line.billed)
        said += f", billed {billed} in steps of {line.step_size} {_STEPS[line.dimension]}"
    said += f" at {line.price} {code}/{line.unit}: {rounded(line.before_taxes)} {code}"
    if line.vat is None:
        return f"{said}."
    taxes = (line.after_taxes or line.before_taxes) - line.before_taxes
    return f"{said} and {line.vat} % VAT {rounded(taxes)} {code}."


_STEPS = {Dimension.ENERGY: "Wh", Dimension.TIME: "s", Dimension.PARKING_TIME: "s"}


def _told_adjustment(change: Adjustment, code: str) -> str:
    said = _CAUSES[change.cause] + (f" {change.name}" if change.name else "")
    after = change.after_taxes
    taxed = "" if after is None else f", {rounded(after)} {code} after"
    return f"{said}: {rounded(change.before_taxes)} {code} before taxes{taxed}."


def _quantity(dimension: Dimension, amount: Decimal) -> str:
    """kWh, or hours, minutes and seconds."""
    if dimension is Dimension.ENERGY:
        return f"{(amount / 1000).normalize():f} kWh"
    minutes, seconds = divmod(amount, 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(hours, "h"), (minutes, "min"), (seconds.normalize(), "s")]
    return " ".join(f"{number:f} {unit}" for number, unit in parts if number) or "0 s"
