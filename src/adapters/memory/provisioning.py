# ruff: noqa: D102 - the ports say what each method means.
"""Stations, their secrets, their settings and their sites, for one tenant."""

from dataclasses import dataclass
from datetime import datetime

from adapters.memory.shelf import Shelf
from adapters.memory.tables import KeptSetting
from application.ports.provisioning import Credentials, Inventories, Locations, Policies, Stations
from domain.errors import NotFound
from domain.identity import LocationId, StationId, StationIdentity, TenantId
from domain.location import Location
from domain.station import InventoryReport, Setting, SettingKey, Station, StationCredentials
from domain.tenant import Tenant, TenantPolicy


@dataclass(frozen=True, slots=True)
class MemoryStations(Stations):
    """By id and by identity."""

    shelf: Shelf[Station]

    async def find(self, station: StationId) -> Station | None:
        return self.shelf.find(station)

    async def get(self, station: StationId) -> Station:
        return self.shelf.get(station)

    async def find_by_identity(self, identity: StationIdentity) -> Station | None:
        return self.shelf.find_by("identity", identity)

    def save(self, station: Station) -> None:
        self.shelf.save(station)

    def remove(self, station: Station) -> None:
        self.shelf.remove(station)


@dataclass(frozen=True, slots=True)
class MemoryCredentials(Credentials):
    """By station."""

    shelf: Shelf[StationCredentials]

    async def find(self, station: StationId) -> StationCredentials | None:
        return self.shelf.find(station)

    def save(self, credentials: StationCredentials) -> None:
        self.shelf.save(credentials)


@dataclass(frozen=True, slots=True)
class MemoryInventories(Inventories):
    """Reports by station and request; a row a setting."""

    tenant: TenantId
    reports: Shelf[InventoryReport]
    rows: Shelf[KeptSetting]

    async def find_report(self, station: StationId, request: int) -> InventoryReport | None:
        return self.reports.find(station, request)

    def save_report(self, report: InventoryReport) -> None:
        self.reports.save(report)

    async def settings(
        self, station: StationId, keys: tuple[SettingKey, ...] = ()
    ) -> tuple[Setting, ...]:
        told = (row.setting for row in self.rows.select("of", station))
        asked = (setting for setting in told if not keys or setting.key in keys)
        return tuple(sorted(asked, key=lambda setting: setting.key))

    def put_settings(
        self, station: StationId, settings: tuple[Setting, ...], told_at: datetime, *, whole: bool
    ) -> None:
        told = {setting.key: setting for setting in settings}
        if whole:
            for row in tuple(self.rows.select("of", station)):
                if row.setting.key not in told:
                    self.rows.remove(row)
        for setting in told.values():
            self.rows.save(KeptSetting(self.tenant, station, setting, told_at))


@dataclass(frozen=True, slots=True)
class MemoryLocations(Locations):
    """By id."""

    shelf: Shelf[Location]

    async def find(self, location: LocationId) -> Location | None:
        return self.shelf.find(location)

    async def get(self, location: LocationId) -> Location:
        return self.shelf.get(location)

    def save(self, location: Location) -> None:
        self.shelf.save(location)

    def remove(self, location: Location) -> None:
        self.shelf.remove(location)


@dataclass(frozen=True, slots=True)
class MemoryPolicies(Policies):
    """Never older than the last commit."""

    tenant: TenantId
    tenants: Shelf[Tenant]

    async def current(self) -> TenantPolicy:
        row = self.tenants.table.rows.get((None, self.tenant))
        if row is None:
            raise NotFound("tenant", self.tenant)
        return row.policy

    async def in_force(self) -> bool:
        row = self.tenants.table.rows.get((None, self.tenant))
        return row is not None and row.active
