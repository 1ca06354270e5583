"""The feed of this process: it follows the outbox while anybody listens."""

import asyncio
import contextlib
from dataclasses import dataclass, field

import structlog

from application.ports.bus import Bus
from application.ports.stores import Outbox
from application.ports.topics import OUTBOX
from application.ports.world import Clock
from application.views.bundle import Views
from domain.identity import TenantId
from entrypoints.api.live.channel import Channel
from entrypoints.api.live.listener import Listener

TICK = 0.2
"""Seconds between two tellings: no thing is told more than five times a second."""
LOOK = 1.0
"""Seconds after which it looks by itself, where no word comes over the bus."""
MOST_EVENTS = 500
MOST_LISTENERS = 500

log = structlog.get_logger("api")


class TooManyListeners(Exception):
    """This process has as many as it can serve."""


@dataclass(eq=False, slots=True)
class Feed:
    """Its position is a number of the outbox: everything up to it has been told."""

    outbox: Outbox
    views: Views
    bus: Bus
    clock: Clock
    tick: float = TICK
    position: int = 0
    _channels: dict[TenantId, Channel] = field(default_factory=dict)
    _polled: float = 0.0
    _task: "asyncio.Task[None] | None" = None
    _starting: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def join(self, tenant: TenantId, listener: Listener) -> int:
        """He hears of everything above the number that is answered.

        Raises:
            TooManyListeners: there is no room for another one.
        """
        if sum(len(channel.listeners) for channel in self._channels.values()) >= MOST_LISTENERS:
            raise TooManyListeners
        async with self._starting:
            if self._task is None or self._task.done():
                self.position = await self.outbox.newest()
                self._task = asyncio.create_task(self._follow(), name="live feed")
        channel = self._channels.get(tenant)
        if channel is None:
            channel = Channel(self.views.tenant(tenant), self.clock)
            self._channels[tenant] = channel
        channel.listeners.add(listener)
        return self.position

    def leave(self, tenant: TenantId, listener: Listener) -> None:
        """He hears no more. With the last one, the feed rests."""
        channel = self._channels.get(tenant)
        if channel is None:
            return
        channel.listeners.discard(listener)
        if not channel.listeners:
            del self._channels[tenant]
        if not self._channels and self._task is not None:
            self._task.cancel()
            self._task = None

    async def stop(self) -> None:
        """End with the process."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def _follow(self) -> None:
        async with self.bus.listen(OUTBOX) as words:
            heard = asyncio.ensure_future(anext(words))
            try:
                while True:
                    await asyncio.wait({heard}, timeout=LOOK)
                    if heard.done():
                        heard = asyncio.ensure_future(anext(words))
                    await self._try_to_tell()
                    await asyncio.sleep(self.tick)
            finally:
                heard.cancel()

    async def _try_to_tell(self) -> None:
        try:
            await self._tell()
        except Exception as failure:  # noqa: BLE001 - tried again in a moment, nothing is lost
            log.warning("live feed interrupted", why=type(failure).__name__)

    async def _tell(self) -> None:
        while events := await self.outbox.after(self.position, MOST_EVENTS):
            for stored in events:
                channel = self._channels.get(stored.event.tenant)
                if channel is not None:
                    channel.hear(stored)
            self.position = events[-1].number
            if len(events) < MOST_EVENTS:
                break
        now = asyncio.get_running_loop().time()
        poll = now - self._polled >= LOOK
        self._polled = now if poll else self._polled
        for channel in tuple(self._channels.values()):
            await channel.tell_changes()
            await channel.tell_frames()
            if poll:
                await channel.tell_energy(self.position)
