# ruff: noqa: D102 - the ports say what each method means.
"""Locations."""

from dataclasses import dataclass
from uuid import UUID

from adapters.persistence.mapping.location import from_row
from adapters.persistence.reading import Reader
from adapters.persistence.views.listing import BY_ID, Listing, Row, containing, text
from application.views.paging import Page, Slice
from application.views.provisioning import LocationsView, LocationView
from application.views.rendering import location_view

LOCATIONS = Listing(
    """SELECT t.*, (
        SELECT count(*) FROM stations s WHERE s.tenant_id = t.tenant_id AND s.location_id = t.id
    ) AS stations FROM locations t WHERE t.tenant_id = $1""",
    {"name": text("t.name"), "created": BY_ID},
)


@dataclass(frozen=True, slots=True)
class PostgresLocationsView(LocationsView):
    """By name, or by age."""

    reader: Reader

    async def page(self, wanted: Slice, text: str | None = None) -> Page[LocationView]:
        filters = [(containing("t.name", "t.city"), text)]
        return await LOCATIONS.page(self.reader, wanted, filters, _view)

    async def find(self, location: UUID) -> LocationView | None:
        rows = await self.reader.rows(f"{LOCATIONS.select} AND t.id = $2", location)
        return _view(rows[0]) if rows else None


def _view(row: Row) -> LocationView:
    return location_view(from_row(row), row["stations"])
