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
from entrypoints.api.call import Answer, Call
from entrypoints.api.operation import Block
from entrypoints.api.reading.types import Country, Degrees, LongName, PageQuery, Search, Text
from entrypoints.api.shown import Kind, listing

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


LOCATION: Kind[LocationView] = Kind(
    "location", lambda call, name: call.views.locations.find(name), "/locations"
)


@block.operation("GET /locations", answers=Page[LocationView])
async def list_locations(call: Call, query: LocationsQuery) -> object:
    """List the locations."""
    return await listing(query, lambda wanted: call.views.locations.page(wanted, query.text))


@block.operation(
    "POST /locations", answers=LocationView, status=201, does=CreateLocationHandler, versioned=True
)
async def create_location(call: Call, body: LocationDraft) -> Answer:
    """Make a location known."""
    made = await call.desk.run(CreateLocation(call.tenant, body.particulars()))
    return await LOCATION.answer(call, made.id, created=True)


@block.operation("GET /locations/{location}", answers=LocationView, versioned=True)
async def read_location(call: Call, location: UUID) -> Answer:
    """Read a location."""
    return await LOCATION.answer(call, location)


@block.operation(
    "PUT /locations/{location}", answers=LocationView, does=EditLocationHandler, versioned=True
)
async def edit_location(call: Call, location: UUID, body: LocationDraft) -> Answer:
    """Change a location."""
    version = await LOCATION.expected(call, location)
    await call.desk.run(EditLocation(LocationId(location), body.particulars(), version))
    return await LOCATION.answer(call, location)


@block.operation(
    "DELETE /locations/{location}", status=204, does=RemoveLocationHandler, versioned=True,
    other_statuses=(409,),
)  # fmt: skip
async def remove_location(call: Call, location: UUID) -> None:
    """Take a location away."""
    version = await LOCATION.expected(call, location)
    await call.desk.run(RemoveLocation(LocationId(location), version))
