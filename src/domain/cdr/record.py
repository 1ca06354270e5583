"""Cdr: the charge detail record of a settled session; never changed once written."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import chain

from domain.cdr.particulars import NOTHING_MORE, Particulars
from domain.errors import NotPossibleNow
from domain.identity import CdrId, SessionId, StationId, TariffId, TenantId
from domain.quantities import Energy, Money
from domain.session import Finding
from domain.tariff import Bill


@dataclass(frozen=True, slots=True, kw_only=True)
class Cdr:
    """What was charged, when, and what it costs.

    A mistake is not mended: the record is credited, and another one written in its stead (OCPI
    2.2.1 mod_cdrs, credit CDR). The records of a session thus come in revisions, each of which has
    one charge and at most one credit.
    """

    id: CdrId
    tenant: TenantId
    session: SessionId
    station: StationId
    token: str | None
    began_at: datetime
    ended_at: datetime
    energy: Energy
    charging: timedelta
    idle: timedelta
    tariff: TariffId | None
    """None where somebody declared it free of charge."""
    bill: Bill | None
    """None only in records of before sessions without a price were kept apart."""
    findings: frozenset[Finding]
    written_at: datetime
    revision: int = 0
    """0 for the first record of a session, 1 for the one in its stead, and so on."""
    credits: CdrId | None = None
    """The record that this one takes back: then it is a credit, and its totals are negative."""
    replaces: CdrId | None = None
    """The credited record that this one stands for."""
    particulars: Particulars = field(default=NOTHING_MORE)

    @property
    def is_credit(self) -> bool:
        """Whether it takes another one back."""
        return self.credits is not None

    @property
    def total(self) -> Money | None:
        """With taxes; negative for a credit."""
        return None if self.bill is None else self._signed(self.bill.total)

    @property
    def before_taxes(self) -> Money | None:
        """Negative for a credit."""
        return None if self.bill is None else self._signed(self.bill.before_taxes)

    @property
    def parking(self) -> timedelta:
        """How long the vehicle asked for no power."""
        return sum((p.parking for p in self.particulars.periods), timedelta(0))

    @property
    def reserved(self) -> timedelta:
        """How long the EVSE was held for the driver before."""
        return sum((p.reserved for p in self.particulars.periods), timedelta(0))

    @property
    def essence(self) -> tuple[object, ...]:
        """What a later word of the station must differ in to make another record necessary."""
        bill = self.bill
        times = (self.began_at, self.ended_at, self.charging, self.idle)
        amounts = None if bill is None else (bill.before_taxes, bill.total)
        return (self.token, *times, self.energy, amounts)

    def credit(self, cdr_id: CdrId, at: datetime, why: str) -> "Cdr":
        """The record that takes this one back: the same data, negative totals.

        Raises:
            NotPossibleNow: it is a credit itself.
        """
        if self.is_credit:
            raise NotPossibleNow("A credit is not credited: write another record.")
        return replace(
            self,
            id=cdr_id,
            written_at=at,
            credits=self.id,
            replaces=None,
            particulars=replace(self.particulars, remarks=why),
        )

    def _signed(self, money: Money) -> Money:
        return Money(-money.amount, money.currency) if self.is_credit else money


def standing(records: tuple[Cdr, ...]) -> Cdr | None:
    """The charge among a session's records that nothing has taken back, or None."""
    credited = {record.credits for record in records}
    charges = (r for r in records if not r.is_credit and r.id not in credited)
    return max(charges, key=lambda record: record.revision, default=None)


def sum_of(records: tuple[Cdr, ...]) -> Decimal:
    """What all of them together cost, with taxes: credits count against charges."""
    totals = chain.from_iterable((r.total.amount,) if r.total else () for r in records)
    return sum(totals, Decimal(0))
