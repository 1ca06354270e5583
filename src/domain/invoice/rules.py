"""How countries round invoices: a table. Amounts are exact until here, and rounded once."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from types import MappingProxyType

from domain.quantities import Currency

CENT_OF = MappingProxyType({0: Decimal(1), 2: Decimal("0.01"), 3: Decimal("0.001")})


@dataclass(frozen=True, slots=True)
class RoundingRule:
    """How one country does it.

    Attributes:
        tax: how the tax of a rate is rounded to the minor unit.
        payable: what the amount to pay is a multiple of, by currency, where no coin is smaller.
    """

    tax: str = ROUND_HALF_UP
    payable: tuple[tuple[str, Decimal], ...] = ()

    def tax_of(self, taxable: Decimal, percent: Decimal, currency: Currency) -> Decimal:
        """The tax on the sum of all lines of one rate (EN 16931 BR-CO-17)."""
        return (taxable * percent / 100).quantize(minor_unit(currency), self.tax)

    def to_pay(self, amount: Decimal, currency: Currency) -> Decimal:
        """What is paid of `amount`; the difference is told as rounding (BT-114)."""
        step = dict(self.payable).get(currency.code)
        if step is None:
            return amount
        return (amount / step).quantize(Decimal(1), ROUND_HALF_UP) * step


USUAL = RoundingRule()
RULES: Mapping[str, RoundingRule] = MappingProxyType(
    {
        # The five-centime coin is the smallest (Switzerland since 2007, Liechtenstein with it).
        "CH": RoundingRule(payable=(("CHF", Decimal("0.05")),)),
        "LI": RoundingRule(payable=(("CHF", Decimal("0.05")),)),
        # There is no fillér since 1999.
        "HU": RoundingRule(payable=(("HUF", Decimal(1)),)),
        # Fractions of a yen of consumption tax are cut off, once an invoice and rate.
        "JP": RoundingRule(tax=ROUND_DOWN),
    }
)
"""Seller's country → how it rounds; all others round taxes half up and pay to the cent."""


def rule_of(country: str) -> RoundingRule:
    """The rule of a country (ISO 3166-1 alpha-2)."""
    return RULES.get(country, USUAL)


def minor_unit(currency: Currency) -> Decimal:
    """The smallest amount of the currency, such as 0.01."""
    return CENT_OF[currency.minor_digits]
