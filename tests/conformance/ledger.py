"""What the server has kept, read back for the checks, whichever storage it is in."""

from collections.abc import Iterable
from typing import Any, Protocol

from tests.adapters.persistence.installed import PostgresRecords

from adapters.memory import MemoryStorage
from adapters.memory.tables import KeptReading
from adapters.persistence import PostgresStorage, kinds
from adapters.persistence.kinds import Kind
from adapters.persistence.mapping import cdr, inventory
from domain.aggregate import DomainEvent
from domain.cdr import Cdr
from domain.identity import StationId, TenantId
from domain.instruction import Order
from domain.session import ChargingSession, UnmatchedReport
from domain.station import InventoryReport, Setting, Station


class Ledger(Protocol):
    """All of one tenant, in no particular order."""

    async def stations(self, tenant: TenantId) -> list[Station]: ...

    async def sessions(self, tenant: TenantId) -> list[ChargingSession]: ...

    async def readings(self, tenant: TenantId) -> list[KeptReading]: ...

    async def unmatched(self, tenant: TenantId) -> list[UnmatchedReport]: ...

    async def cdrs(self, tenant: TenantId) -> list[Cdr]: ...

    async def orders(self, tenant: TenantId) -> list[Order]: ...

    async def reports(self, tenant: TenantId) -> list[InventoryReport]: ...

    async def settings(self, tenant: TenantId) -> list[tuple[StationId, Setting]]: ...

    async def events(self, tenant: TenantId) -> list[DomainEvent]: ...


class MemoryLedger(Ledger):
    """Straight from the tables."""

    def __init__(self, storage: MemoryStorage) -> None:
        self._storage = storage
        self._tables = storage.database.tables

    async def stations(self, tenant: TenantId) -> list[Station]:
        return _of(tenant, self._tables.stations.rows.values())

    async def sessions(self, tenant: TenantId) -> list[ChargingSession]:
        return _of(tenant, self._tables.sessions.rows.values())

    async def readings(self, tenant: TenantId) -> list[KeptReading]:
        return _of(tenant, self._tables.readings.rows.values())

    async def unmatched(self, tenant: TenantId) -> list[UnmatchedReport]:
        return _of(tenant, self._tables.unmatched.rows.values())

    async def cdrs(self, tenant: TenantId) -> list[Cdr]:
        return _of(tenant, self._tables.cdrs.rows.values())

    async def orders(self, tenant: TenantId) -> list[Order]:
        return _of(tenant, self._tables.orders.rows.values())

    async def reports(self, tenant: TenantId) -> list[InventoryReport]:
        return _of(tenant, self._tables.reports.rows.values())

    async def settings(self, tenant: TenantId) -> list[tuple[StationId, Setting]]:
        kept = _of(tenant, self._tables.settings.rows.values())
        return [(setting.station, setting.setting) for setting in kept]

    async def events(self, tenant: TenantId) -> list[DomainEvent]:
        stored = await self._storage.outbox.after(0, 1_000_000)
        return _of(tenant, (each.event for each in stored))


class PostgresLedger(Ledger):
    """By the same statements that the stores read with."""

    def __init__(self, storage: PostgresStorage) -> None:
        self._storage = storage
        self._records = PostgresRecords(storage, set())

    async def _all(self, kind: Kind[Any], tenant: TenantId) -> list[Any]:
        rows = await self._storage.database.rows(tenant, kind.select, tenant)
        return [kind.from_row(row) for row in rows]

    async def stations(self, tenant: TenantId) -> list[Station]:
        return await self._all(kinds.STATION, tenant)

    async def sessions(self, tenant: TenantId) -> list[ChargingSession]:
        return await self._all(kinds.SESSION, tenant)

    async def readings(self, tenant: TenantId) -> list[KeptReading]:
        return [KeptReading(tenant, told) for told, _ in await self._records.readings(tenant)]

    async def unmatched(self, tenant: TenantId) -> list[UnmatchedReport]:
        return await self._records.unmatched(tenant)

    async def cdrs(self, tenant: TenantId) -> list[Cdr]:
        rows = await self._storage.database.rows(tenant, "SELECT * FROM cdrs ORDER BY number")
        return [cdr.from_row(row) for row in rows]

    async def orders(self, tenant: TenantId) -> list[Order]:
        return await self._all(kinds.ORDER, tenant)

    async def reports(self, tenant: TenantId) -> list[InventoryReport]:
        return await self._all(kinds.REPORT, tenant)

    async def settings(self, tenant: TenantId) -> list[tuple[StationId, Setting]]:
        rows = await self._storage.database.rows(tenant, "SELECT * FROM station_settings")
        return [(row["station_id"], inventory.setting_from_row(row)) for row in rows]

    async def events(self, tenant: TenantId) -> list[DomainEvent]:
        stored = await self._storage.outbox.after(0, 1_000_000)
        return _of(tenant, (each.event for each in stored))


def _of(tenant, rows: Iterable):
    return [row for row in rows if row.tenant == tenant]
