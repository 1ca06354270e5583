"""Words about transactions that nobody knows."""

from hashlib import sha256
from typing import Any

from adapters.persistence.documents import from_json, to_json
from adapters.persistence.mapping.row import Read, Written
from domain.identity import SessionId, StationId, TenantId
from domain.moments import Moment
from domain.session import SessionReport, UnmatchedReport


def to_row(told: UnmatchedReport, version: int) -> Written:
    """In the order of the table `unmatched_reports`.

    What makes two of them the same is all that the station said, and not when we heard it.
    """
    said = to_json(_words(told.report))
    return (
        told.tenant,
        told.id,
        told.station,
        sha256(said.encode("utf-8", "surrogatepass")).digest(),
        told.received_at,
        told.report.reference,
        to_json(told.report),
        told.why,
        told.candidate,
        version,
        told.session,
        told.dismissed,
        told.decided_at,
        told.decided_by,
    )


def from_row(row: Read) -> UnmatchedReport:
    """The report of a row."""
    return UnmatchedReport(
        id=row["id"],
        tenant=TenantId(row["tenant_id"]),
        station=StationId(row["station_id"]),
        received_at=row["received_at"],
        report=from_json(row["report"], SessionReport),
        why=row["why"],
        candidate=SessionId(row["candidate_id"]) if row["candidate_id"] else None,
        version=row["version"],
        session=SessionId(row["session_id"]) if row["session_id"] else None,
        dismissed=row["dismissed"],
        decided_at=row["decided_at"],
        decided_by=row["decided_by"],
    )


def _words(report: SessionReport) -> list[Any]:
    return [
        report.kind,
        report.reference,
        _time(report.moment),
        report.sequence,
        report.trigger,
        report.token,
        report.register,
        report.reason,
        [(_time(reading.moment), reading.samples) for reading in report.readings],
    ]


def _time(moment: Moment) -> object:
    """The station's own word: a time that we reckoned is another one with every repeat."""
    return moment.said if moment.suspect else moment.at
