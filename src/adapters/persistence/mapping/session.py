"""Sessions: columns for what is asked for, one document for what only the domain reads."""

from dataclasses import fields
from operator import attrgetter

import msgspec

from adapters.persistence.documents import from_json, to_json
from adapters.persistence.mapping.row import Read, Written, maybe
from domain.identity import (
    SessionId,
    StationId,
    TariffId,
    TenantId,
    TransactionReference,
)
from domain.moments import Moment
from domain.session import (
    ChargingSession,
    Evidence,
    Finding,
    Phase,
    SequenceNumbers,
    SessionMeter,
    StopReason,
    Timeline,
)
from domain.session.timeline import Change
from domain.token import AuthorizationStatus, folded


class Details(msgspec.Struct, omit_defaults=True):
    """The document."""

    meter: SessionMeter
    heard: tuple[tuple[int, int], ...] = ()
    first_number: int | None = None
    last_number: int | None = None
    started: Moment | None = None
    ended: Moment | None = None
    newest: Moment | None = None
    marks: frozenset[Finding] = frozenset()
    memberships: frozenset[str] = frozenset()


def to_row(session: ChargingSession, version: int) -> Written:
    """In the order of the table `sessions`."""
    token, ended = session.token, session.ended
    return (
        session.tenant,
        session.id,
        version,
        session.station,
        session.reference,
        session.start_key,
        session.evse,
        session.connector,
        token,
        None if token is None else folded(token),
        session.group,
        session.authorization,
        session.phase,
        session.open,
        session.began_at,
        None if ended is None else ended.at,
        session.first_heard,
        session.last_heard,
        session.silent_since,
        session.reason,
        session.evidence,
        str(session.energy.wh),
        session.complete,
        _findings(session),
        session.remote_start,
        session.reservation,
        session.tariff,
        to_json(session.timeline.changes),
        _details(session),
    )


_METERED = {"version", "last_heard", "heard", "newest", "meter", "marks", "_events"}
_unmetered = attrgetter(*(f.name for f in fields(ChargingSession) if f.name not in _METERED))


def metered_only(before: ChargingSession, after: ChargingSession) -> bool:
    """Whether nothing has changed but what readings change."""
    return bool(_unmetered(before) == _unmetered(after))


def to_metered_row(session: ChargingSession, version: int) -> Written:
    """What readings change."""
    return (
        session.tenant,
        session.id,
        version,
        session.last_heard,
        str(session.energy.wh),
        _findings(session),
        _details(session),
    )


def _findings(session: ChargingSession) -> str:
    found = session.findings
    return to_json(sorted(found)) if found else "[]"


def _details(session: ChargingSession) -> str:
    return to_json(
        Details(
            session.meter,
            session.heard.ranges,
            session.first_number,
            session.last_number,
            session.started,
            session.ended,
            session.newest,
            session.marks,
            session.memberships,
        )
    )


def from_row(row: Read) -> ChargingSession:
    """The session of a row."""
    details: Details = from_json(row["details"], Details)
    return ChargingSession(
        id=SessionId(row["id"]),
        tenant=TenantId(row["tenant_id"]),
        version=row["version"],
        station=StationId(row["station_id"]),
        reference=TransactionReference(row["reference"]),
        start_key=row["start_key"],
        evse=row["evse"],
        connector=row["connector"],
        token=row["token"],
        group=row["group_id"],
        authorization=maybe(AuthorizationStatus, row["authorization"]),
        phase=Phase(row["phase"]),
        started=details.started,
        ended=details.ended,
        reason=maybe(StopReason, row["reason"]),
        evidence=maybe(Evidence, row["evidence"]),
        first_heard=row["first_heard"],
        last_heard=row["last_heard"],
        silent_since=row["silent_since"],
        heard=SequenceNumbers(details.heard),
        first_number=details.first_number,
        last_number=details.last_number,
        newest=details.newest,
        meter=details.meter,
        timeline=Timeline(from_json(row["timeline"], tuple[Change, ...])),
        marks=details.marks,
        memberships=details.memberships,
        remote_start=row["remote_start"],
        reservation=row["reservation"],
        tariff=TariffId(row["tariff_id"]) if row["tariff_id"] else None,
    )
