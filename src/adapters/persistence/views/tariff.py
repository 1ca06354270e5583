# ruff: noqa: D102 - the ports say what each method means.
"""Tariffs and their assignments."""

from dataclasses import dataclass
from uuid import UUID

from adapters.persistence.mapping.tariff import assignment_from_row, from_row
from adapters.persistence.reading import Reader
from adapters.persistence.views.listing import BY_ID, Listing, Row, containing, text
from application.views.paging import Page, Slice
from application.views.rendering import assignment_view, tariff_view
from application.views.tariff import (
    EVERY_TARIFF,
    AssignmentFilter,
    TariffAssignmentView,
    TariffFilter,
    TariffsView,
    TariffView,
)

TARIFFS = Listing(
    "SELECT t.* FROM tariffs t WHERE t.tenant_id = $1", {"name": text("t.name"), "created": BY_ID}
)
ASSIGNMENTS = Listing(
    "SELECT t.* FROM tariff_assignments t WHERE t.tenant_id = $1", {"created": BY_ID}
)


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


def _view(row: Row) -> TariffView:
    return tariff_view(from_row(row))


def _assignment(row: Row) -> TariffAssignmentView:
    return assignment_view(assignment_from_row(row))
