"""One world over any storage: what the promises in this folder are made about."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from tests.builders import OHM, VOLTA, a_station, a_tenant

from application.ports.charging import ReadingSet
from application.ports.provisioning import Link
from application.ports.stores import Storage, Stores
from application.ports.world import Clock
from domain.identity import SessionId, TenantId
from domain.metering import MeterReading
from domain.session import UnmatchedReport
from domain.station import Station

LIMIT_SECONDS = 60.0


class Records(Protocol):
    """What the ports only write, read back behind their backs."""

    async def readings(self, tenant: TenantId) -> list[tuple[ReadingSet, MeterReading]]: ...

    async def unmatched(self, tenant: TenantId) -> list[UnmatchedReport]: ...

    async def numbered(self, tenant: TenantId) -> list[tuple[int, SessionId]]:
        """Numbers of the tenant's charge detail records, in their order."""
        ...

    async def kill(self, node: str) -> None:
        """That node is no longer alive."""
        ...


@dataclass(frozen=True)
class World:
    """A storage with the tenants VOLTA and OHM, and nothing else."""

    storage: Storage
    clock: Clock
    records: Records

    def volta(self) -> Stores:
        """A fresh scope of VOLTA's: it remembers nothing."""
        return self.storage.scope(VOLTA)

    def ohm(self) -> Stores:
        return self.storage.scope(OHM)

    async def keep(self, *aggregates: Any) -> None:
        """Save and commit aggregates, each in its own tenant."""
        for tenant in (VOLTA, OHM):
            scope = self.storage.scope(tenant)
            for aggregate in aggregates:
                if aggregate.tenant == tenant:
                    store_of(scope, aggregate).save(aggregate)
            await scope.work.commit()

    async def keep_with(self, save: Callable[[Stores], None]) -> None:
        """Save something in a scope of VOLTA's, and commit."""
        scope = self.volta()
        save(scope)
        await scope.work.commit()

    async def station(self, identity: str = "MARKET-1", tenant: TenantId = VOLTA) -> Station:
        """A station that is there."""
        station = a_station(identity, tenant)
        await self.keep(station)
        return station

    async def linked(self, station: Station, node: str = "north") -> tuple[Link, Stores]:
        """A new connection of the station, and its scope."""
        link, _ = await self.storage.scope(station.tenant).links.take(
            station.id, node, "ocpp2.0.1", "127.0.0.1"
        )
        return link, self.storage.station_scope(station.tenant, link)


def store_of(scope: Stores, aggregate: object) -> Any:
    """The store that keeps such aggregates."""
    return {
        "Station": scope.stations,
        "StationCredentials": scope.credentials,
        "Location": scope.locations,
        "IdToken": scope.tokens,
        "ChargingSession": scope.sessions,
        "Tariff": scope.tariffs,
        "Order": scope.orders,
    }[type(aggregate).__name__]


Installation = Callable[[], AbstractAsyncContextManager[World]]
Promise = Callable[[World], Awaitable[None]]


def within(installation: Installation, promise: Promise) -> None:
    """Run a promise in a world of its own."""

    async def run() -> None:
        async with asyncio.timeout(LIMIT_SECONDS), installation() as world:
            await promise(world)

    asyncio.run(run())


def promise(test: Promise) -> Callable[[Installation], None]:
    """Make a test of a promise: it is run once for each kind of storage."""

    def run(installation: Installation) -> None:
        within(installation, test)

    assert inspect.iscoroutinefunction(test)
    run.__name__, run.__doc__, run.__module__ = test.__name__, test.__doc__, test.__module__
    return run


async def open_tenants(storage: Storage) -> None:
    """VOLTA and OHM, if they are not there yet."""
    platform = storage.platform()
    for tenant in (VOLTA, OHM):
        if await platform.tenants.find(tenant) is None:
            platform.tenants.save(a_tenant(tenant))
    await platform.work.commit()
