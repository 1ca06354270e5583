"""What an invoice lists, and what it sums up to."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from domain.identity import CdrId, SessionId
from domain.invoice.rules import RoundingRule
from domain.quantities import Currency

NOTHING = Decimal(0)


class TaxCategory(StrEnum):
    """Why which tax (UNCL 5305 as EN 16931 uses it)."""

    STANDARD = "S"
    ZERO = "Z"
    EXEMPT = "E"
    OUTSIDE = "O"
    """Not subject to VAT, such as what a private person gets back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One component of a session's price, as it was reckoned: for reading, not for adding up."""

    component: str
    quantity: Decimal
    unit: str
    price: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A session, or the part of it that one tax rate applies to (BG-25)."""

    cdr: CdrId
    session: SessionId
    began_at: datetime
    ended_at: datetime
    energy_wh: Decimal
    place: str = ""
    identity: str = ""
    """Of the station."""
    token: str = ""
    details: tuple[Detail, ...] = ()
    quantity: int = 1
    """-1 where it takes a session back that was charged before."""
    price: Decimal
    """Before taxes, rounded to the minor unit; never negative (BR-27)."""
    category: TaxCategory = TaxCategory.STANDARD
    percent: Decimal = NOTHING

    @property
    def name(self) -> str:
        """What it is (BT-153), for programs; people read it in their language."""
        where = " ".join(part for part in (self.place, self.identity) if part)
        return f"Charging session {self.began_at:%Y-%m-%d %H:%M}Z {where}".strip()

    @property
    def net(self) -> Decimal:
        """Before taxes (BT-131)."""
        return self.price * self.quantity


@dataclass(frozen=True, slots=True, order=True)
class TaxShare:
    """All that one rate applies to (BG-23)."""

    percent: Decimal
    category: TaxCategory
    taxable: Decimal
    tax: Decimal


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums of an invoice (BG-22)."""

    net: Decimal
    shares: tuple[TaxShare, ...]
    paid: Decimal
    rounding: Decimal
    """So much the amount to pay differs from net plus tax: sessions were rounded one by one, and
    their drivers were told; some countries have no small coins (BT-114)."""

    @property
    def tax(self) -> Decimal:
        """Of all rates (BT-110)."""
        return sum((share.tax for share in self.shares), NOTHING)

    @property
    def gross(self) -> Decimal:
        """With taxes (BT-112)."""
        return self.net + self.tax

    @property
    def payable(self) -> Decimal:
        """What is to be paid (BT-115)."""
        return self.gross - self.paid + self.rounding


def total_of(
    lines: tuple[Line, ...],
    currency: Currency,
    rule: RoundingRule,
    told: Decimal | None = None,
    paid: Decimal = NOTHING,
) -> Totals:
    """The sums of `lines`.

    Args:
        lines: what is added up.
        currency: of all of them.
        rule: of the seller's country.
        told: what the sessions' drivers were told in all, with taxes: that is what they pay.
        paid: what has been paid already.
    """
    taxable: dict[tuple[Decimal, TaxCategory], Decimal] = {}
    for line in lines:
        key = (line.percent, line.category)
        taxable[key] = taxable.get(key, NOTHING) + line.net
    shares = tuple(
        TaxShare(percent, category, amount, rule.tax_of(amount, percent, currency))
        for (percent, category), amount in sorted(taxable.items(), reverse=True)
    )
    net = sum((line.net for line in lines), NOTHING)
    gross = net + sum((share.tax for share in shares), NOTHING)
    wanted = rule.to_pay(gross if told is None else told, currency)
    return Totals(net, shares, paid, wanted - gross)
