"""Amounts as Stripe counts them: in the currency's minor unit, with exceptions of its own."""

from domain.payment import minor_units, of_minor_units
from domain.quantities import Currency, Money

HUNDREDTHS_ALL_THE_SAME = frozenset({"ISK", "UGX"})
"""Stripe counts hundredths of them, though they have none: the last two digits are zero."""

TENTHS_ALONE = frozenset({"BHD", "JOD", "KWD", "OMR", "TND"})
"""They have thousandths, and Stripe takes no last digit but zero."""


def charged_units(money: Money) -> int:
    """As an amount to charge or to hold; of thousandths the last digit is left out."""
    units = minor_units(money)
    if money.currency.code in HUNDREDTHS_ALL_THE_SAME:
        return int(units * 10 ** (2 - money.currency.minor_digits))
    if money.currency.code in TENTHS_ALONE:
        return units - units % 10
    return units


def money_of(units: int, code: str) -> Money:
    """What an amount of Stripe's is."""
    currency = Currency(code.upper())
    if currency.code in HUNDREDTHS_ALL_THE_SAME:
        return of_minor_units(units // 10 ** (2 - currency.minor_digits), currency)
    return of_minor_units(units, currency)
