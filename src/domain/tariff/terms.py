"""What a price list may say beyond OCPI: graces, allowances, groups, discounts, rounding."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from domain.errors import Invalid
from domain.quantities import Currency
from domain.tariff.elements import Element
from domain.tariff.vocabulary import Dimension


class RoundingMode(StrEnum):
    """How an amount comes to whole units."""

    HALF_UP = "half-up"
    """Halves away from zero, as invoices in most countries."""
    HALF_EVEN = "half-even"
    UP = "up"
    DOWN = "down"


class RoundingScope(StrEnum):
    """What is rounded."""

    TOTAL = "total"
    """The sum, once."""
    LINE = "line"
    """Each line, before it is summed."""


@dataclass(frozen=True, slots=True)
class Rounding:
    """How amounts are rounded for payment. OCPI leaves it to law and contract."""

    scope: RoundingScope = RoundingScope.TOTAL
    mode: RoundingMode = RoundingMode.HALF_UP
    unit: Decimal | None = None
    """To multiples of this, such as 0.05 in Swiss cash; None: the currency's minor unit."""

    def __post_init__(self) -> None:
        if self.unit is not None and not (self.unit.is_finite() and self.unit > 0):
            raise Invalid("rounding", "use a unit above 0, such as 0.05")

    def applied(self, exact: Fraction, currency: Currency) -> Decimal:
        """`exact` in whole units; computed in whole numbers, so that no half is missed."""
        if self.unit is not None:
            units = exact / Fraction(self.unit)
            return _WHOLE[self.mode](units.numerator, units.denominator) * self.unit
        digits = currency.minor_digits
        whole = _WHOLE[self.mode](exact.numerator * 10**digits, exact.denominator)
        return Decimal(whole).scaleb(-digits)


def _half_up(parts: int, of: int) -> int:
    whole = (2 * abs(parts) + of) // (2 * of)
    return whole if parts >= 0 else -whole


def _half_even(parts: int, of: int) -> int:
    whole, rest = divmod(parts, of)
    return whole + (2 * rest > of or (2 * rest == of and whole % 2))


_WHOLE: dict[RoundingMode, Callable[[int, int], int]] = {
    RoundingMode.HALF_UP: _half_up,
    RoundingMode.HALF_EVEN: _half_even,
    RoundingMode.UP: lambda parts, of: -(-parts // of),
    RoundingMode.DOWN: lambda parts, of: parts // of,
}
"""How many whole ones so many parts are, of which so many make one."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """So much of a dimension is free in each session, from its start."""

    dimension: Dimension
    amount: Decimal
    """Of kWh for ENERGY, of minutes for TIME and PARKING_TIME; a flat fee has none."""


@dataclass(frozen=True, slots=True)
class Discount:
    """A part of the price that some need not pay. Those that apply are taken one after another."""

    name: str
    percent: Decimal
    """Of the lines it applies to, before taxes, before minimum and maximum price."""
    membership: str | None = None
    """Only for holders of this membership; None: for all."""
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    """Judged at the session's start."""
    dimensions: frozenset[Dimension] = frozenset()
    """Empty: all of them."""


@dataclass(frozen=True, slots=True)
class GroupPrices:
    """Other elements for a group of users; the first group that a user is in decides."""

    group: str
    elements: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """All that goes beyond OCPI; what is shared by OCPI is in the tariff itself."""

    idle_grace: timedelta = timedelta(0)
    """So much of the parking time of a session is free."""
    idle_cap: Decimal | None = None
    """Parking time costs at most this, before taxes."""
    allowances: tuple[Allowance, ...] = ()
    groups: tuple[GroupPrices, ...] = ()
    discounts: tuple[Discount, ...] = ()
    rounding: Rounding = field(default_factory=Rounding)


NO_TERMS = Terms()
