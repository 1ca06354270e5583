"""The wire world: the same house on real sockets of 127.0.0.1, over PostgreSQL and its bus."""

import asyncio
import ssl
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

from tests.adapters.persistence.installed import migrated
from tests.services import Database, PostgresServer

from adapters.bus import PostgresBus
from adapters.persistence import PostgresFramesLog, PostgresStorage
from adapters.persistence.views import PostgresViews
from domain.identity import StationIdentity
from features.world import World
from features.worlds.billing import Bills
from features.worlds.certificates import Authority
from features.worlds.charger import Charger
from features.worlds.house import Ground, House
from features.worlds.operating import Operates
from features.worlds.paying import Pays
from features.worlds.playing import Playing
from features.worlds.screens import Screens
from features.worlds.selling import Sells
from features.worlds.setting_up import SettingUp
from features.worlds.stage import Operator

PATIENCE = 20.0
"""Seconds until what should follow from what was done has happened."""

MOMENT = 0.005


class WireWorld(SettingUp, Playing, Operates, Pays, Bills, Sells, Screens, World):
    """Real sockets, a database of its own, and a clock that is set."""

    def __init__(self, lend: Callable[[str], Any]) -> None:
        super().__init__()
        self._server: PostgresServer = lend("postgres")
        self._database: Database = migrated(self._server)
        self._authority = Authority(lend("tmp_path"))

    async def opens(self) -> None:
        tls = self._authority.for_gateway()
        self.house = House(self._ground, self.clock, time.monotonic, tls)
        await self.house.open()

    @asynccontextmanager
    async def _ground(self) -> AsyncIterator[Ground]:
        async with (
            PostgresBus(self._database.url) as bus,
            PostgresStorage(self._database.url, self.clock, bus=bus, pool_size=4) as storage,
        ):
            frames = PostgresFramesLog(storage.database)
            frames.start()
            try:
                yield Ground(storage, PostgresViews(storage.database), frames, bus)
            finally:
                await frames.close()

    async def closes(self) -> None:
        for charger in self.chargers():
            await charger.close()
        await self.settle()
        await self.house.close()
        self._server.drop(self._database)

    # When all is settled.

    async def settle(self) -> None:
        async with asyncio.timeout(PATIENCE):
            # Only the database knows when it is all there, so it is asked.
            while not await self._at_rest() or await self.house.react():  # noqa: ASYNC110
                await asyncio.sleep(MOMENT)

    async def _at_rest(self) -> bool:
        """Whether every line is held or let go, and every order has gone as far as it can."""
        for operator in self.operators.values():
            for name, charger in operator.chargers.items():
                if not await self._is_known_as_it_is(operator, charger):
                    return False
                if not await self._has_its_orders(operator, name, charger):
                    return False
        return True

    async def _is_known_as_it_is(self, operator: Operator, charger: Charger) -> bool:
        stores = self.house.stores(operator.tenant)
        station = await stores.stations.find_by_identity(StationIdentity(charger.identity))
        if station is None:
            return not charger.connected
        held = self.house.gateway.roster.find(operator.tenant, station.id)
        if not charger.connected:
            return held is None and await stores.links.find(station.id) is None
        newest = held is not None and held.link.fence == charger.connections
        return newest and all(line.closed for line in charger.older)

    async def _has_its_orders(self, operator: Operator, name: str, charger: Charger) -> bool:
        if not charger.connected or any(charger.owed.values()):
            return True
        orders = self.house.stores(operator.tenant).orders
        given = [id_ for (_, station), id_ in operator.orders.items() if station == name]
        return not any([(await orders.get(id_)).waiting for id_ in given])

    def certificate_of(self, identity: str) -> ssl.SSLContext:
        return self._authority.for_station(identity)

    # Time.

    def now(self) -> datetime:
        return self.clock.now()

    async def moves_clock_to(self, moment: datetime) -> None:
        self.clock.at = moment

    async def passes(self, time: timedelta) -> None:
        self.clock.advance(time)
        for duty in self.house.timetable():
            await duty.act()
        await self.settle()

    async def restarts_server(self) -> None:
        await self.house.close()
        for charger in self.chargers():
            await charger.disconnect()
        await self.house.open()
