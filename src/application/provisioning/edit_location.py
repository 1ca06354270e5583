"""An operator describes his sites."""

from dataclasses import dataclass

from application.describing import (
    Create,
    CreateHandler,
    Edit,
    EditHandler,
    Remove,
    RemoveHandler,
)
from application.ports.provisioning import Locations
from domain.identity import LocationId, TenantId
from domain.location import NO_ADDRESS, Address, Coordinates, Location


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationParticulars:
    """All that an operator says of a site."""

    name: str
    address: Address = NO_ADDRESS
    coordinates: Coordinates | None = None
    time_zone: str = "UTC"


def _location(id_: LocationId, tenant: TenantId, particulars: LocationParticulars) -> Location:
    return Location(
        id=id_,
        tenant=tenant,
        name=particulars.name,
        address=particulars.address,
        coordinates=particulars.coordinates,
        time_zone=particulars.time_zone,
    )


class CreateLocation(Create[LocationParticulars]):
    """A new site."""


class EditLocation(Edit[LocationParticulars]):
    """Change a site."""


class RemoveLocation(Remove):
    """Take a site away."""


@dataclass(frozen=True, slots=True)
class CreateLocationHandler(CreateHandler[Location, LocationParticulars]):
    """Make a site known."""

    things: Locations
    described = staticmethod(_location)


@dataclass(frozen=True, slots=True)
class EditLocationHandler(EditHandler[Location, LocationParticulars]):
    """Change a site's particulars.

    - A change based on an older version is refused.
    """

    things: Locations
    kind, described = "location", staticmethod(_location)


@dataclass(frozen=True, slots=True)
class RemoveLocationHandler(RemoveHandler[Location]):
    """Take a site away.

    - Not while stations stand there.
    - Not by somebody who saw an older version.
    """

    things: Locations
    kind = "location"
