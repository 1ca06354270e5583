"""What EN 16931-1 demands of an invoice: business rules as a table, by their names there.

They are checked on the invoice itself, before it is sealed, so that whatever form it is rendered in
is one that receivers take. The sums are right by construction; the table recomputes them all the
same, since a check that trusts what it checks is none.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from domain.invoice.lines import TaxCategory, Totals
from domain.invoice.parties import BankAccount, Party
from domain.invoice.rules import minor_unit
from domain.quantities import Currency


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that an invoice breaks."""

    rule: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What the rules look at."""

    seller: Party
    buyer: Party
    bank: BankAccount | None
    currency: Currency
    lines: tuple["CheckedLine", ...]
    totals: Totals
    exemption: str
    number: str
    has_due_or_terms: bool
    seller_id: str


@dataclass(frozen=True, slots=True)
class CheckedLine:
    """What the rules look at in a line."""

    net: Decimal
    price: Decimal
    quantity: Decimal
    percent: Decimal
    category: TaxCategory
    name: str


Holds = Callable[[Checked], bool]


def _of(category: TaxCategory, holds: Callable[[CheckedLine], bool]) -> Holds:
    return lambda it: all(holds(line) for line in it.lines if line.category is category)


def _has(it: Checked, category: TaxCategory) -> bool:
    return any(line.category is category for line in it.lines)


def _taxes_fit(it: Checked) -> bool:
    unit = minor_unit(it.currency)
    return all(abs(s.tax - s.taxable * s.percent / 100) < unit for s in it.totals.shares)


def _shares_fit(it: Checked) -> bool:
    for share in it.totals.shares:
        own = [n for n in it.lines if (n.percent, n.category) == (share.percent, share.category)]
        if share.taxable != sum((line.net for line in own), Decimal(0)):
            return False
    listed = {(share.percent, share.category) for share in it.totals.shares}
    return {(line.percent, line.category) for line in it.lines} <= listed


def _in_minor_units(it: Checked) -> bool:
    unit = minor_unit(it.currency)
    totals = it.totals
    amounts = [totals.net, totals.tax, totals.gross, totals.paid, totals.rounding]
    return all(a % unit == 0 for a in (*amounts, *(line.net for line in it.lines)))


RULES: tuple[tuple[str, str, Holds], ...] = (
    ("BR-02", "it needs a number", lambda it: bool(it.number)),
    ("BR-06", "the seller needs a name", lambda it: bool(it.seller.name)),
    ("BR-07", "the buyer needs a name", lambda it: bool(it.buyer.name)),
    ("BR-09", "the seller's address needs a country", lambda it: bool(it.seller.address.country)),
    ("BR-11", "the buyer's address needs a country", lambda it: bool(it.buyer.address.country)),
    ("BR-16", "it needs a line at least", lambda it: bool(it.lines)),
    ("BR-24", "a line is its quantity times its price",
     lambda it: all(line.net == line.price * line.quantity for line in it.lines)),
    ("BR-25", "every line needs a name", lambda it: all(line.name for line in it.lines)),
    ("BR-27", "no price is negative", lambda it: all(line.price >= 0 for line in it.lines)),
    ("BR-CO-10", "its total is that of its lines",
     lambda it: it.totals.net == sum((line.net for line in it.lines), Decimal(0))),
    ("BR-CO-14", "its tax is that of all rates",
     lambda it: it.totals.tax == sum((s.tax for s in it.totals.shares), Decimal(0))),
    ("BR-CO-15", "with tax it is the total and the tax",
     lambda it: it.totals.gross == it.totals.net + it.totals.tax),
    ("BR-CO-16", "to be paid is the total without what was paid, rounded",
     lambda it: it.totals.payable
     == it.totals.gross - it.totals.paid + it.totals.rounding),
    ("BR-CO-17", "the tax of a rate is its percentage of what it applies to", _taxes_fit),
    ("BR-CO-18", "it needs a tax breakdown", lambda it: bool(it.totals.shares)),
    ("BR-CO-25", "what is to be paid needs a day, or terms",
     lambda it: it.totals.payable <= 0 or it.has_due_or_terms),
    ("BR-CO-26", "the seller needs a VAT id, a registration or an identifier",
     lambda it: bool(it.seller.vat_id or it.seller.registration or it.seller_id)),
    ("BR-DEC-12", "amounts are in whole minor units", _in_minor_units),
    ("BR-S-02", "a seller who charges VAT needs a VAT id or a tax number",
     lambda it: not _has(it, TaxCategory.STANDARD)
     or bool(it.seller.vat_id or it.seller.tax_number)),
    ("BR-S-05", "a standard rate is above 0", _of(TaxCategory.STANDARD, lambda n: n.percent > 0)),
    ("BR-S-08", "each rate applies to its own lines, all of them", _shares_fit),
    ("BR-Z-05", "a zero rate is 0", _of(TaxCategory.ZERO, lambda n: n.percent == 0)),
    ("BR-E-05", "what is exempt has no rate", _of(TaxCategory.EXEMPT, lambda n: n.percent == 0)),
    ("BR-E-10", "an exemption needs its reason",
     lambda it: not _has(it, TaxCategory.EXEMPT) or bool(it.exemption)),
    ("BR-O-02", "who is outside VAT shows no VAT id",
     lambda it: not _has(it, TaxCategory.OUTSIDE) or not it.seller.vat_id),
    ("BR-O-05", "what is outside VAT has no rate",
     _of(TaxCategory.OUTSIDE, lambda n: n.percent == 0)),
    ("BR-O-11", "what is outside VAT stands alone",
     lambda it: not _has(it, TaxCategory.OUTSIDE) or len(it.totals.shares) == 1),
)  # fmt: skip


def breaches(checked: Checked) -> Iterator[Breach]:
    """The rules that are broken; none for what may be sealed."""
    for rule, says, holds in RULES:
        if not holds(checked):
            yield Breach(rule, says)
