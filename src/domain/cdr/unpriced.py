"""UnpricedSession: a session that nothing may be charged for until somebody decides."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.aggregate import Aggregate
from domain.errors import NotPossibleNow
from domain.identity import SessionId, StationId, TariffId, TenantId


class Decision(StrEnum):
    """What somebody decided."""

    PRICED = "priced"
    """By a tariff that he chose."""
    FREE = "free"
    """It costs nothing."""
    LEFT = "left"
    """It stays without a record, and is asked for no more."""


@dataclass(slots=True, kw_only=True)
class UnpricedSession(Aggregate):
    """One entry of the inbox. Leaving it is no end: it may still be priced or freed later."""

    session: SessionId
    tenant: TenantId
    station: StationId
    reason: str
    """Why it could not be priced, in words."""
    since: datetime
    tariff: TariffId | None = None
    """The tariff that could not price it, or by which it was priced at last."""
    decision: Decision | None = None
    decided_at: datetime | None = None
    decided_by: str = ""
    note: str = ""

    @property
    def waiting(self) -> bool:
        """Whether nobody has decided."""
        return self.decision is None

    def decide(
        self,
        decision: Decision,
        *,
        at: datetime,
        by: str,
        note: str = "",
        tariff: TariffId | None = None,
    ) -> None:
        """Somebody decides.

        Raises:
            NotPossibleNow: it was priced or freed already; a record of it is credited instead.
        """
        if self.decision in {Decision.PRICED, Decision.FREE}:
            raise NotPossibleNow("It has been decided, and its record is written: credit that.")
        self.decision, self.decided_at, self.decided_by, self.note = decision, at, by, note
        self.tariff = tariff or self.tariff
