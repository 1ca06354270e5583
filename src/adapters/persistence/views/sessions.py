# ruff: noqa: D102 - the ports say what each method means.
"""Sessions and their readings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from adapters.persistence.documents import from_json
from adapters.persistence.mapping import reading as readings_of
from adapters.persistence.mapping import session as sessions_of
from adapters.persistence.mapping import tariff as tariffs_of
from adapters.persistence.reading import Reader
from adapters.persistence.stores.prices import read_prices
from adapters.persistence.views.listing import Listing, Row, number, time
from application.views.charging import (
    ReadingView,
    SessionDetail,
    SessionFilter,
    SessionsView,
    SessionView,
)
from application.views.paging import Page, Slice
from application.views.rendering import reading_view, session_detail
from domain.session import Finding, Phase
from domain.session.phase import OPEN_PHASES
from domain.tariff import needs_readings
from domain.tariff.market import need_of
from domain.token import folded

COLUMNS = """
    t.id, t.station_id, t.reference, t.evse, t.connector, t.token, t.group_id, t.authorization,
    t.phase, t.is_open, t.began_at, t.ended_at, t.reason, t.evidence, t.energy_wh, t.first_heard,
    t.last_heard, t.silent_since, t.is_complete, t.findings, t.tariff_id, t.remote_start, t.version
"""
SESSIONS = Listing(
    f"SELECT {COLUMNS} FROM sessions t WHERE t.tenant_id = $1",  # noqa: S608 - our own columns
    {"began": time("t.began_at")},
)
READINGS = Listing(
    "SELECT t.* FROM meter_readings t WHERE t.tenant_id = $1",
    {"at": time("t.taken_at")},
    number("t.digest"),
)
# Spelt out, and not as parameters: only so does the database see which partial index holds them.
PHASES = {
    str(phase): f"t.phase = '{phase}'" + (" AND t.is_open" if phase in OPEN_PHASES else "")
    for phase in Phase
}
FINDINGS = {str(finding): f"t.findings ? '{finding}'" for finding in Finding}
OPEN = {True: "t.is_open", False: "NOT t.is_open"}
SILENT = {
    True: "t.is_open AND t.silent_since IS NOT NULL",
    False: "NOT (t.is_open AND t.silent_since IS NOT NULL)",
}

_WHOLE = "SELECT t.* FROM sessions t WHERE t.tenant_id = $1 AND t.id = $2"
_ZONE = """
    SELECT l.time_zone FROM stations t
    JOIN locations l ON l.tenant_id = t.tenant_id AND l.id = t.location_id
    WHERE t.tenant_id = $1 AND t.id = $2
"""
_TARIFF = "SELECT t.* FROM tariffs t WHERE t.tenant_id = $1 AND t.id = $2"


@dataclass(frozen=True, slots=True)
class PostgresSessionsView(SessionsView):
    """By when they began. Only the detail loads the session itself: its cost is the domain's."""

    reader: Reader

    async def page(self, wanted: Slice, chosen: SessionFilter) -> Page[SessionView]:
        filters = [
            ("t.station_id = {}::uuid", chosen.station),
            ("t.token_folded = {}::text", None if chosen.token is None else folded(chosen.token)),
            (PHASES.get(chosen.phase or "", "false"), chosen.phase),
            (OPEN[chosen.open is True], chosen.open),
            (SILENT[chosen.silent is True], chosen.silent),
            (FINDINGS.get(chosen.finding or "", "false"), chosen.finding),
            ("t.began_at >= {}::timestamptz", chosen.since),
            ("t.began_at < {}::timestamptz", chosen.until),
        ]
        return await SESSIONS.page(self.reader, wanted, filters, _view)

    async def find(self, session: UUID) -> SessionView | None:
        found = await self.many([session])
        return found[0] if found else None

    async def many(self, sessions: Sequence[UUID]) -> tuple[SessionView, ...]:
        select = f"{SESSIONS.select} AND t.id = ANY($2::uuid[])"
        return tuple(_view(row) for row in await self.reader.rows(select, list(sessions)))

    async def detail(self, session: UUID, now: datetime) -> SessionDetail | None:
        rows = await self.reader.rows(_WHOLE, session)
        if not rows:
            return None
        whole = sessions_of.from_row(rows[0])
        priced = await self.reader.rows(_TARIFF, whole.tariff) if whole.tariff else []
        if not priced:
            return session_detail(whole, None, now)
        tariff = tariffs_of.from_row(priced[0])
        if not needs_readings(tariff):
            return session_detail(whole, tariff, now)
        zones = await self.reader.rows(_ZONE, whole.station)
        read = await self.reader.rows(f"{READINGS.select} AND t.session_id = $2", session)
        zone = zones[0][0] if zones else "UTC"
        began = whole.began_at
        end = whole.ended.at if whole.ended else max(now, began)
        need = need_of(tariff, began, end, began)
        market = {} if need is None else await read_prices(self.reader, need)
        told = [readings_of.from_row(row) for row in read]
        return session_detail(whole, tariff, now, zone=zone, readings=told, market=market)

    async def readings(self, session: UUID, wanted: Slice) -> Page[ReadingView]:
        filters = [("t.session_id = {}::uuid", session)]
        return await READINGS.page(self.reader, wanted, filters, _reading)


def _view(row: Row) -> SessionView:
    return SessionView(
        id=row["id"],
        station=row["station_id"],
        reference=row["reference"],
        evse=row["evse"],
        connector=row["connector"],
        token=row["token"],
        group=row["group_id"],
        authorization=row["authorization"],
        phase=row["phase"],
        open=row["is_open"],
        began_at=row["began_at"],
        ended_at=row["ended_at"],
        reason=row["reason"],
        evidence=row["evidence"],
        energy_wh=row["energy_wh"],
        first_heard=row["first_heard"],
        last_heard=row["last_heard"],
        silent_since=row["silent_since"],
        complete=row["is_complete"],
        findings=tuple(sorted(from_json(row["findings"], list[str]))),
        tariff=row["tariff_id"],
        remote_start=row["remote_start"],
        version=row["version"],
    )


def _reading(row: Row) -> ReadingView:
    return reading_view(readings_of.from_row(row), row["evse"], row["connector"])
