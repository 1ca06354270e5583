"""Amounts of money that can be paid: whole minor units, such as cents."""

from decimal import Decimal

from domain.errors import Invalid
from domain.quantities import Currency, Money


def nothing(currency: Currency) -> Money:
    """No money, in that currency."""
    return Money(Decimal(0), currency)


def minor_units(money: Money) -> int:
    """So many of the currency's smallest units.

    Raises:
        Invalid: it is not a whole number of them.
    """
    units = money.amount.scaleb(money.currency.minor_digits)
    if units != units.to_integral_value():
        raise Invalid("amount", f"use at most {money.currency.minor_digits} decimal places")
    return int(units)


def of_minor_units(units: int, currency: Currency) -> Money:
    """The amount of so many of the currency's smallest units."""
    return Money(Decimal(units).scaleb(-currency.minor_digits), currency)


def less(one: Money, other: Money) -> Money:
    """`one` without `other`, and never below nothing; raises Invalid for another currency."""
    if one.currency != other.currency:
        raise Invalid("currency", f"{other.currency.code} is not {one.currency.code}")
    return Money(max(one.amount - other.amount, Decimal(0)), one.currency)


def lesser(one: Money, other: Money) -> Money:
    """The smaller of the two; raises Invalid for another currency."""
    if one.currency != other.currency:
        raise Invalid("currency", f"{other.currency.code} is not {one.currency.code}")
    return one if one.amount <= other.amount else other
