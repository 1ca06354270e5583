"""Bill: what a session costs, and why. Everything in it can be recomputed from its lines."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from domain.quantities import Currency, Money
from domain.tariff.terms import Rounding, RoundingScope
from domain.tariff.vocabulary import Dimension

UNITS = {
    Dimension.FLAT: "session",
    Dimension.ENERGY: "kWh",
    Dimension.TIME: "h",
    Dimension.PARKING_TIME: "h",
}

_PARTS = {
    Dimension.FLAT: 1,
    Dimension.ENERGY: 1000,
    Dimension.TIME: 3600,
    Dimension.PARKING_TIME: 3600,
}
"""Of the base unit (Wh, seconds) in the unit that the price is for."""


class Heading(StrEnum):
    """Under which total of a CDR a line stands."""

    FIXED = "fixed"
    ENERGY = "energy"
    TIME = "time"
    PARKING = "parking"
    RESERVATION = "reservation"


class Cause(StrEnum):
    """Why an amount was changed after the lines were priced."""

    IDLE_CAP = "idle-cap"
    DISCOUNT = "discount"
    MINIMUM = "minimum"
    MAXIMUM = "maximum"


class WarningCode(StrEnum):
    """What an auditor should look at before he trusts the amounts."""

    SPANS_PRICE_CHANGE = "period_spans_price_change"
    OUT_OF_ORDER = "period_out_of_order"
    OVERLAP = "period_overlaps"
    OUTSIDE = "period_outside_session"
    NOT_MEASURED = "circumstance_not_measured"
    NOT_VALID = "tariff_not_valid"
    SEVERAL_TARIFFS = "limits_not_verifiable"
    UNKNOWN_TARIFF = "tariff_unknown"
    NO_SPOT_PRICE = "spot_price_missing"
    NEGATIVE = "negative_quantity"
    VOLUME_DIFFERS = "time_volume_differs"


@dataclass(frozen=True, slots=True)
class Caution:
    """A warning, and the place it is about."""

    code: WarningCode
    period: int | None = None
    """The index of the consumption's period; None: the whole."""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class BillLine:
    """All that was billed by one price component."""

    dimension: Dimension
    consumed: Decimal
    """In Wh or seconds; 1 for a flat fee."""
    billed: Decimal
    """The same in whole steps, and without what is free."""
    price: Decimal
    """For a session, a kWh or an hour."""
    vat: Decimal | None = None
    """Percent."""
    reservation: bool = False
    tariff: str | None = None
    element: int = 0
    """Its index in the tariff's elements."""
    component: int = 0
    """Its index in the element's components."""
    step_size: int = 1
    tax_included: bool = False

    @property
    def heading(self) -> Heading:
        """Where a CDR totals it."""
        return Heading.RESERVATION if self.reservation else _HEADINGS[self.dimension]

    @property
    def unit(self) -> str:
        """What `price` is for one of."""
        return UNITS[self.dimension]

    @property
    def quantity(self) -> Decimal:
        """Billed, in `unit`; for hours the nearest 28 digits."""
        return self.billed / _PARTS[self.dimension]

    @property
    def amount(self) -> Decimal:
        """Before taxes; where it has no finite decimal the nearest 28 digits."""
        exact = self.before_taxes
        return Decimal(exact.numerator) / exact.denominator

    @property
    def charged(self) -> Fraction:
        """Quantity times price, exact, as the price is told."""
        return Fraction(self.billed) * Fraction(self.price) / _PARTS[self.dimension]

    @property
    def before_taxes(self) -> Fraction:
        """Exact. Where taxes are included but not told, they are not taken out."""
        if self.tax_included and self.vat is not None:
            return self.charged / (1 + Fraction(self.vat) / 100)
        return self.charged

    @property
    def after_taxes(self) -> Fraction | None:
        """Exact; None where no VAT applies."""
        if self.tax_included or not self.price:
            return self.charged
        return None if self.vat is None else self.charged * (1 + Fraction(self.vat) / 100)


_HEADINGS = {
    Dimension.FLAT: Heading.FIXED,
    Dimension.ENERGY: Heading.ENERGY,
    Dimension.TIME: Heading.TIME,
    Dimension.PARKING_TIME: Heading.PARKING,
}


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A difference that a limit or a discount makes, exact; negative where it takes away."""

    cause: Cause
    before_taxes: Fraction
    after_taxes: Fraction | None
    heading: Heading | None = None
    """None: of the whole."""
    name: str = ""
    vat: Decimal | None = None
    """The rate of what it changes, where that is one."""


@dataclass(frozen=True, slots=True)
class Sums:
    """Exact amounts; `after_taxes` is None where it is not known."""

    before_taxes: Fraction
    after_taxes: Fraction | None

    @property
    def taxes(self) -> Fraction | None:
        """The difference."""
        return None if self.after_taxes is None else self.after_taxes - self.before_taxes


@dataclass(frozen=True, slots=True)
class Bill:
    """What a session costs and why; the sum of its parts is its total, exactly.

    `before_taxes` and `total` are rounded for payment, by the tariff's rule; `exact` is not.
    """

    currency: Currency
    lines: tuple[BillLine, ...]
    exact: Sums
    adjustments: tuple[Adjustment, ...] = ()
    warnings: tuple[Caution, ...] = ()
    readings: tuple[str, ...] = ()
    """The interpretation it was made by, as `question=choice`."""
    rounding: Rounding = field(default_factory=Rounding)

    @property
    def before_taxes(self) -> Money:
        """Rounded."""
        return self._money(self.exact.before_taxes, lambda line: line.before_taxes)

    @property
    def after_taxes(self) -> Money | None:
        """Rounded; None where some part has no VAT (the interpretation says how that is read)."""
        exact = self.exact.after_taxes
        return None if exact is None else self._money(exact, _owed)

    @property
    def total(self) -> Money:
        """What is to be paid: after taxes; parts without VAT at their face value."""
        exact = self.exact.after_taxes
        if exact is None:
            parts: list[BillLine | Adjustment] = [*self.lines, *self.adjustments]
            exact = sum(map(_owed, parts), Fraction(0))
        return self._money(exact, _owed)

    def under(self, heading: Heading) -> Sums:
        """The exact sums of one heading, as a CDR totals them: before minimum and maximum."""
        lines = [line for line in self.lines if line.heading is heading]
        changes = [a for a in self.adjustments if a.heading is heading]
        parts: list[BillLine | Adjustment] = [*lines, *changes]
        before = sum((part.before_taxes for part in parts), Fraction(0))
        return Sums(before, summed(part.after_taxes for part in parts))

    def billed(self, dimension: Dimension, *, reservation: bool = False) -> Decimal:
        """In Wh or seconds, all lines of the dimension together."""
        return sum(
            (
                line.billed
                for line in self.lines
                if line.dimension is dimension and line.reservation is reservation
            ),
            Decimal(0),
        )

    @property
    def tax_percent(self) -> Decimal | None:
        """The rate, where all lines have the same."""
        rates = {line.vat for line in self.lines}
        return rates.pop() if len(rates) == 1 else None

    def _money(self, exact: Fraction, part: Callable[[BillLine], Fraction]) -> Money:
        rounding, currency = self.rounding, self.currency
        if rounding.scope is RoundingScope.TOTAL:
            return Money(rounding.applied(exact, currency), currency)
        parts = [part(line) for line in self.lines]
        # What limits and discounts changed is one more line.
        rest = exact - sum(parts, Fraction(0))
        rounded = (rounding.applied(part, currency) for part in (*parts, rest))
        return Money(sum(rounded, Decimal(0)), currency)


def _owed(part: BillLine | Adjustment) -> Fraction:
    after = part.after_taxes
    return part.before_taxes if after is None else after


def summed(parts: Iterable[Fraction | None]) -> Fraction | None:
    """Their sum, or None where one is not known."""
    total = Fraction(0)
    for part in parts:
        if part is None:
            return None
        total += part
    return total
