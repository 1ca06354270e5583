# ruff: noqa: D102 - the ports say what each method means.
"""Tariffs and their assignments."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from adapters.persistence.mapping.cdr import from_row as record_from_row
from adapters.persistence.mapping.reading import from_row as reading_from_row
from adapters.persistence.mapping.session import from_row as session_from_row
from adapters.persistence.mapping.tariff import assignment_from_row, from_row
from adapters.persistence.reading import Reader
from adapters.persistence.views.listing import BY_ID, Listing, Row, containing, text
from application.views.paging import Page, Slice
from application.views.past_sessions import PastFilter, PastSession
from application.views.rendering import assignment_view, tariff_view
from application.views.tariff import (
    EVERY_TARIFF,
    AssignmentFilter,
    TariffAssignmentView,
    TariffFilter,
    TariffsView,
    TariffView,
)
from domain.metering import MeterReading

TARIFFS = Listing(
    "SELECT t.* FROM tariffs t WHERE t.tenant_id = $1", {"name": text("t.name"), "created": BY_ID}
)
ASSIGNMENTS = Listing(
    "SELECT t.* FROM tariff_assignments t WHERE t.tenant_id = $1", {"created": BY_ID}
)

RECORDS = """
    SELECT t.* FROM cdrs t WHERE t.tenant_id = $1 AND t.credits_id IS NULL
    AND (
        SELECT c.id FROM cdrs c WHERE c.tenant_id = $1 AND c.session_id = t.session_id
        AND c.revision = t.revision AND c.is_credit LIMIT 1
    ) IS NULL
    AND ($2::timestamptz IS NULL OR t.began_at >= $2)
    AND ($3::timestamptz IS NULL OR t.began_at < $3)
    AND ($4::uuid IS NULL OR t.session_id > $4)
"""
"""The records that stand. A credit has the revision of what it takes back, so that the key of
records finds it. Asked for record by record: a join would sort all of them for each part."""
_HOW_MANY = """
    SELECT count(*) FILTER (WHERE NOT t.is_credit) - count(*) FILTER (WHERE t.is_credit)
    FROM cdrs t WHERE t.tenant_id = $1
    AND ($2::timestamptz IS NULL OR t.began_at >= $2)
    AND ($3::timestamptz IS NULL OR t.began_at < $3)
    AND ($4::uuid IS NULL OR t.session_id > $4)
"""
"""Each credit takes one record back."""
_SESSIONS = "SELECT t.* FROM sessions t WHERE t.tenant_id = $1 AND t.id = ANY($2::uuid[])"
_READINGS = "SELECT t.* FROM meter_readings t WHERE t.tenant_id = $1 AND t.session_id = ANY($2)"


@dataclass(frozen=True, slots=True)
class PostgresTariffsView(TariffsView):
    """By name, or by age."""

    reader: Reader

    async def page(self, wanted: Slice, chosen: TariffFilter = EVERY_TARIFF) -> Page[TariffView]:
        filters = [
            (containing("t.name"), chosen.text),
            ("t.state = {}::text", chosen.state),
            ("coalesce(t.series_id, t.id) = {}::uuid", chosen.series),
        ]
        return await TARIFFS.page(self.reader, wanted, filters, _view)

    async def find(self, tariff: UUID) -> TariffView | None:
        rows = await self.reader.rows(f"{TARIFFS.select} AND t.id = $2", tariff)
        return _view(rows[0]) if rows else None

    async def assignments(
        self, wanted: Slice, chosen: AssignmentFilter
    ) -> Page[TariffAssignmentView]:
        filters = [
            ("t.tariff_id = {}::uuid", chosen.tariff),
            ("t.location_id = {}::uuid", chosen.location),
            ("t.station_id = {}::uuid", chosen.station),
            ("t.group_id = {}::text", chosen.group),
            ("t.partner = {}::text", chosen.partner),
        ]
        return await ASSIGNMENTS.page(self.reader, wanted, filters, _assignment)

    async def assignment(self, assignment: UUID) -> TariffAssignmentView | None:
        rows = await self.reader.rows(f"{ASSIGNMENTS.select} AND t.id = $2", assignment)
        return _assignment(rows[0]) if rows else None

    async def past(
        self, chosen: PastFilter, limit: int, *, readings: bool
    ) -> tuple[PastSession, ...]:
        where = (chosen.since, chosen.until, chosen.after)
        found = await self.reader.rows(f"{RECORDS} ORDER BY t.session_id LIMIT $5", *where, limit)
        records = [record_from_row(row) for row in found]
        ids = [record.session for record in records]
        rows = await self.reader.rows(_SESSIONS, ids)
        sessions = {row["id"]: session_from_row(row) for row in rows}
        told: defaultdict[UUID, list[MeterReading]] = defaultdict(list)
        for row in await self.reader.rows(_READINGS, ids) if readings else ():
            told[row["session_id"]].append(reading_from_row(row))
        return tuple(
            PastSession(sessions[each.session], each, tuple(told[each.session])) for each in records
        )

    async def count_past(self, chosen: PastFilter) -> int:
        rows = await self.reader.rows(_HOW_MANY, chosen.since, chosen.until, chosen.after)
        return int(rows[0][0])


def _view(row: Row) -> TariffView:
    return tariff_view(from_row(row))


def _assignment(row: Row) -> TariffAssignmentView:
    return assignment_view(assignment_from_row(row))
