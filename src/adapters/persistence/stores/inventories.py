# ruff: noqa: D102 - the ports say what each method means.
"""Settings of stations, and the reports in which they are told."""

from dataclasses import dataclass
from datetime import datetime

from adapters.persistence.mapping.inventory import setting_from_row, setting_to_row
from adapters.persistence.mapping.row import Written
from adapters.persistence.reading import Reader
from adapters.persistence.stores.shelf import Shelf
from adapters.persistence.writing.sheet import Sheet
from adapters.persistence.writing.sheets import NO_SETTINGS, SETTINGS
from application.ports.provisioning import Inventories
from domain.identity import StationId, TenantId
from domain.station import InventoryReport, Setting, SettingKey


@dataclass(slots=True)
class Told:
    """Settings on their way: `whole` stands for all that the station has."""

    settings: dict[SettingKey, tuple[Setting, datetime]]
    whole: bool


@dataclass(frozen=True, slots=True)
class PostgresInventories(Inventories):
    """Reports by station and request; a row a setting."""

    shelf: Shelf[InventoryReport]
    reader: Reader
    tenant: TenantId

    async def find_report(self, station: StationId, request: int) -> InventoryReport | None:
        key = (self.tenant, station, request)
        return await self.shelf.find(key, "t.station_id = $2 AND t.request = $3", station, request)

    def save_report(self, report: InventoryReport) -> None:
        self.shelf.save(report)

    async def settings(
        self, station: StationId, keys: tuple[SettingKey, ...] = ()
    ) -> tuple[Setting, ...]:
        on_its_way = self._on_its_way(station)
        known = {}
        if not on_its_way.whole:
            rows = await self.reader.look_up(
                "SELECT * FROM station_settings WHERE tenant_id = $1 AND station_id = $2"
                " AND ($3::text[] IS NULL OR variable = ANY($3))",
                station,
                tuple(key.variable for key in keys) if keys else None,
            )
            known = {setting.key: setting for setting in map(setting_from_row, rows)}
        known |= {key: setting for key, (setting, _) in on_its_way.settings.items()}
        asked = known.keys() & set(keys) if keys else known.keys()
        return tuple(known[key] for key in sorted(asked))

    def put_settings(
        self, station: StationId, settings: tuple[Setting, ...], told_at: datetime, *, whole: bool
    ) -> None:
        before = self._on_its_way(station)
        told = {} if whole else dict(before.settings)
        told |= {setting.key: (setting, told_at) for setting in settings}
        now = Told(told, whole or before.whole)
        claim = ("settings", self.tenant, station)
        self.shelf.work.put(claim, self._rows(station, now), now)

    def _on_its_way(self, station: StationId) -> Told:
        put = self.shelf.work.on_its_way(("settings", self.tenant, station))
        return put if isinstance(put, Told) else Told({}, whole=False)

    def _rows(self, station: StationId, told: Told) -> list[tuple[Sheet, Written]]:
        rows: list[tuple[Sheet, Written]] = []
        if told.whole:
            rows.append((NO_SETTINGS, (self.tenant, station)))
        for setting, at in told.settings.values():
            rows.append((SETTINGS, setting_to_row(self.tenant, station, setting, at)))
        return rows
