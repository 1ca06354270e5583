# ruff: noqa: D102 - the ports say what each method means.
"""Unmatched reports and charge detail records."""

from dataclasses import dataclass
from uuid import UUID

from adapters.persistence.mapping import cdr as cdrs_of
from adapters.persistence.mapping import unmatched as reports_of
from adapters.persistence.reading import Reader
from adapters.persistence.views.listing import BY_ID, Listing, Row, number
from application.views.charging import (
    CdrFilter,
    CdrsView,
    CdrView,
    UnmatchedFilter,
    UnmatchedReportsView,
    UnmatchedView,
)
from application.views.paging import Page, Slice
from application.views.rendering import cdr_view, unmatched_view
from domain.cdr import Cdr
from domain.token import folded

UNMATCHED = Listing(
    "SELECT t.* FROM unmatched_reports t WHERE t.tenant_id = $1", {"received": BY_ID}
)
_STATE = """
    (CASE WHEN t.decided_at IS NULL THEN 'waiting'
          WHEN t.session_id IS NULL THEN 'dismissed' ELSE 'assigned' END)
"""
CDRS = Listing(
    "SELECT t.*, (SELECT i.invoice_id FROM invoiced_records i"
    " WHERE i.tenant_id = t.tenant_id AND i.cdr_id = t.id) AS invoice_id"
    " FROM cdrs t WHERE t.tenant_id = $1",
    {"number": number("t.number")},
)


@dataclass(frozen=True, slots=True)
class PostgresUnmatchedReportsView(UnmatchedReportsView):
    """By age."""

    reader: Reader

    async def page(self, wanted: Slice, chosen: UnmatchedFilter) -> Page[UnmatchedView]:
        filters = [
            ("t.station_id = {}::uuid", chosen.station),
            ("t.reference = {}::text", chosen.reference),
            (f"{_STATE} = {{}}::text", chosen.state),
        ]
        return await UNMATCHED.page(self.reader, wanted, filters, _report)

    async def find(self, report: UUID) -> UnmatchedView | None:
        rows = await self.reader.rows(f"{UNMATCHED.select} AND t.id = $2", report)
        return _report(rows[0]) if rows else None


@dataclass(frozen=True, slots=True)
class PostgresCdrsView(CdrsView):
    """By number."""

    reader: Reader

    async def page(self, wanted: Slice, chosen: CdrFilter) -> Page[CdrView]:
        token = None if chosen.token is None else folded(chosen.token)
        filters = [
            ("t.number = {}::bigint", chosen.number),
            ("t.station_id = {}::uuid", chosen.station),
            ("t.session_id = {}::uuid", chosen.session),
            ("t.token_folded = {}::text", token),
            ("t.written_at >= {}::timestamptz", chosen.since),
            ("t.written_at < {}::timestamptz", chosen.until),
        ]
        return await CDRS.page(self.reader, wanted, filters, _cdr)

    async def find(self, cdr: UUID) -> CdrView | None:
        rows = await self.reader.rows(f"{CDRS.select} AND t.id = $2", cdr)
        return _cdr(rows[0]) if rows else None

    async def record(self, cdr: UUID) -> Cdr | None:
        rows = await self.reader.rows(f"{CDRS.select} AND t.id = $2", cdr)
        return cdrs_of.from_row(rows[0]) if rows else None


def _report(row: Row) -> UnmatchedView:
    return unmatched_view(reports_of.from_row(row))


def _cdr(row: Row) -> CdrView:
    return cdr_view(cdrs_of.from_row(row), row["number"], row["invoice_id"])
