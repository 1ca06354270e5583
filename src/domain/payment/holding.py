"""How much to hold before a charge: what the tariff makes of it, within what the tenant allows."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from domain.errors import DomainError
from domain.payment.terms import PaymentTerms, TypicalCharge
from domain.quantities import Money
from domain.tariff import PriceSeries, Tariff, TypicalSession, price


def hold_by_tariff(
    terms: PaymentTerms,
    tariff: Tariff | None,
    at: datetime,
    *,
    zone: str = "UTC",
    group: str | None = None,
    series: Mapping[str, PriceSeries] | None = None,
) -> Money:
    """What is held before a charge that begins now.

    - Where the tariff says the most that a session costs, that is held: nobody will owe more.
    - Else what a typical charge costs, with taxes.
    - Never more than the tenant's most; and the tenant's own amount where no tariff holds, where it
      is in another currency, cannot be priced, or charges nothing for a typical charge.
    """
    if terms.typical is None or tariff is None or tariff.currency != terms.hold.currency:
        return terms.hold
    limit = _highest(tariff)
    found = limit
    if found is None:
        found = _cost(tariff, _session(terms.typical, at, zone, group), series or {})
    if found is None or found <= 0:
        return terms.hold
    return Money(min(_up(found, terms.hold), terms.most.amount), terms.hold.currency)


def _highest(tariff: Tariff) -> Fraction | None:
    """With taxes; where the limit is told before them, with the highest rate there is."""
    limit = tariff.max_price
    if limit is None or (limit.after_taxes is None and limit.before_taxes is None):
        return None
    if limit.after_taxes is not None:
        return Fraction(limit.after_taxes)
    lists = (tariff.elements, *(group.elements for group in tariff.terms.groups))
    rates = [c.vat or Decimal(0) for elements in lists for e in elements for c in e.components]
    return Fraction(limit.before_taxes or 0) * (1 + Fraction(max(rates, default=0)) / 100)


def _session(typical: TypicalCharge, at: datetime, zone: str, group: str | None) -> TypicalSession:
    return TypicalSession(
        start=at,
        energy=typical.energy,
        charging=typical.charging,
        idle=typical.idle,
        zone=zone,
        groups=frozenset({group}) if group else frozenset(),
    )


def _cost(
    tariff: Tariff, session: TypicalSession, series: Mapping[str, PriceSeries]
) -> Fraction | None:
    """With taxes; None where it cannot be priced."""
    try:
        return Fraction(price(tariff, session.consumption, series=series).total.amount)
    except DomainError:
        return None


def _up(exact: Fraction, like: Money) -> Decimal:
    """To whole minor units, never less than `exact`."""
    scale = 10**like.currency.minor_digits
    return Decimal(-(-exact.numerator * scale // exact.denominator)).scaleb(
        -like.currency.minor_digits
    )
