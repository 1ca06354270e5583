# ruff: noqa: D102 - the ports say what each method means.
"""Stations, their secrets and their sites, for one tenant."""

from dataclasses import dataclass

from adapters.persistence.caches import Cache
from adapters.persistence.kinds import TENANT
from adapters.persistence.reading import Reader
from adapters.persistence.stores.shelf import Shelf
from application.ports.provisioning import Credentials, Locations, Policies, Stations
from domain.errors import NotFound
from domain.identity import LocationId, StationId, StationIdentity, TenantId
from domain.location import Location
from domain.station import Station, StationCredentials
from domain.tenant import Tenant, TenantPolicy


@dataclass(frozen=True, slots=True)
class PostgresStations(Stations):
    """By id and by identity."""

    shelf: Shelf[Station]
    tenant: TenantId

    async def find(self, station: StationId) -> Station | None:
        return await self.shelf.find((self.tenant, station), "t.id = $2", station)

    async def get(self, station: StationId) -> Station:
        return self.shelf.found(await self.find(station), station)

    async def find_by_identity(self, identity: StationIdentity) -> Station | None:
        return await self.shelf.find_by(
            lambda station: station.identity == identity, "t.identity = $2", identity
        )

    def save(self, station: Station) -> None:
        self.shelf.save(station)
        self._tell(station)

    def remove(self, station: Station) -> None:
        self.shelf.remove(station)
        self._tell(station)

    def _tell(self, station: Station) -> None:
        """The station's own scope knows; the scope of its connection elsewhere does not."""
        resident = self.shelf.work.resident
        if resident is None or resident.station != station.id:
            self.shelf.work.hint(self.tenant, f"station {station.id}")


@dataclass(frozen=True, slots=True)
class PostgresCredentials(Credentials):
    """By station."""

    shelf: Shelf[StationCredentials]
    tenant: TenantId

    async def find(self, station: StationId) -> StationCredentials | None:
        return await self.shelf.find((self.tenant, station), "t.station_id = $2", station)

    def save(self, credentials: StationCredentials) -> None:
        self.shelf.save(credentials)


@dataclass(frozen=True, slots=True)
class PostgresLocations(Locations):
    """By id."""

    shelf: Shelf[Location]
    tenant: TenantId

    async def find(self, location: LocationId) -> Location | None:
        return await self.shelf.find((self.tenant, location), "t.id = $2", location)

    async def get(self, location: LocationId) -> Location:
        return self.shelf.found(await self.find(location), location)

    def save(self, location: Location) -> None:
        self.shelf.save(location)

    def remove(self, location: Location) -> None:
        self.shelf.remove(location)


@dataclass(frozen=True, slots=True)
class PostgresPolicies(Policies):
    """Of one tenant, from memory."""

    reader: Reader
    cache: Cache
    tenant: TenantId

    async def current(self) -> TenantPolicy:
        tenant = await self._known()
        if tenant is None:
            raise NotFound("tenant", self.tenant)
        return tenant.policy

    async def in_force(self) -> bool:
        tenant = await self._known()
        return tenant is not None and tenant.active

    async def _known(self) -> Tenant | None:
        return await self.cache.get(self.tenant, "policy", self._read)

    async def _read(self) -> Tenant | None:
        rows = await self.reader.rows(TENANT.select)
        return TENANT.from_row(rows[0]) if rows else None
