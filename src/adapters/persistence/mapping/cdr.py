"""Charge detail records."""

from adapters.persistence.documents import from_json, to_json
from adapters.persistence.mapping.bill import bill_of
from adapters.persistence.mapping.row import Read, Written
from domain.cdr import Cdr, Particulars
from domain.cdr.particulars import NOTHING_MORE
from domain.identity import CdrId, SessionId, StationId, TariffId, TenantId
from domain.quantities import Energy, Money
from domain.session import Finding
from domain.token import folded


def to_row(cdr: Cdr) -> Written:
    """In the order of the table `cdrs`, without its number: the database gives that."""
    bill = cdr.bill
    return (
        cdr.tenant,
        cdr.id,
        cdr.session,
        cdr.station,
        cdr.token,
        cdr.began_at,
        cdr.ended_at,
        str(cdr.energy.wh),
        cdr.charging,
        cdr.idle,
        cdr.tariff,
        bill.currency.code if bill else None,
        _exact(cdr.before_taxes),
        _exact(cdr.total),
        to_json(bill) if bill else None,
        to_json(sorted(cdr.findings)),
        cdr.written_at,
        folded(cdr.token) if cdr.token is not None else None,
        cdr.revision,
        cdr.is_credit,
        cdr.credits,
        cdr.replaces,
        cdr.particulars.home,
        to_json(cdr.particulars),
    )


def _exact(money: Money | None) -> str | None:
    return None if money is None else str(money.amount)


def from_row(row: Read) -> Cdr:
    """The record of a row."""
    return Cdr(
        id=CdrId(row["id"]),
        tenant=TenantId(row["tenant_id"]),
        session=SessionId(row["session_id"]),
        station=StationId(row["station_id"]),
        token=row["token"],
        began_at=row["began_at"],
        ended_at=row["ended_at"],
        energy=Energy(row["energy_wh"]),
        charging=row["charging"],
        idle=row["idle"],
        tariff=TariffId(row["tariff_id"]) if row["tariff_id"] else None,
        bill=bill_of(row["bill"]) if row["bill"] else None,
        findings=from_json(row["findings"], frozenset[Finding]),
        written_at=row["written_at"],
        revision=row["revision"],
        credits=CdrId(row["credits_id"]) if row["credits_id"] else None,
        replaces=CdrId(row["replaces_id"]) if row["replaces_id"] else None,
        particulars=from_json(row["particulars"], Particulars)
        if row["particulars"]
        else NOTHING_MORE,
    )
