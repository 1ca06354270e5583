"""Bills, those of before the tariff engine among them."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from adapters.persistence.documents import from_json
from domain.quantities import Currency
from domain.tariff import Bill, BillLine, Dimension, Sums
from domain.tariff.bill import summed

_MILLIONTH = Decimal("0.000001")

_FORMER = {
    "flat": (Dimension.FLAT, 1),
    "energy": (Dimension.ENERGY, 1000),
    "time": (Dimension.TIME, 3600),
    "idle": (Dimension.PARKING_TIME, 3600),
}
"""Component of a former bill → dimension, and base units in its unit."""


@dataclass(frozen=True, slots=True)
class _FormerLine:
    component: str
    quantity: Decimal
    price: Decimal


@dataclass(frozen=True, slots=True)
class _FormerBill:
    currency: Currency
    lines: tuple[_FormerLine, ...]
    tax_percent: Decimal


@dataclass(frozen=True, slots=True)
class _Kept:
    former: _FormerBill | None = None


def bill_of(text: str | bytes) -> Bill:
    """The bill of a record."""
    former = from_json(text, _Kept).former
    if former is None:
        bill: Bill = from_json(text, Bill)
        return bill
    lines = tuple(_line(line, former.tax_percent) for line in former.lines)
    before = sum((line.before_taxes for line in lines), Fraction(0))
    return Bill(former.currency, lines, Sums(before, summed(line.after_taxes for line in lines)))


def _line(line: _FormerLine, tax_percent: Decimal) -> BillLine:
    dimension, parts = _FORMER[line.component]
    quantity = (line.quantity * parts).quantize(_MILLIONTH).normalize()
    return BillLine(dimension, quantity, quantity, line.price, tax_percent)
