"""Sites."""

from decimal import Decimal
from typing import Literal
from uuid import UUID

import msgspec

from application.provisioning.edit_location import (
    CreateLocation,
    CreateLocationHandler,
    EditLocation,
    EditLocationHandler,
    LocationParticulars,
    RemoveLocation,
    RemoveLocationHandler,
)
from application.views.paging import Page
from application.views.provisioning import LocationView
from domain.identity import LocationId
from domain.location import Address, Coordinates
from entrypoints.api import cursor
from entrypoints.api.call import Answer, Call, found, listed
from entrypoints.api.operation import Block
from entrypoints.api.reading.types import Country, Degrees, LongName, PageQuery, Search, Text

block = Block("locations", "The places where stations stand.")


class Position(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Where it is."""

    latitude: Degrees
    longitude: Degrees


class LocationDraft(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """All that an operator says of a site."""

    name: LongName
    street: Text = ""
    city: Text = ""
    postal_code: Text = ""
    country: Country = ""
    position: Position | None = None
    time_zone: Text = "UTC"
    """A name of the IANA database, such as Europe/Berlin."""

    def particulars(self) -> LocationParticulars:
        """As the use case takes them."""
        where = self.position
        return LocationParticulars(
            name=self.name,
            address=Address(self.street, self.city, self.postal_code, self.country),
            coordinates=Coordinates(Decimal(where.latitude), Decimal(where.longitude))
            if where
            else None,
            time_zone=self.time_zone,
        )


class LocationsQuery(PageQuery):
    """Filters and order."""

    text: Search | None = None
    """A part of its name or city, in any letter case."""
    sort: Literal["name", "-name", "created", "-created"] = "name"


@block.operation("GET /locations", answers=Page[LocationView])
async def list_locations(call: Call, query: LocationsQuery) -> object:
    """List the locations."""
    wanted = cursor.sliced(query.limit, query.cursor, query.sort)
    return listed(await call.views.locations.page(wanted, query.text), query.sort)


@block.operation(
    "POST /locations", answers=LocationView, status=201, does=CreateLocationHandler, versioned=True
)
async def create_location(call: Call, body: LocationDraft) -> Answer:
    """Make a location known."""
    made = await call.desk.run(CreateLocation(call.tenant, body.particulars()))
    return await _one(call, made.id, created=True)


@block.operation("GET /locations/{location}", answers=LocationView, versioned=True)
async def read_location(call: Call, location: UUID) -> Answer:
    """Read a location."""
    return await _one(call, location)


@block.operation(
    "PUT /locations/{location}", answers=LocationView, does=EditLocationHandler, versioned=True
)
async def edit_location(call: Call, location: UUID, body: LocationDraft) -> Answer:
    """Change a location."""
    seen = await _view(call, location)
    version = call.conditions.expected("location", location, seen.version)
    await call.desk.run(EditLocation(LocationId(location), body.particulars(), version))
    return await _one(call, location)


@block.operation(
    "DELETE /locations/{location}", status=204, does=RemoveLocationHandler, versioned=True,
    other_statuses=(409,),
)  # fmt: skip
async def remove_location(call: Call, location: UUID) -> None:
    """Take a location away."""
    seen = await _view(call, location)
    version = call.conditions.expected("location", location, seen.version)
    await call.desk.run(RemoveLocation(LocationId(location), version))


async def _view(call: Call, location: UUID) -> LocationView:
    view: LocationView = found("location", location, await call.views.locations.find(location))
    return view


async def _one(call: Call, location: UUID, *, created: bool = False) -> Answer:
    view = await _view(call, location)
    return Answer(view, view.version, f"/locations/{location}" if created else None)
