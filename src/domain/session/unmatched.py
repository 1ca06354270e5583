"""UnmatchedReport: a station's word about a transaction that nobody knows; kept, never dropped."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain.identity import SessionId, StationId, TenantId
from domain.session.report import SessionReport


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmatchedReport:
    """For an operator to match by hand (fine point 7). It stops no session by itself."""

    id: UUID
    tenant: TenantId
    station: StationId
    received_at: datetime
    report: SessionReport
    why: str
    candidate: SessionId | None = None
    """The one open session of the station it could be about: a proposal, not a decision."""
