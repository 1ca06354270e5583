# ruff: noqa: D102 - the ports say what each method means.
"""Sessions, readings, unmatched reports and records."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from adapters.memory.database import Database
from adapters.memory.tables import KeptReading
from adapters.memory.views.paging import BY_ID, Order, Sorting, equals, within
from application.views.charging import (
    CdrFilter,
    CdrsView,
    CdrView,
    ReadingView,
    SessionDetail,
    SessionFilter,
    SessionsView,
    SessionView,
    UnmatchedFilter,
    UnmatchedReportsView,
    UnmatchedView,
)
from application.views.paging import Page, Slice
from application.views.rendering import (
    cdr_view,
    reading_view,
    session_detail,
    session_view,
    unmatched_view,
)
from domain.cdr import Cdr
from domain.identity import TenantId
from domain.tariff import needs_readings
from domain.tariff.market import known_prices, need_of
from domain.token import folded

_TIME = (datetime.fromisoformat, datetime.isoformat)

SESSIONS = Sorting({"began": Order(lambda s: s.began_at, *_TIME)}, BY_ID)
READINGS = Sorting({"at": Order(lambda r: r[1].at, *_TIME)}, Order(lambda r: r[0], int))
UNMATCHED = Sorting({"received": BY_ID}, BY_ID)
CDRS = Sorting({"number": Order(lambda c: c.number, int)}, BY_ID)


@dataclass(frozen=True, slots=True)
class MemorySessionsView(SessionsView):
    """By when they began."""

    database: Database
    tenant: TenantId

    async def page(self, wanted: Slice, chosen: SessionFilter) -> Page[SessionView]:
        rows = self.database.tables.sessions.rows.values()
        own = (session_view(session) for session in rows if session.tenant == self.tenant)
        return SESSIONS.page((view for view in own if _is_chosen(view, chosen)), wanted)

    async def find(self, session: UUID) -> SessionView | None:
        kept = self.database.tables.sessions.rows.get((self.tenant, session))
        return session_view(kept) if kept else None

    async def many(self, sessions: Sequence[UUID]) -> tuple[SessionView, ...]:
        rows = self.database.tables.sessions.rows
        kept = (rows.get((self.tenant, session)) for session in sessions)
        return tuple(session_view(session) for session in kept if session)

    async def detail(self, session: UUID, now: datetime) -> SessionDetail | None:
        tables = self.database.tables
        kept = tables.sessions.rows.get((self.tenant, session))
        if kept is None:
            return None
        tariff = tables.tariffs.rows.get((self.tenant, kept.tariff)) if kept.tariff else None
        station = tables.stations.rows.get((self.tenant, kept.station))
        place = tables.locations.rows.get((self.tenant, station.location)) if station else None
        own = [r for r in tables.readings.rows.values() if r.told.session == session]
        read = [r.reading for r in own] if tariff and needs_readings(tariff) else []
        zone = place.time_zone if place else "UTC"
        began = kept.began_at
        end = kept.ended.at if kept.ended else max(now, began)
        need = need_of(tariff, began, end, began) if tariff else None
        quoted = (q for q in tables.quotations.rows.values() if q.tenant == self.tenant)
        market = {} if need is None else known_prices(quoted, need)
        return session_detail(kept, tariff, now, zone=zone, readings=read, market=market)

    async def readings(self, session: UUID, wanted: Slice) -> Page[ReadingView]:
        rows = self.database.tables.readings.rows.values()
        own = [
            (place, _reading(row)) for place, row in enumerate(rows)
            if row.tenant == self.tenant and row.told.session == session
        ]  # fmt: skip
        page = READINGS.page(own, wanted)
        return Page(tuple(view for _, view in page.items), page.next)


def _is_chosen(view: SessionView, chosen: SessionFilter) -> bool:
    token = folded(view.token) if view.token is not None else None
    return (
        equals(chosen.station, view.station)
        and (chosen.token is None or folded(chosen.token) == token)
        and equals(chosen.phase, view.phase)
        and equals(chosen.open, view.open)
        and equals(chosen.silent, view.open and view.silent_since is not None)
        and (chosen.finding is None or chosen.finding in view.findings)
        and within(view.began_at, chosen.since, chosen.until)
    )


def _reading(row: KeptReading) -> ReadingView:
    return reading_view(row.reading, row.told.evse, row.told.connector)


@dataclass(frozen=True, slots=True)
class MemoryUnmatchedReportsView(UnmatchedReportsView):
    """By when they were received."""

    database: Database
    tenant: TenantId

    async def page(self, wanted: Slice, chosen: UnmatchedFilter) -> Page[UnmatchedView]:
        rows = self.database.tables.unmatched.rows.values()
        own = (unmatched_view(report) for report in rows if report.tenant == self.tenant)
        return UNMATCHED.page(
            (
                view
                for view in own
                if equals(chosen.station, view.station)
                and equals(chosen.reference, view.reference)
                and equals(chosen.state, view.state)
            ),
            wanted,
        )

    async def find(self, report: UUID) -> UnmatchedView | None:
        rows = self.database.tables.unmatched.rows.values()
        own = (each for each in rows if each.tenant == self.tenant and each.id == report)
        return next((unmatched_view(each) for each in own), None)


@dataclass(frozen=True, slots=True)
class MemoryCdrsView(CdrsView):
    """By number."""

    database: Database
    tenant: TenantId

    async def page(self, wanted: Slice, chosen: CdrFilter) -> Page[CdrView]:
        token = folded(chosen.token) if chosen.token is not None else None
        return CDRS.page(
            (
                view
                for view in self._all()
                if equals(chosen.number, view.number)
                and equals(chosen.station, view.station)
                and equals(chosen.session, view.session)
                and (token is None or (view.token is not None and folded(view.token) == token))
                and within(view.written_at, chosen.since, chosen.until)
            ),
            wanted,
        )

    async def find(self, cdr: UUID) -> CdrView | None:
        return next((view for view in self._all() if view.id == cdr), None)

    async def record(self, cdr: UUID) -> Cdr | None:
        rows = self.database.tables.cdrs.rows.values()
        return next((row for row in rows if row.tenant == self.tenant and row.id == cdr), None)

    def _all(self) -> list[CdrView]:
        rows = self.database.tables.cdrs.rows
        numbered = enumerate(self.database.records.get(self.tenant, ()), start=1)
        invoiced = self.database.tables.invoiced.rows
        found = ((number, rows[key]) for number, key in numbered)
        return [
            cdr_view(
                cdr, number, row.invoice if (row := invoiced.get((self.tenant, cdr.id))) else None
            )
            for number, cdr in found
        ]
