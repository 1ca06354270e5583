"""Why a record says what it says: its own bill, made anew from what stands in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from domain.cdr.record import Cdr
from domain.tariff import (
    AS_WE_READ_IT,
    Bill,
    Consumption,
    Explanation,
    NotPriceable,
    Period,
    PriceSeries,
    Tariff,
    explain,
)


@dataclass(frozen=True, slots=True)
class ExplainedRecord:
    """A record's bill, and the way to it."""

    record: Cdr
    bill: Bill
    """As it was written."""
    explanation: Explanation | None
    """None where no tariff priced it: it was declared free of charge."""
    tariff: Tariff | None = None

    @property
    def market(self) -> Mapping[str, PriceSeries]:
        """The market prices by which it was priced."""
        basis = self.record.particulars.basis
        return basis.market if basis else {}

    @property
    def reproduced(self) -> bool:
        """Whether the way leads to the bill, to the cent; if not, the bill is what counts."""
        if self.explanation is None:
            return not self.bill.exact.before_taxes
        made = self.explanation.bill
        return (made.before_taxes, made.total) == (self.bill.before_taxes, self.bill.total)

    @property
    def text(self) -> str:
        """In plain words, one fact a line."""
        return "\n".join(_told(self))


def used_by(record: Cdr) -> Consumption:
    """What was used, as the record tells it: its periods, each until the next."""
    said = record.particulars
    periods = said.periods
    ends = [*(period.begin for period in periods[1:]), record.ended_at]
    badge, basis = said.badge, said.basis
    group = frozenset({badge.group}) if badge is not None and badge.group else frozenset[str]()
    return Consumption(
        start=periods[0].begin if periods else record.began_at,
        end=record.ended_at,
        zone=said.place.time_zone,
        periods=tuple(
            Period(
                start=period.begin,
                end=max(end, period.begin),
                energy=period.energy,
                charging=period.charging,
                parking=period.parking,
                reserved=period.reserved,
                min_current=period.min_current,
                max_current=period.max_current,
                min_power=period.min_power,
                max_power=period.max_power,
            )
            for period, end in zip(periods, ends, strict=True)
        ),
        groups=basis.groups if basis else group,
        memberships=basis.memberships if basis else frozenset(),
    )


def explain_record(record: Cdr, bill: Bill, former: Tariff | None = None) -> ExplainedRecord:
    """Make `bill` anew, by the tariff that the record keeps and the periods that it tells.

    Args:
        record: a charge, or the credit of one.
        bill: its price.
        former: the tariff of a record of before copies were kept.
    """
    basis = record.particulars.basis
    tariff = basis.tariff.tariff(record.tenant) if basis else former
    if tariff is None:
        return ExplainedRecord(record, bill, None)
    market = basis.market if basis else {}
    try:
        made = explain(tariff, used_by(record), AS_WE_READ_IT, market)
    except NotPriceable:  # rules were added since: the bill stands
        return ExplainedRecord(record, bill, None)
    return ExplainedRecord(record, bill, made, tariff)


def _told(it: ExplainedRecord) -> Iterator[str]:
    record = it.record
    yield f"Record {record.id}, revision {record.revision} of session {record.session}."
    if record.credits is not None:
        yield (
            f"It takes the record {record.credits} back ({record.particulars.remarks}): what is "
            "explained below is that one's price, and this one's total is the negative."
        )
    basis = record.particulars.basis
    if basis is not None:
        price_list = basis.tariff
        yield f"Priced by edition {price_list.edition} of {price_list.name!r} ({price_list.id})."
        for name, known in (("groups", basis.groups), ("memberships", basis.memberships)):
            if known:
                yield f"The driver's {name}: {', '.join(sorted(known))}."
    if it.explanation is None:
        yield f"No tariff explains it: {it.bill.total.amount} {it.bill.currency.code} was set."
        return
    yield it.explanation.text
    if not it.reproduced:
        yield (
            f"Note: the record itself says {it.bill.before_taxes.amount} before taxes and "
            f"{it.bill.total.amount} {it.bill.currency.code} to pay."
        )
