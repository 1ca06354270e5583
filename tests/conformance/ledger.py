"""What the server has kept, read back for the checks, whichever storage it is in."""

from collections.abc import Iterable
from typing import Protocol

from adapters.memory import MemoryStorage
from adapters.memory.tables import KeptLink, KeptReading
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

    async def links(self, tenant: TenantId) -> list[KeptLink]: ...

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

    async def links(self, tenant: TenantId) -> list[KeptLink]:
        return _of(tenant, self._tables.links.rows.values())

    async def events(self, tenant: TenantId) -> list[DomainEvent]:
        stored = await self._storage.outbox.after(0, 1_000_000)
        return _of(tenant, (each.event for each in stored))


def _of(tenant, rows: Iterable):
    return [row for row in rows if row.tenant == tenant]
