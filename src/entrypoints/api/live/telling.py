"""Telling one listener what he wants: what is, or what he missed, and then every change."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from application.views.bundle import TenantViews
from application.views.paging import Position
from domain.identity import TenantId
from entrypoints.api.dependencies import ApiDependencies
from entrypoints.api.live import changes
from entrypoints.api.live.closed import TRY_LATER, Closed
from entrypoints.api.live.feed import Feed, TooManyListeners
from entrypoints.api.live.listener import Listener
from entrypoints.api.live.messages import (
    Change,
    Current,
    Lagging,
    Resume,
    Snapshot,
    Subscribe,
    Topic,
    written,
)

STEADY = 15.0
"""Seconds between two words that all is told, where nothing changes."""
RESUMABLE_FOR = timedelta(hours=1)
"""Far less than events are kept for."""
MOST_TO_RESUME = 5_000
"""Events; whoever missed more gets a snapshot."""
MOST_LAGS = 3
"""Fresh snapshots in a row for a listener who does not keep up."""

SHOWN: tuple[Topic, ...] = ("stations", "sessions", "commands", "payments")
"""Topics that have a snapshot."""


class Teller:
    """Of one subscription; `tell` ends only by being cancelled, or with Closed."""

    def __init__(
        self,
        api: ApiDependencies,
        feed: Feed,
        tenant: TenantId,
        wanted: Subscribe,
        send: Callable[[bytes], Awaitable[None]],
    ) -> None:
        self._api, self._feed, self._tenant = api, feed, tenant
        self._wanted, self._send = wanted, send
        self._views: TenantViews = api.views.tenant(tenant)

    async def tell(self) -> None:
        """He joins before anything is read: what changes meanwhile is told after it."""
        wanted = self._wanted
        named = await self._views.stations.many(wanted.stations) if wanted.stations else ()
        listener = Listener.of(wanted, frozenset(station.identity for station in named))
        try:
            number = await self._feed.join(self._tenant, listener)
        except TooManyListeners:
            raise Closed(TRY_LATER, "Too many listen here already.") from None
        try:
            if wanted.resume is None or not await self._caught_up(listener, wanted.resume):
                await self._snapshot(listener, number)
            await self._current(number)
            await self._follow(listener)
        finally:
            self._feed.leave(self._tenant, listener)

    async def _follow(self, listener: Listener) -> None:
        lags = 0
        while True:
            try:
                async with asyncio.timeout(STEADY):
                    messages = await listener.take()
            except TimeoutError:
                lags = 0
                await self._current(self._feed.position)
                continue
            if listener.lagging:
                lags += 1
                if lags > MOST_LAGS:
                    raise Closed(TRY_LATER, "Read faster.")
                number, listener.lagging = self._feed.position, False
                await self._send(written(Lagging()))
                await self._snapshot(listener, number)
                await self._current(number)
            for message in messages:
                await self._send(message)

    async def _current(self, number: int) -> None:
        await self._send(written(Current(number, self._api.clock.now())))

    async def _snapshot(self, listener: Listener, number: int) -> None:
        for topic in SHOWN:
            if topic in listener.topics:
                async for items in self._pages(topic, listener):
                    await self._send(written(Snapshot(topic, number, items)))

    async def _pages(self, topic: Topic, listener: Listener) -> AsyncIterator[tuple[Any, ...]]:
        after: Position | None = None
        while True:
            page = await changes.page(self._views, topic, after)
            yield tuple(
                item
                for item in page.items
                if listener.wants(topic, changes.station_of(topic, item))
            )
            after = page.next
            if after is None:
                return

    async def _caught_up(self, listener: Listener, seen: Resume) -> bool:
        """Whether he was told all that he missed; not if it is too long ago, or too much."""
        if self._api.clock.now() - seen.at > RESUMABLE_FOR:
            return False
        missed: dict[Topic, dict[UUID, int]] = {}
        number, count = seen.number, 0
        while events := await self._api.storage.outbox.after(number, 500):
            number, count = events[-1].number, count + len(events)
            if count > MOST_TO_RESUME:
                return False
            for stored in events:
                if stored.event.tenant != self._tenant:
                    continue
                thing = changes.changed_by(stored.event)
                if thing is not None:
                    missed.setdefault(thing.topic, {})[thing.id] = stored.number
                if listener.wants_events_of(getattr(stored.event, "station", None)):
                    await self._send(written(changes.happened(stored, self._api.clock.now())))
        for topic in SHOWN:
            if topic in listener.topics:
                await self._tell_missed(listener, topic, missed.get(topic, {}), number)
        return True

    async def _tell_missed(
        self, listener: Listener, topic: Topic, numbers: dict[UUID, int], newest: int
    ) -> None:
        ids = list(numbers)
        now = self._api.clock.now()
        for begin in range(0, len(ids), changes.PAGE):
            part = ids[begin : begin + changes.PAGE]
            found = await changes.read(self._views, topic, part)
            for id_ in part:
                item = found.get(id_)
                station = None if item is None else changes.station_of(topic, item)
                if listener.wants(topic, station):
                    await self._send(written(Change(topic, numbers[id_], now, id_, item)))
        if topic == "sessions":  # their energy went on without events
            async for items in self._pages(topic, listener):
                for item in items:
                    if item.id not in numbers:
                        await self._send(written(Change(topic, newest, now, item.id, item)))
