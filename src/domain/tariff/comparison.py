"""Comparison: why somebody's record of a session costs something else than we make of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from domain.tariff.bill import Bill, Heading, Sums

TOLERANCE = Decimal("0.01")
"""Of the currency: records are rounded by other people's rules."""

TOTAL = "total"

Stated = Mapping[str, tuple[Decimal | None, Decimal | None]]
"""Heading, or `total` → before and after taxes, as far as they are told."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One amount that is not the same."""

    heading: str
    """`total`, or one of `Heading`."""
    taxed: bool
    """Whether it is the amount after taxes."""
    theirs: Decimal
    ours: Fraction | None
    """None: it cannot be told, as some part has no VAT."""

    @property
    def by(self) -> Fraction | None:
        """How much theirs is above ours."""
        return None if self.ours is None else Fraction(self.theirs) - self.ours

    def __str__(self) -> str:
        ours = "is not known" if self.ours is None else f"{rounded(self.ours)}"
        after = "after" if self.taxed else "before"
        return f"{self.heading} {after} taxes: theirs {self.theirs}, ours {ours}"


def compared(bill: Bill, stated: Stated, tolerance: Decimal = TOLERANCE) -> tuple[Difference, ...]:
    """All amounts of `stated` that differ from `bill` by more than `tolerance`."""
    found: list[Difference] = []
    for heading, amounts in stated.items():
        ours = sums_of(bill, heading)
        for taxed, theirs in enumerate(amounts):
            if theirs is None:
                continue
            exact = ours.after_taxes if taxed else ours.before_taxes
            if exact is None or abs(Fraction(theirs) - exact) > tolerance:
                found.append(Difference(heading, bool(taxed), theirs, exact))
    return tuple(found)


def sums_of(bill: Bill, heading: str) -> Sums:
    """Of a heading before minimum and maximum price, or the total after them."""
    return bill.exact if heading == TOTAL else bill.under(Heading(heading))


def rounded(exact: Fraction, digits: int = 4) -> Decimal:
    """To four digits, as OCPI tells amounts; halves away from zero."""
    scale = 10**digits
    whole = int(abs(exact) * scale + Fraction(1, 2))
    return Decimal(whole if exact >= 0 else -whole).scaleb(-digits)
