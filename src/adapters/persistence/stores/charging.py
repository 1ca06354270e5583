# ruff: noqa: D102 - the ports say what each method means.
"""Sessions, readings and records of one tenant."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from adapters.persistence.mapping import cdr as cdrs
from adapters.persistence.mapping import reading
from adapters.persistence.numbers import Numbers
from adapters.persistence.reading import Reader
from adapters.persistence.stores.shelf import Shelf
from adapters.persistence.stores.work import Work
from adapters.persistence.writing.cdrs import CDR
from adapters.persistence.writing.readings import READING, SUSPECT_READING
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
from domain.session import ChargingSession, Finding, Phase, UnmatchedReport


@dataclass(frozen=True, slots=True)
class PostgresChargingSessions(ChargingSessions):
    """Sessions by id, by the station's name for them, and by their start."""

    shelf: Shelf[ChargingSession]
    tenant: TenantId

    async def find(
        self, station: StationId, reference: TransactionReference, *, opening: bool = False
    ) -> ChargingSession | None:
        return await self.shelf.find_by(
            lambda s: s.reference == reference and s.station == station,
            "t.station_id = $2 AND t.reference = $3",
            station,
            reference,
            guess=opening and self._knows_the_open(station),
        )

    async def find_by_start(
        self, station: StationId, start_key: str, *, opening: bool = False
    ) -> ChargingSession | None:
        return await self.shelf.find_by(
            lambda s: s.start_key == start_key and s.station == station,
            "t.station_id = $2 AND t.start_key = $3",
            station,
            start_key,
            guess=opening and self._knows_the_open(station),
        )

    def _knows_the_open(self, station: StationId) -> bool:
        """Whether only an ended session could be unknown; not so right after a refused guess."""
        resident = self.shelf.work.resident
        return resident is not None and resident.station == station and resident.sessions_read

    async def get(self, session: SessionId) -> ChargingSession:
        found = await self.shelf.find((self.tenant, session), "t.id = $2", session)
        return self.shelf.found(found, session)

    async def open_at(self, station: StationId) -> tuple[ChargingSession, ...]:
        resident = self.shelf.work.resident
        if self._knows_the_open(station):
            found = [s for s in self.shelf.remembered() if s.open and s.station == station]
        else:
            found = await self.shelf.select(
                lambda s: s.open and s.station == station,
                "t.station_id = $2 AND t.is_open",
                station,
            )
            if resident is not None and resident.station == station:
                resident.sessions_read = True
        return tuple(sorted(found, key=lambda s: (s.first_heard, s.id)))

    async def overdue(
        self, heard_before: datetime, limit: int, after: ChargingSession | None = None
    ) -> tuple[ChargingSession, ...]:
        beyond = (_EARLIEST, _LEAST) if after is None else _longest_unheard(after)
        found = await self.shelf.select(
            lambda s: (
                s.open
                and s.silent_since is None
                and s.last_heard < heard_before
                and _longest_unheard(s) > beyond
            ),
            "t.is_open AND t.silent_since IS NULL AND t.last_heard < $2"
            " AND (t.last_heard, t.id) > ($4, $5) ORDER BY t.last_heard, t.id LIMIT $3",
            heard_before,
            limit,
            *beyond,
        )
        return tuple(sorted(found, key=_longest_unheard)[:limit])

    async def unsettled(
        self, ended_before: datetime, limit: int, after: ChargingSession | None = None
    ) -> tuple[ChargingSession, ...]:
        beyond = (_EARLIEST, _LEAST) if after is None else _longest_unheard(after)
        found = await self.shelf.select(
            lambda s: (
                s.phase is Phase.ENDED
                and s.complete
                and s.last_heard < ended_before
                and _longest_unheard(s) > beyond
            ),
            "t.phase = 'ended' AND t.is_complete AND t.last_heard < $2"
            " AND (t.last_heard, t.id) > ($4, $5) ORDER BY t.last_heard, t.id LIMIT $3",
            ended_before,
            limit,
            *beyond,
        )
        return tuple(sorted(found, key=_longest_unheard)[:limit])

    async def incomplete(
        self, heard_before: datetime, limit: int, after: ChargingSession | None = None
    ) -> tuple[ChargingSession, ...]:
        beyond = (_EARLIEST, _LEAST) if after is None else _longest_unheard(after)
        found = await self.shelf.select(
            lambda s: (
                s.phase is Phase.ENDED
                and not s.complete
                and Finding.REPORTS_MISSING not in s.marks
                and s.last_heard < heard_before
                and _longest_unheard(s) > beyond
            ),
            "t.phase = 'ended' AND NOT t.is_complete AND NOT t.findings ? 'reports_missing'"
            " AND t.last_heard < $2"
            " AND (t.last_heard, t.id) > ($4, $5) ORDER BY t.last_heard, t.id LIMIT $3",
            heard_before,
            limit,
            *beyond,
        )
        return tuple(sorted(found, key=_longest_unheard)[:limit])

    def save(self, session: ChargingSession) -> None:
        self.shelf.save(session)
        resident = self.shelf.work.resident
        if resident is None or resident.station != session.station:
            self.shelf.work.hint(self.tenant, f"session {session.station} {session.id}")


_EARLIEST, _LEAST = datetime.min.replace(tzinfo=UTC), SessionId(UUID(int=0))
"""Before every session."""


def _longest_unheard(session: ChargingSession) -> tuple[datetime, SessionId]:
    return session.last_heard, session.id


@dataclass(frozen=True, slots=True)
class PostgresTransactionNumbers(TransactionNumbers):
    """One sequence for all tenants, in blocks for each process."""

    numbers: Numbers

    async def next(self) -> int:
        return await self.numbers.next()


@dataclass(frozen=True, slots=True)
class PostgresMeterReadings(MeterReadings):
    """A row a reading."""

    work: Work
    reader: Reader
    tenant: TenantId

    async def of_session(self, session: SessionId) -> tuple[MeterReading, ...]:
        rows = await self.reader.look_up(
            "SELECT * FROM meter_readings WHERE tenant_id = $1 AND session_id = $2"
            " ORDER BY taken_at, digest",
            session,
        )
        return tuple(reading.from_row(row) for row in rows)

    def add(self, readings: ReadingSet) -> None:
        for told, row in zip(
            readings.readings, reading.to_rows(self.tenant, readings), strict=True
        ):
            self.work.add(SUSPECT_READING if told.moment.suspect else READING, row)


@dataclass(frozen=True, slots=True)
class PostgresUnmatchedReports(UnmatchedReports):
    """By the station's word."""

    shelf: Shelf[UnmatchedReport]
    tenant: TenantId

    async def get(self, report: UUID) -> UnmatchedReport:
        found = await self.shelf.find((self.tenant, report), "t.id = $2", report)
        return self.shelf.found(found, report)

    async def waiting(
        self, station: StationId, reference: TransactionReference, limit: int
    ) -> tuple[UnmatchedReport, ...]:
        found = await self.shelf.select(
            lambda r: r.waiting and r.station == station and r.report.reference == reference,
            "t.decided_at IS NULL AND t.station_id = $2 AND t.reference = $3"
            " ORDER BY t.id LIMIT $4",
            station,
            reference,
            limit,
        )
        return tuple(sorted(found, key=lambda told: told.id)[:limit])

    def add(self, report: UnmatchedReport) -> None:
        self.shelf.save(report)

    def save(self, report: UnmatchedReport) -> None:
        self.shelf.save(report)


@dataclass(frozen=True, slots=True)
class PostgresCdrs(Cdrs):
    """By session; the number is given by the commit."""

    work: Work
    reader: Reader
    tenant: TenantId

    async def find(self, session: SessionId) -> Cdr | None:
        return standing(await self.of_session(session))

    async def of_session(self, session: SessionId) -> tuple[Cdr, ...]:
        rows = await self.reader.look_up(
            "SELECT * FROM cdrs WHERE tenant_id = $1 AND session_id = $2 ORDER BY number", session
        )
        return (*(cdrs.from_row(row) for row in rows), *self._on_their_way(session))

    async def get(self, cdr: CdrId) -> Cdr:
        rows = await self.reader.rows("SELECT * FROM cdrs WHERE tenant_id = $1 AND id = $2", cdr)
        if not rows:
            raise NotFound("record", cdr)
        return cdrs.from_row(rows[0])

    def add(self, cdr: Cdr) -> None:
        others = self._on_their_way(cdr.session)
        if any((o.revision, o.is_credit) == (cdr.revision, cdr.is_credit) for o in others):
            raise AlreadyExists("record", cdr.session)
        added = (*others, cdr)
        rows = [(CDR, cdrs.to_row(each)) for each in added]
        self.work.put(("record", self.tenant, cdr.session), rows, added)

    def _on_their_way(self, session: SessionId) -> tuple[Cdr, ...]:
        return self.work.on_its_way(("record", self.tenant, session)) or ()
