"""From an ended session to its record."""

from dataclasses import replace
from datetime import datetime
from fractions import Fraction

from domain.cdr.particulars import NOTHING_MORE, Particulars
from domain.cdr.periods import periods_of
from domain.cdr.record import Cdr
from domain.cdr.usage import usage_of
from domain.errors import NotPossibleNow
from domain.identity import CdrId
from domain.quantities import Currency
from domain.session import ChargingSession
from domain.tariff import Bill, Sums, Tariff, price_usage


def write_cdr(
    session: ChargingSession,
    tariff: Tariff | None,
    cdr_id: CdrId,
    at: datetime,
    *,
    bill: Bill | None = None,
    particulars: Particulars = NOTHING_MORE,
    instead_of: Cdr | None = None,
) -> Cdr:
    """The record of an ended, complete session, priced by `tariff`, or as `bill` says.

    Args:
        session: what is recorded.
        tariff: by which it is priced; None where `bill` says all.
        cdr_id: of the record.
        at: when it is written.
        bill: the price, where it is known already.
        particulars: of place, driver and meter; the periods are the session's.
        instead_of: the credited record that it replaces.

    Raises:
        NotPossibleNow: the session goes on, or reports of it are still missing.
    """
    if session.ended is None:
        raise NotPossibleNow("The session has not ended.")
    if not session.complete:
        raise NotPossibleNow("Reports of the session are still missing.")
    usage = usage_of(session, at)
    if bill is None and tariff is not None:
        bill = price_usage(tariff, usage)
    return Cdr(
        id=cdr_id,
        tenant=session.tenant,
        session=session.id,
        station=session.station,
        token=session.token,
        began_at=session.began_at,
        ended_at=session.ended.at,
        energy=usage.energy,
        charging=usage.charging,
        idle=usage.idle,
        tariff=tariff.id if tariff else None,
        bill=bill,
        findings=session.findings,
        written_at=at,
        revision=instead_of.revision + 1 if instead_of else 0,
        replaces=instead_of.id if instead_of else None,
        particulars=replace(particulars, periods=periods_of(session)),
    )


def free_of_charge(currency: Currency) -> Bill:
    """The bill of a session that costs nothing."""
    return Bill(currency, (), Sums(Fraction(0), Fraction(0)))
