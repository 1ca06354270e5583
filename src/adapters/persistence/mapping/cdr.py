"""Charge detail records."""

from adapters.persistence.documents import from_json, to_json
from adapters.persistence.mapping.bill import bill_of
from adapters.persistence.mapping.row import Read, Written
from domain.cdr import Cdr
from domain.identity import CdrId, SessionId, StationId, TariffId, TenantId
from domain.quantities import Energy
from domain.session import Finding


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
        str(bill.before_taxes.amount) if bill else None,
        str(bill.total.amount) if bill else None,
        to_json(bill) if bill else None,
        to_json(sorted(cdr.findings)),
        cdr.written_at,
    )


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
    )
