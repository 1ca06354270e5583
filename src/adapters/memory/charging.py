# ruff: noqa: D102 - the ports say what each method means.
"""Sessions, readings and records of one tenant."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from uuid import UUID

from adapters.memory.database import Database
from adapters.memory.shelf import Shelf
from adapters.memory.tables import KeptReading, unmatched_key
from application.ports.charging import (
    Cdrs,
    ChargingSessions,
    MeterReadings,
    ReadingSet,
    TransactionNumbers,
    UnmatchedReports,
)
from domain.cdr import Cdr, standing
from domain.errors import AlreadyExists, NotFound
from domain.identity import CdrId, SessionId, StationId, TenantId, TransactionReference
from domain.metering import MeterReading
from domain.session import ChargingSession, Finding, UnmatchedReport


@dataclass(frozen=True, slots=True)
class MemoryChargingSessions(ChargingSessions):
    """Sessions by id, by the station's name for them, and by their start."""

    shelf: Shelf[ChargingSession]

    async def find(
        self,
        station: StationId,
        reference: TransactionReference,
        *,
        opening: bool = False,  # noqa: ARG002 - it always knows
    ) -> ChargingSession | None:
        return self.shelf.find_by("reference", station, reference)

    async def find_by_start(
        self,
        station: StationId,
        start_key: str,
        *,
        opening: bool = False,  # noqa: ARG002 - it always knows
    ) -> ChargingSession | None:
        return self.shelf.find_by("start", station, start_key)

    async def get(self, session: SessionId) -> ChargingSession:
        return self.shelf.get(session)

    async def open_at(self, station: StationId) -> tuple[ChargingSession, ...]:
        opened = self.shelf.select("open at", station)
        return tuple(sorted(opened, key=lambda session: (session.first_heard, session.id)))

    async def overdue(
        self, heard_before: datetime, limit: int, after: ChargingSession | None = None
    ) -> tuple[ChargingSession, ...]:
        lonely = (s for s in self.shelf.select("open") if s.silent_since is None)
        return _longest_unheard(lonely, heard_before, limit, after)

    async def unsettled(
        self, ended_before: datetime, limit: int, after: ChargingSession | None = None
    ) -> tuple[ChargingSession, ...]:
        return _longest_unheard(self.shelf.select("unsettled"), ended_before, limit, after)

    async def incomplete(
        self, heard_before: datetime, limit: int, after: ChargingSession | None = None
    ) -> tuple[ChargingSession, ...]:
        ended = self.shelf.select("incomplete")
        unmarked = (s for s in ended if Finding.REPORTS_MISSING not in s.marks)
        return _longest_unheard(unmarked, heard_before, limit, after)

    def save(self, session: ChargingSession) -> None:
        self.shelf.save(session)


def _longest_unheard(
    sessions: Iterable[ChargingSession],
    before: datetime,
    limit: int,
    after: ChargingSession | None,
) -> tuple[ChargingSession, ...]:
    heard = (session for session in sessions if session.last_heard < before)
    if after is not None:
        heard = (session for session in heard if _unheard(session) > _unheard(after))
    return tuple(islice(sorted(heard, key=_unheard), limit))


def _unheard(session: ChargingSession) -> tuple[datetime, SessionId]:
    return session.last_heard, session.id


@dataclass(frozen=True, slots=True)
class MemoryTransactionNumbers(TransactionNumbers):
    """One counter for all tenants."""

    database: Database

    async def next(self) -> int:
        return next(self.database.transactions)


@dataclass(frozen=True, slots=True)
class MemoryMeterReadings(MeterReadings):
    """A row a reading, by what the station said."""

    tenant: TenantId
    shelf: Shelf[KeptReading]

    async def of_session(self, session: SessionId) -> tuple[MeterReading, ...]:
        rows = self.shelf.table.rows.values()
        own = (r.reading for r in rows if r.tenant == self.tenant and r.told.session == session)
        return tuple(sorted(own, key=lambda reading: reading.moment.at))

    def add(self, readings: ReadingSet) -> None:
        for reading in readings.readings:
            self.shelf.save(KeptReading(self.tenant, replace(readings, readings=(reading,))))


@dataclass(frozen=True, slots=True)
class MemoryUnmatchedReports(UnmatchedReports):
    """By the station's word."""

    shelf: Shelf[UnmatchedReport]

    async def get(self, report: UUID) -> UnmatchedReport:
        found = self.shelf.find_by("id", report)
        if found is None:
            raise NotFound("unmatched report", report)
        return found

    async def waiting(
        self, station: StationId, reference: TransactionReference, limit: int
    ) -> tuple[UnmatchedReport, ...]:
        found = self.shelf.select("waiting", station, reference)
        return tuple(sorted(found, key=lambda told: told.id)[:limit])

    def add(self, report: UnmatchedReport) -> None:
        if not self.shelf.staged(report) and self.shelf.find(*unmatched_key(report)[1:]) is None:
            self.shelf.save(report)

    def save(self, report: UnmatchedReport) -> None:
        self.shelf.save(report)


@dataclass(frozen=True, slots=True)
class MemoryCdrs(Cdrs):
    """By session; the number is given by the commit."""

    shelf: Shelf[Cdr]

    async def find(self, session: SessionId) -> Cdr | None:
        return standing(await self.of_session(session))

    async def of_session(self, session: SessionId) -> tuple[Cdr, ...]:
        found = self.shelf.select("of", session)
        return tuple(sorted(found, key=lambda cdr: (cdr.revision, cdr.is_credit)))

    async def get(self, cdr: CdrId) -> Cdr:
        found = self.shelf.find_by("id", cdr)
        if found is None:
            raise NotFound("record", cdr)
        return found

    def add(self, cdr: Cdr) -> None:
        if self.shelf.staged(cdr):
            raise AlreadyExists("record", cdr.session)
        self.shelf.save(cdr)
