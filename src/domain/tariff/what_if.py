"""What if past sessions had been charged by another tariff? Sums that can be added up."""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from domain.quantities import Currency
from domain.tariff.bill import Bill
from domain.tariff.consumption import Consumption
from domain.tariff.engine import PricePlan

BOUNDS = tuple(map(Decimal, ("-20", "-10", "-5", "-2", "-1", "0", "1", "2", "5", "10", "20")))
"""Of the histogram: differences in units of the currency. What is the same has a bar of its own."""


@dataclass(slots=True)
class WhatIf:
    """How revenue and drivers would fare. Amounts are rounded as they are paid, with taxes."""

    currency: Currency
    sessions: int = 0
    before: Decimal = Decimal(0)
    after: Decimal = Decimal(0)
    dearer: int = 0
    cheaper: int = 0
    left_out: int = 0
    """In another currency, or without a price then."""
    bars: Counter[int] = field(default_factory=Counter)
    """Bar → sessions; see `bar_of`."""

    def count(self, plan: PricePlan, used: Consumption, charged: Bill | None) -> None:
        """One session that was charged so."""
        if charged is None or charged.currency != self.currency:
            self.left_out += 1
            return
        before, after = charged.total.amount, plan.price(used).total.amount
        self.sessions += 1
        self.before += before
        self.after += after
        self.dearer += after > before
        self.cheaper += after < before
        self.bars[bar_of(after - before)] += 1


def bar_of(difference: Decimal) -> int:
    """0 is below the first bound; what is the same is in the bar after the last."""
    if not difference:
        return len(BOUNDS) + 1
    if difference < 0:
        return sum(bound <= difference for bound in BOUNDS)
    return sum(bound < difference for bound in BOUNDS)


def bar_name(bar: int) -> str:
    """Such as `1 to 2`, in units of the currency."""
    if bar > len(BOUNDS):
        return "the same"
    if bar == 0:
        return f"below {BOUNDS[0]}"
    if bar == len(BOUNDS):
        return f"above {BOUNDS[-1]}"
    return f"{BOUNDS[bar - 1]} to {BOUNDS[bar]}"
