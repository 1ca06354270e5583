"""An operator describes his sites."""

from dataclasses import dataclass

from application.ports.provisioning import Locations
from application.ports.work import UnitOfWork
from application.ports.world import Ids
from domain.errors import Outdated
from domain.identity import LocationId, TenantId
from domain.location import NO_ADDRESS, Address, Coordinates, Location


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationParticulars:
    """All that an operator says of a site."""

    name: str
    address: Address = NO_ADDRESS
    coordinates: Coordinates | None = None
    time_zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class CreateLocation:
    """A new site."""

    tenant: TenantId
    particulars: LocationParticulars


@dataclass(frozen=True, slots=True)
class CreateLocationHandler:
    """Make a site known."""

    locations: Locations
    ids: Ids
    work: UnitOfWork

    async def __call__(self, command: CreateLocation) -> Location:
        location = _location(LocationId(self.ids.new()), command.tenant, command.particulars)
        self.locations.save(location)
        await self.work.commit()
        return location


@dataclass(frozen=True, slots=True)
class EditLocation:
    """Change a site; `version` is the one seen, or None for any."""

    location: LocationId
    particulars: LocationParticulars
    version: int | None = None


@dataclass(frozen=True, slots=True)
class EditLocationHandler:
    """Change a site's particulars.

    - A change based on an older version is refused.
    """

    locations: Locations
    work: UnitOfWork

    async def __call__(self, command: EditLocation) -> Location:
        known = await self.locations.get(command.location)
        if command.version is not None and command.version != known.version:
            raise Outdated("location", known.name)
        location = _location(known.id, known.tenant, command.particulars)
        location.version = known.version
        self.locations.save(location)
        await self.work.commit()
        return location


@dataclass(frozen=True, slots=True)
class RemoveLocation:
    """Take a site away."""

    location: LocationId


@dataclass(frozen=True, slots=True)
class RemoveLocationHandler:
    """Take a site away.

    - Not while stations stand there.
    """

    locations: Locations
    work: UnitOfWork

    async def __call__(self, command: RemoveLocation) -> None:
        self.locations.remove(await self.locations.get(command.location))
        await self.work.commit()


def _location(id_: LocationId, tenant: TenantId, particulars: LocationParticulars) -> Location:
    return Location(
        id=id_,
        tenant=tenant,
        name=particulars.name,
        address=particulars.address,
        coordinates=particulars.coordinates,
        time_zone=particulars.time_zone,
    )
