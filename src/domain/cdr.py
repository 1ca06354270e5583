"""Cdr: the charge detail record of a settled session; never changed once written."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.errors import NotPossibleNow
from domain.identity import CdrId, SessionId, StationId, TariffId, TenantId
from domain.quantities import Energy
from domain.session import ChargingSession, Finding, Phase
from domain.tariff import Bill, Tariff, Usage


@dataclass(frozen=True, slots=True, kw_only=True)
class Cdr:
    """What was charged, when, and what it costs."""

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
    bill: Bill | None
    """None where no tariff applied: the session is kept unpriced, nothing is charged by guess."""
    findings: frozenset[Finding]
    written_at: datetime


def usage_of(session: ChargingSession, until: datetime) -> Usage:
    """Energy and times of a session, ended or measured so far at `until`."""
    end = session.ended.at if session.ended is not None else max(until, session.began_at)
    charging = idle = timedelta(0)
    for stretch in session.timeline.stretches(end, session.energy):
        if stretch.phase is Phase.CHARGING:
            charging += stretch.duration
        else:
            idle += stretch.duration
    return Usage(session.energy, charging, idle)


def write_cdr(session: ChargingSession, tariff: Tariff | None, cdr_id: CdrId, at: datetime) -> Cdr:
    """The record of an ended, complete session, priced by `tariff`.

    Raises:
        NotPossibleNow: the session goes on, or reports of it are still missing.
    """
    if session.ended is None:
        raise NotPossibleNow("The session has not ended.")
    if not session.complete:
        raise NotPossibleNow("Reports of the session are still missing.")
    usage = usage_of(session, at)
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
        bill=tariff.price(usage) if tariff else None,
        findings=session.findings,
        written_at=at,
    )
