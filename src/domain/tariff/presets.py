"""Price lists that are often wanted, and how countries round."""

from datetime import time
from decimal import Decimal

from domain.tariff.elements import Element, PriceComponent, Restrictions
from domain.tariff.terms import Rounding
from domain.tariff.vocabulary import Dimension, Weekday

WEEKEND = frozenset({Weekday.SATURDAY, Weekday.SUNDAY})
NIGHT = (time(22), time(6))

ROUNDING = {
    "CH": Rounding(unit=Decimal("0.05")),
}
"""Country → rounding, where it is customarily not that of the total, halves up, to the smallest
coin. What is lawful hangs on how it is paid, too: a tariff may choose otherwise."""


def rounding_of(country: str) -> Rounding:
    """The customary rounding in a country (ISO 3166 alpha-2)."""
    return ROUNDING.get(country.upper(), Rounding())


def night_rate(
    day: Decimal,
    night: Decimal,
    *,
    vat: Decimal | None = None,
    hours: tuple[time, time] = NIGHT,
) -> tuple[Element, ...]:
    """Energy by day and by night, the day's price being the default."""
    return (
        Element((_energy(night, vat),), Restrictions(start_time=hours[0], end_time=hours[1])),
        Element((_energy(day, vat),)),
    )


def weekend_rate(
    week: Decimal, weekend: Decimal, *, vat: Decimal | None = None
) -> tuple[Element, ...]:
    """Energy on weekends and on other days, theirs being the default."""
    return (
        Element((_energy(weekend, vat),), Restrictions(days=WEEKEND)),
        Element((_energy(week, vat),)),
    )


def _energy(price: Decimal, vat: Decimal | None) -> PriceComponent:
    return PriceComponent(Dimension.ENERGY, price, vat)
