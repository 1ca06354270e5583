"""The memory world: real gateway, real clients, memory stores, and time that is let pass at will.

Nothing leaves the process: time and network are those of `VirtualLoop`, so that time-outs, pings,
second connections and waiting orders are the product's own and take no real time.
"""

import asyncio
import ssl
from contextlib import nullcontext
from datetime import datetime, timedelta
from typing import Any

from adapters.memory import MemoryFramesLog, MemoryStorage
from adapters.memory.bus import MemoryBus
from adapters.memory.views import MemoryViews
from features.world import World
from features.worlds.billing import Bills
from features.worlds.house import Ground, House
from features.worlds.operating import Operates
from features.worlds.paying import Pays
from features.worlds.playing import Playing
from features.worlds.screens import Screens
from features.worlds.selling import Sells
from features.worlds.setting_up import SettingUp
from features.worlds.virtual_loop import ShownCertificate, VirtualLoop

AT_MOST_EVERY = timedelta(minutes=1)
"""Duties of the timetable that come more often are done so often here."""


class MemoryWorld(SettingUp, Playing, Operates, Pays, Bills, Sells, Screens, World):
    """Everything in one process, in milliseconds."""

    new_loop = VirtualLoop

    def __init__(self, _lend: Any = None) -> None:
        super().__init__()
        self._loop: VirtualLoop

    async def opens(self) -> None:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, VirtualLoop)
        self._loop = loop
        storage, frames = MemoryStorage(self.clock), MemoryFramesLog()
        ground = Ground(storage, MemoryViews(storage, frames), frames, MemoryBus())
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.house = House(lambda: nullcontext(ground), self.clock, loop.time, tls)
        await self.house.open()

    async def closes(self) -> None:
        for charger in self.chargers():
            await charger.close()
        await self.house.close()

    async def settle(self) -> None:
        await self._loop.settled()
        while await self.house.react():
            await self._loop.settled()

    def certificate_of(self, identity: str) -> ShownCertificate:
        return ShownCertificate(identity)

    # Time.

    def now(self) -> datetime:
        return self.clock.now()

    async def moves_clock_to(self, moment: datetime) -> None:
        self.clock.at = moment
        await self.settle()

    async def passes(self, time: timedelta) -> None:
        timetable = [(max(d.every, AT_MOST_EVERY), d) for d in self.house.timetable()]
        end = self.clock.now() + time
        due = {duty.name: self.clock.now() + every for every, duty in timetable}
        while self.clock.now() < end:
            await self._until(min(end, *due.values()))
            for every, duty in timetable:
                if due[duty.name] <= self.clock.now():
                    await duty.act()
                    due[duty.name] += every
            await self.settle()

    async def _until(self, moment: datetime) -> None:
        """Let every timer fall due in its turn, up to that moment."""
        end = self._loop.time() + (moment - self.clock.now()).total_seconds()
        while (timer := self._loop.next_timer()) is not None and timer <= end:
            self._pass(timer - self._loop.time())
            await self.settle()
        self._pass(end - self._loop.time())

    def _pass(self, seconds: float) -> None:
        if seconds > 0:
            self.clock.advance(timedelta(seconds=seconds))
            self._loop.jump(self._loop.time() + seconds)

    async def restarts_server(self) -> None:
        await self.house.close()
        for charger in self.chargers():
            await charger.disconnect()
        await self.house.open()
