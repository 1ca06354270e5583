"""From records to lines: what is charged, what cancels out, and by which tax."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from domain.cdr import Cdr
from domain.errors import Invalid
from domain.invoice.lines import Detail, Line, TaxCategory
from domain.quantities import Currency, Money
from domain.tariff import Bill


def billable(records: Iterable[Cdr]) -> tuple[Cdr, ...]:
    """Those of `records`, none of them invoiced yet, that an invoice has to list.

    A charge and the credit that takes it back say nothing together: neither is listed.
    """
    priced = [record for record in records if record.bill is not None]
    taken_back = {record.credits for record in priced} & {record.id for record in priced}
    listed = (r for r in priced if r.id not in taken_back and r.credits not in taken_back)
    return tuple(sorted(listed, key=lambda r: (r.began_at, r.revision, r.is_credit, r.id)))


def currency_of(records: Iterable[Cdr]) -> Currency:
    """The one currency of them all.

    Raises:
        Invalid: they have several; an invoice has one.
    """
    found = {record.bill.currency for record in records if record.bill is not None}
    if len(found) != 1:
        codes = ", ".join(sorted(currency.code for currency in found)) or "no currency"
        raise Invalid("currency", f"the sessions are in {codes}: name one")
    return found.pop()


def told(records: Iterable[Cdr]) -> Decimal:
    """What they cost in all by themselves, with taxes."""
    return sum((r.total.amount for r in records if r.total is not None), Decimal(0))


def lines_of(record: Cdr, exemption: str = "") -> tuple[Line, ...]:
    """The lines of a record: one for each tax rate of its bill."""
    bill = record.bill
    if bill is None:
        return ()
    shares = tax_shares(bill)
    return tuple(
        _line(record, net, percent, _category(percent, exemption), details_of(bill))
        for percent, net in shares
    )


def paid_back(record: Cdr, *, taxed: bool) -> tuple[Line, ...]:
    """The lines of a record whose driver is paid back: with VAT only if he charges it."""
    if record.bill is None:
        return ()
    if taxed:
        return lines_of(record)
    gross = record.bill.total.amount
    return (_line(record, gross, Decimal(0), TaxCategory.OUTSIDE, details_of(record.bill)),)


def tax_shares(bill: Bill) -> tuple[tuple[Decimal, Decimal], ...]:
    """Percent and taxable amount of each rate; they sum up to what the bill says before taxes.

    What a limit or a discount changed in several rates at once is given to the largest, and so is
    what rounding leaves over. A session that is free has one share of 0.
    """
    exact: dict[Decimal, Fraction] = {}
    for line in bill.lines:
        percent = line.vat or Decimal(0)
        exact[percent] = exact.get(percent, Fraction(0)) + line.before_taxes
    if not exact:
        return ((Decimal(0), bill.before_taxes.amount),)
    largest = max(exact, key=lambda percent: exact[percent])
    for change in bill.adjustments:
        percent = largest if change.vat is None else change.vat
        exact[percent if percent in exact else largest] += change.before_taxes
    money = {p: _rounded(amount, bill.currency) for p, amount in exact.items()}
    money[largest] += bill.before_taxes.amount - sum(money.values(), Decimal(0))
    return tuple(sorted(money.items(), reverse=True))


def _rounded(exact: Fraction, currency: Currency) -> Decimal:
    digits = Decimal(exact.numerator) / exact.denominator
    return Money(digits, currency).rounded().amount


def details_of(bill: Bill) -> tuple[Detail, ...]:
    """How the price came about."""
    return tuple(
        Detail(
            component=str(line.dimension),
            quantity=line.quantity,
            unit=line.unit,
            price=line.price,
            amount=line.amount,
        )
        for line in bill.lines
    )


def _category(percent: Decimal, exemption: str) -> TaxCategory:
    if percent > 0:
        return TaxCategory.STANDARD
    return TaxCategory.EXEMPT if exemption else TaxCategory.ZERO


def _line(
    record: Cdr,
    net: Decimal,
    percent: Decimal,
    category: TaxCategory,
    details: tuple[Detail, ...],
) -> Line:
    place = record.particulars.place
    back = record.is_credit != (net < 0)
    return Line(
        cdr=record.id,
        session=record.session,
        began_at=record.began_at,
        ended_at=record.ended_at,
        energy_wh=record.energy.wh,
        place=place.name,
        identity=place.identity,
        token=record.token or "",
        details=details,
        quantity=-1 if back else 1,
        price=abs(net),
        category=category,
        percent=percent,
    )
