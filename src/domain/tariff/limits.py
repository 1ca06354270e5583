"""What is changed after the lines are priced: caps, discounts, minimum and maximum price."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from domain.tariff.bill import Adjustment, BillLine, Cause, Heading, Sums
from domain.tariff.consumption import Consumption
from domain.tariff.elements import PriceLimit
from domain.tariff.terms import Discount, Terms
from domain.tariff.vocabulary import Dimension

Rate = tuple[Heading, Decimal | None]
Amounts = dict[Rate, Sums]


def capped(lines: Iterable[BillLine], terms: Terms) -> list[Adjustment]:
    """What the cap on idle fees takes away, shared out by rate of tax."""
    if terms.idle_cap is None:
        return []
    parking = by_rate(line for line in lines if line.heading is Heading.PARKING)
    total = sum((sums.before_taxes for sums in parking.values()), Fraction(0))
    if total <= terms.idle_cap:
        return []
    share = Fraction(terms.idle_cap) / total - 1
    return [_part(Cause.IDLE_CAP, rate, sums, share) for rate, sums in parking.items()]


def discounted(
    lines: Iterable[BillLine], caps: Iterable[Adjustment], terms: Terms, consumption: Consumption
) -> list[Adjustment]:
    """What discounts take away, one after another."""
    applicable = [d for d in terms.discounts if _applies(d, consumption)]
    if not applicable:
        return []
    amounts = by_rate(lines)
    for cap in caps:
        _add(amounts, cap)
    found: list[Adjustment] = []
    for discount in applicable:
        share = -Fraction(discount.percent) / 100
        taken = [
            _part(Cause.DISCOUNT, rate, sums, share, discount.name)
            for rate, sums in amounts.items()
            if _concerns(discount, rate[0]) and sums.before_taxes
        ]
        for part in taken:
            _add(amounts, part)
        found += taken
    return found


def clamped(sums: Sums, least: PriceLimit | None, most: PriceLimit | None) -> list[Adjustment]:
    """What minimum and maximum price change, before and after taxes each by itself (NOTE)."""
    before, after = sums.before_taxes, sums.after_taxes
    changes: list[Adjustment] = []
    for cause, limit, choose in ((Cause.MINIMUM, least, max), (Cause.MAXIMUM, most, min)):
        if limit is None:
            continue
        bound, bound_after = limit.before_taxes, limit.after_taxes
        now = before if bound is None else choose(before, Fraction(bound))
        then = after
        if after is not None and bound_after is not None:
            then = choose(after, Fraction(bound_after))
        if (now, then) != (before, after):
            rise = None if then is None or after is None else then - after
            changes.append(Adjustment(cause, now - before, rise))
        before, after = now, then
    return changes


def by_rate(lines: Iterable[BillLine]) -> Amounts:
    """Sums of the lines of the same heading and rate."""
    amounts: Amounts = {}
    for line in lines:
        _add(amounts, line)
    return amounts


def _add(amounts: Amounts, part: BillLine | Adjustment) -> None:
    if part.heading is None:
        return
    rate = part.heading, part.vat
    known = amounts.get(rate)
    before, after = part.before_taxes, part.after_taxes
    if known is not None:
        before += known.before_taxes
        both = after is not None and known.after_taxes is not None
        # `both` says that neither is None, in a way that the type checker does not follow.
        after = after + known.after_taxes if both else None  # type: ignore[operator] # `both` says so
    amounts[rate] = Sums(before, after)


def _part(cause: Cause, rate: Rate, sums: Sums, share: Fraction, name: str = "") -> Adjustment:
    after = None if sums.after_taxes is None else sums.after_taxes * share
    return Adjustment(cause, sums.before_taxes * share, after, rate[0], name, rate[1])


_HEADING_OF = {
    Dimension.FLAT: Heading.FIXED,
    Dimension.ENERGY: Heading.ENERGY,
    Dimension.TIME: Heading.TIME,
    Dimension.PARKING_TIME: Heading.PARKING,
}


def _concerns(discount: Discount, heading: Heading) -> bool:
    return not discount.dimensions or heading in {_HEADING_OF[d] for d in discount.dimensions}


def _applies(discount: Discount, to: Consumption) -> bool:
    if discount.membership is not None and discount.membership not in to.memberships:
        return False
    return _within(discount.valid_from, to.start, discount.valid_until)


def _within(start: datetime | None, at: datetime, end: datetime | None) -> bool:
    return (start is None or start <= at) and (end is None or at < end)
