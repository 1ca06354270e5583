"""Money as the world outside sees it."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from domain.quantities import Money
from domain.tariff import Bill


@dataclass(frozen=True, slots=True)
class Amount:
    """An exact amount: decimal text, so that no reader makes a binary fraction of it."""

    amount: str
    currency: str
    """ISO 4217."""


@dataclass(frozen=True, slots=True)
class BillLineView:
    """One component of a bill: quantity times price, before taxes, not rounded."""

    component: str
    quantity: str
    unit: str
    price: str
    amount: str


@dataclass(frozen=True, slots=True)
class BillView:
    """What a charge costs and why; rounded once, to the currency's minor unit."""

    lines: tuple[BillLineView, ...]
    tax_percent: str | None
    """The rate, where all lines have the same."""
    before_taxes: Amount
    total: Amount
    """With taxes."""


def plain(number: Decimal) -> str:
    """Decimal text without an exponent."""
    return format(number, "f")


def amount(money: Money) -> Amount:
    """As shown."""
    return Amount(plain(money.amount), money.currency.code)


def bill_view(bill: Bill) -> BillView:
    """As shown."""
    return BillView(
        lines=tuple(
            BillLineView(
                line.dimension, plain(line.quantity), line.unit, plain(line.price),
                plain(line.amount),
            )
            for line in bill.lines
        ),
        tax_percent=None if bill.tax_percent is None else plain(bill.tax_percent),
        before_taxes=amount(bill.before_taxes),
        total=amount(bill.total),
    )  # fmt: skip


def seconds(duration: timedelta) -> Decimal:
    """A duration in seconds, exact to the microsecond."""
    return Decimal(duration // timedelta(microseconds=1)) / 1_000_000
