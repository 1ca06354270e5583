"""The price of a consumption under a tariff."""

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

from domain.tariff.bill import Bill, BillLine, Sums, summed
from domain.tariff.tariff import Tariff
from domain.tariff.usage import Usage
from domain.tariff.vocabulary import Dimension


def price_usage(tariff: Tariff, usage: Usage) -> Bill:
    """The bill of a tariff without restrictions."""
    idle = max(usage.idle - tariff.terms.idle_grace, timedelta(0))
    used = {
        Dimension.FLAT: Decimal(1),
        Dimension.ENERGY: usage.energy.wh,
        Dimension.TIME: Decimal(usage.charging // timedelta(microseconds=1)) / 1_000_000,
        Dimension.PARKING_TIME: Decimal(idle // timedelta(microseconds=1)) / 1_000_000,
    }
    lines = tuple(
        BillLine(c.dimension, used[c.dimension], used[c.dimension], c.price, c.vat, component=i)
        for i, c in enumerate(tariff.elements[0].components)
        if c.price and used[c.dimension]
    )
    before = sum((line.before_taxes for line in lines), Fraction(0))
    return Bill(tariff.currency, lines, Sums(before, summed(line.after_taxes for line in lines)))
