"""Stores of sessions, readings and records, for the tenant of the scope."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from domain.cdr import Cdr
from domain.identity import CdrId, SessionId, StationId, TransactionReference
from domain.metering import MeterReading
from domain.session import ChargingSession, UnmatchedReport
from domain.values import quickly_made


class ChargingSessions(Protocol):
    """The tenant's sessions.

    Who is `opening` a session where there is none may be told None as a guess, which costs no
    read: if it is wrong, the commit meets the taken key (AlreadyExists), and the command's second
    run is told the truth.
    """

    async def find(
        self, station: StationId, reference: TransactionReference, *, opening: bool = False
    ) -> ChargingSession | None:
        """The session that the station calls so, or None."""
        ...

    async def find_by_start(
        self, station: StationId, start_key: str, *, opening: bool = False
    ) -> ChargingSession | None:
        """The session that began with this very start, or None."""
        ...

    async def get(self, session: SessionId) -> ChargingSession:
        """That session; raises NotFound."""
        ...

    async def open_at(self, station: StationId) -> tuple[ChargingSession, ...]:
        """The station's open sessions, oldest first."""
        ...

    async def overdue(
        self, heard_before: datetime, limit: int, after: ChargingSession | None = None
    ) -> tuple[ChargingSession, ...]:
        """Open sessions, not yet silent, that were last heard before then.

        The longest unheard first; with `after`, those that come after that one.
        """
        ...

    async def unsettled(
        self, ended_before: datetime, limit: int, after: ChargingSession | None = None
    ) -> tuple[ChargingSession, ...]:
        """Ended, complete sessions without a record that were last heard before then.

        The longest unheard first; with `after`, those that come after that one.
        """
        ...

    async def incomplete(
        self, heard_before: datetime, limit: int, after: ChargingSession | None = None
    ) -> tuple[ChargingSession, ...]:
        """Ended sessions of which reports are missing, not yet marked so, last heard before then.

        The longest unheard first; with `after`, those that come after that one.
        """
        ...

    def save(self, session: ChargingSession) -> None:
        """Write it, and its events, with the next commit."""
        ...


class TransactionNumbers(Protocol):
    """Numbers for transactions of OCPP 1.6: positive, 32 bit, never given twice (fine point 8)."""

    async def next(self) -> int:
        """A number that no transaction ever had, in any tenant."""
        ...


@quickly_made
@dataclass(frozen=True, slots=True)
class ReadingSet:
    """Readings of one message. Without a session they are those of the station or EVSE alone."""

    station: StationId
    session: SessionId | None
    evse: int | None
    connector: int | None
    readings: tuple[MeterReading, ...]
    claimed: TransactionReference | None = None
    """The transaction that the station named, where nobody knows it."""


class MeterReadings(Protocol):
    """One row a reading; the same reading told twice is one row."""

    async def of_session(self, session: SessionId) -> tuple[MeterReading, ...]:
        """The readings of a session, oldest first."""
        ...

    def add(self, readings: ReadingSet) -> None:
        """Write them with the next commit."""
        ...


class UnmatchedReports(Protocol):
    """What stations said of transactions that nobody knows."""

    async def get(self, report: UUID) -> UnmatchedReport:
        """That report; raises NotFound."""
        ...

    async def waiting(
        self, station: StationId, reference: TransactionReference, limit: int
    ) -> tuple[UnmatchedReport, ...]:
        """What an operator has to decide of that transaction, the oldest first."""
        ...

    def add(self, report: UnmatchedReport) -> None:
        """Keep it with the next commit; the same word told twice is kept once."""
        ...

    def save(self, report: UnmatchedReport) -> None:
        """Write what was decided, and its event, with the next commit."""
        ...


class Cdrs(Protocol):
    """Charge detail records and their credits, numbered per tenant without gaps."""

    async def find(self, session: SessionId) -> Cdr | None:
        """The session's record that stands: the one that nothing has taken back, or None."""
        ...

    async def of_session(self, session: SessionId) -> tuple[Cdr, ...]:
        """All records of the session, in the order of their numbers."""
        ...

    async def get(self, cdr: CdrId) -> Cdr:
        """That record; raises NotFound."""
        ...

    def add(self, cdr: Cdr) -> None:
        """Write it with the next commit; AlreadyExists if the session has one of its revision."""
        ...
