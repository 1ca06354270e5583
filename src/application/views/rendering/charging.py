"""Sessions, readings, unmatched reports and records as they are shown."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from application.views.amounts import BillView, amount, bill_view, seconds
from application.views.charging import (
    CdrView,
    MeterView,
    MomentView,
    ReadingView,
    SampleView,
    SessionDetail,
    SessionView,
    SignedView,
    StretchView,
    UnmatchedView,
)
from domain.cdr import Cdr, usage_of
from domain.errors import DomainError
from domain.metering import MeterReading
from domain.moments import Moment
from domain.quantities import Energy
from domain.session import ChargingSession, UnmatchedReport
from domain.tariff import PriceSeries, Tariff, consumption_of, price
from domain.tariff.engine import NO_SERIES
from domain.tariff.market import refuse_unknown_prices


def session_view(session: ChargingSession) -> SessionView:
    """As shown in a list."""
    return SessionView(
        id=session.id,
        station=session.station,
        reference=session.reference,
        evse=session.evse,
        connector=session.connector,
        token=session.token,
        group=session.group,
        authorization=session.authorization,
        phase=session.phase,
        open=session.open,
        began_at=session.began_at,
        ended_at=session.ended.at if session.ended else None,
        reason=session.reason,
        evidence=session.evidence,
        energy_wh=session.energy.wh,
        first_heard=session.first_heard,
        last_heard=session.last_heard,
        silent_since=session.silent_since,
        complete=session.complete,
        findings=tuple(sorted(session.findings)),
        tariff=session.tariff,
        remote_start=session.remote_start,
        version=session.version,
    )


def session_detail(
    session: ChargingSession,
    tariff: Tariff | None,
    now: datetime,
    *,
    zone: str = "UTC",
    readings: Iterable[MeterReading] = (),
    market: Mapping[str, PriceSeries] = NO_SERIES,
) -> SessionDetail:
    """With all that is known of it at `now`, and what it costs so far, by the clock of `zone`."""
    usage = usage_of(session, now)
    meter = session.meter
    end = session.ended.at if session.ended else max(now, session.began_at)
    return SessionDetail(
        session=session_view(session),
        started=_moment(session.started),
        ended=_moment(session.ended),
        missing=session.missing,
        meter=MeterView(
            begin_wh=_wh(meter.begin),
            latest_wh=_wh(meter.latest),
            latest_at=meter.latest_at,
            end_wh=_wh(meter.end),
        ),
        stretches=tuple(
            StretchView(phase=s.phase, begin=s.begin, end=s.end, energy_wh=s.energy.wh)
            for s in session.timeline.stretches(end, session.energy)
        ),
        charging_seconds=seconds(usage.charging),
        idle_seconds=seconds(usage.idle),
        cost=_cost(session, tariff, now, zone=zone, readings=readings, market=market)
        if tariff
        else None,
    )


def _cost(
    session: ChargingSession,
    tariff: Tariff,
    now: datetime,
    *,
    zone: str,
    readings: Iterable[MeterReading],
    market: Mapping[str, PriceSeries],
) -> BillView | None:
    groups = frozenset({session.group}) if session.group else frozenset()
    used = consumption_of(
        session,
        until=now,
        zone=zone,
        readings=readings,
        groups=groups,
        memberships=session.memberships,
    )
    try:
        refuse_unknown_prices(tariff, used, market)
        return bill_view(price(tariff, used, series=market))
    except DomainError:
        return None  # it waits for a decision once it has ended


def _moment(moment: Moment | None) -> MomentView | None:
    if moment is None:
        return None
    return MomentView(at=moment.at, received=moment.received, said=moment.said, flaw=moment.flaw)


def _wh(energy: Energy | None) -> Decimal | None:
    return None if energy is None else energy.wh


def reading_view(reading: MeterReading, evse: int | None, connector: int | None) -> ReadingView:
    """As shown."""
    moment = reading.moment
    return ReadingView(
        at=moment.at,
        received=moment.received,
        said=moment.said,
        flaw=moment.flaw,
        evse=evse,
        connector=connector,
        samples=tuple(
            SampleView(
                measurand=s.measurand,
                value=s.value,
                unit=s.unit,
                context=s.context,
                place=s.place,
                phase=s.phase,
                signed=SignedView(
                    data=s.signed.data,
                    method=s.signed.method,
                    encoding=s.signed.encoding,
                    public_key=s.signed.public_key,
                )
                if s.signed
                else None,
                raw=s.raw,
            )
            for s in reading.samples
        ),
    )


def unmatched_view(told: UnmatchedReport) -> UnmatchedView:
    """As shown."""
    report = told.report
    return UnmatchedView(
        id=told.id,
        station=told.station,
        received_at=told.received_at,
        why=told.why,
        candidate=told.candidate,
        kind=report.kind,
        reference=report.reference,
        at=report.moment.at,
        said=report.moment.said,
        flaw=report.moment.flaw,
        evse=report.evse,
        connector=report.connector,
        token=report.token,
        register_wh=_wh(report.register),
        reason=report.reason,
        readings=tuple(reading_view(r, report.evse, report.connector) for r in report.readings),
        state=_state(told),
        session=told.session,
        dismissed=told.dismissed,
        decided_at=told.decided_at,
        decided_by=told.decided_by,
        version=told.version,
    )


def _state(told: UnmatchedReport) -> str:
    if told.waiting:
        return "waiting"
    return "dismissed" if told.session is None else "assigned"


def cdr_view(cdr: Cdr, number: int, invoice: UUID | None = None) -> CdrView:
    """As shown."""
    return CdrView(
        id=cdr.id,
        number=number,
        session=cdr.session,
        station=cdr.station,
        token=cdr.token,
        began_at=cdr.began_at,
        ended_at=cdr.ended_at,
        energy_wh=cdr.energy.wh,
        charging_seconds=seconds(cdr.charging),
        idle_seconds=seconds(cdr.idle),
        tariff=cdr.tariff,
        bill=bill_view(cdr.bill) if cdr.bill else None,
        findings=tuple(sorted(cdr.findings)),
        written_at=cdr.written_at,
        revision=cdr.revision,
        credits=cdr.credits,
        replaces=cdr.replaces,
        total=amount(cdr.total) if cdr.total else None,
        place=cdr.particulars.place.name,
        home=cdr.particulars.home,
        invoice=invoice,
    )
