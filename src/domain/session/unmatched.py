"""UnmatchedReport: a station's word about a transaction that nobody knows; kept, never dropped."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain.aggregate import Aggregate, DomainEvent
from domain.errors import NotPossibleNow
from domain.identity import SessionId, StationId, TenantId, TransactionReference
from domain.session.report import SessionReport


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDecided(DomainEvent):
    """An operator said whose a report is, or with `session` None why it is nobody's."""

    report: UUID
    station: StationId
    reference: TransactionReference
    session: SessionId | None
    reason: str | None = None


@dataclass(slots=True, kw_only=True)
class UnmatchedReport(Aggregate):
    """For an operator to match by hand (fine point 7). It stops no session by itself."""

    id: UUID
    tenant: TenantId
    station: StationId
    received_at: datetime
    report: SessionReport
    why: str
    candidate: SessionId | None = None
    """The one open session of the station it could be about: a proposal, not a decision."""
    session: SessionId | None = None
    """Whose it is, once an operator has said so."""
    dismissed: str | None = None
    """Why it is nobody's, once an operator has said so."""
    decided_at: datetime | None = None
    decided_by: str | None = None

    @property
    def waiting(self) -> bool:
        """Whether an operator still has to decide."""
        return self.decided_at is None

    def assign(self, session: SessionId, at: datetime, by: str) -> None:
        """It is that session's.

        Raises:
            NotPossibleNow: it was decided already.
        """
        self._decide(at, by)
        self.session = session
        self._tell(at)

    def dismiss(self, reason: str, at: datetime, by: str) -> None:
        """It is nobody's, for this reason.

        Raises:
            NotPossibleNow: it was decided already.
        """
        self._decide(at, by)
        self.dismissed = reason
        self._tell(at)

    def _decide(self, at: datetime, by: str) -> None:
        if not self.waiting:
            raise NotPossibleNow("It has been decided already what becomes of the report.")
        self.decided_at, self.decided_by = at, by

    def _tell(self, at: datetime) -> None:
        self.cause(
            ReportDecided(
                tenant=self.tenant,
                at=at,
                report=self.id,
                station=self.station,
                reference=self.report.reference,
                session=self.session,
                reason=self.dismissed,
            )
        )
