"""What an operator is shown: the read side of the product, or for memory its rendering."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from adapters.memory import MemoryStorage
from application.ports.world import Clock
from application.views.charging import ReadingView, SessionDetail, UnmatchedView
from application.views.rendering import reading_view, session_detail, unmatched_view
from domain.identity import SessionId, StationId, TenantId


class Eyes(Protocol):
    """Of one operator at a time."""

    async def stations(self, tenant: TenantId) -> Sequence[str]:
        """Their identities."""
        ...

    async def cards(self, tenant: TenantId) -> Sequence[str]:
        """Their numbers."""
        ...

    async def sessions(self, tenant: TenantId, station: StationId) -> Sequence[SessionDetail]: ...

    async def bill(self, tenant: TenantId, session: SessionId) -> Decimal | None:
        """The price in the charge detail record, or None while there is none."""
        ...

    async def readings(self, tenant: TenantId, session: SessionId) -> Sequence[ReadingView]: ...

    async def unmatched(self, tenant: TenantId, station: StationId) -> Sequence[UnmatchedView]: ...


class MemoryEyes(Eyes):
    """Sees what is in memory, rendered as the views render it."""

    def __init__(self, storage: MemoryStorage, clock: Clock) -> None:
        self._storage = storage
        self._tables = storage.database.tables
        self._clock = clock

    async def stations(self, tenant: TenantId) -> Sequence[str]:
        return [s.identity for s in self._tables.stations.rows.values() if s.tenant == tenant]

    async def cards(self, tenant: TenantId) -> Sequence[str]:
        return [t.uid for t in self._tables.tokens.rows.values() if t.tenant == tenant]

    async def sessions(self, tenant: TenantId, station: StationId) -> Sequence[SessionDetail]:
        stores, now = self._storage.scope(tenant), self._clock.now()
        rows = [
            s
            for s in self._tables.sessions.rows.values()
            if (s.tenant, s.station) == (tenant, station)
        ]
        tariffs = [await stores.tariffs.find(s.tariff) if s.tariff else None for s in rows]
        return [session_detail(s, t, now) for s, t in zip(rows, tariffs, strict=True)]

    async def bill(self, tenant: TenantId, session: SessionId) -> Decimal | None:
        cdr = await self._storage.scope(tenant).cdrs.find(session)
        return cdr.bill.total.amount if cdr is not None and cdr.bill is not None else None

    async def readings(self, tenant: TenantId, session: SessionId) -> Sequence[ReadingView]:
        return [
            reading_view(kept.reading, kept.told.evse, kept.told.connector)
            for kept in self._storage.readings(tenant)
            if kept.told.session == session
        ]

    async def unmatched(self, tenant: TenantId, station: StationId) -> Sequence[UnmatchedView]:
        told = self._storage.unmatched(tenant)
        return [unmatched_view(report) for report in told if report.station == station]
