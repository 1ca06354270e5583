"""One tenant's listeners: what changed is read once, written once, and given to all of them."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from application.ports.stores import StoredEvent
from application.ports.world import Clock
from application.views.bundle import TenantViews
from application.views.paging import Position
from entrypoints.api.live import changes
from entrypoints.api.live.changes import Thing, changed_by, happened
from entrypoints.api.live.listener import Listener
from entrypoints.api.live.messages import Change, Frame, Item, Topic, written

MOST_AT_ONCE = 500
MOST_POLLED_PAGES = 10
FRAMES_BACK = timedelta(minutes=1)
"""Frames that came into the log later than this are not told any more."""


@dataclass(eq=False, slots=True)
class Channel:
    """Lives while somebody listens."""

    views: TenantViews
    clock: Clock
    listeners: set[Listener] = field(default_factory=set)
    frame: int | None = None
    """The last frame that was told; None before the first look."""
    _pending: dict[Thing, int] = field(default_factory=dict)
    _versions: dict[UUID, int] = field(default_factory=dict)
    """Of open sessions, as they were last told."""

    def hear(self, stored: StoredEvent) -> None:
        """It happened. What it changes is told next, several changes of one thing as one."""
        thing = changed_by(stored.event)
        if thing is not None:
            self._pending[thing] = stored.number
        if self._wanted("events"):
            message = written(happened(stored, self.clock.now()))
            station = getattr(stored.event, "station", None)
            for listener in self.listeners:
                if listener.wants_events_of(station):
                    listener.put(message)

    async def tell_changes(self) -> None:
        """Read what changed, and give it to those who want it."""
        pending, self._pending = self._pending, {}
        try:
            await self._tell_those(pending)
        except BaseException:
            # Not read, so not told: what changed meanwhile has the higher number.
            self._pending = pending | self._pending
            raise

    async def _tell_those(self, pending: dict[Thing, int]) -> None:
        by_topic: dict[Topic, dict[UUID, int]] = {}
        for thing, number in pending.items():
            if self._wanted(thing.topic):
                by_topic.setdefault(thing.topic, {})[thing.id] = number
        for topic, numbers in by_topic.items():
            ids = list(numbers)
            for begin in range(0, len(ids), MOST_AT_ONCE):
                part = ids[begin : begin + MOST_AT_ONCE]
                found = await changes.read(self.views, topic, part)
                for id_ in part:
                    self._tell(topic, numbers[id_], id_, found.get(id_))

    async def tell_energy(self, number: int) -> None:
        """Open sessions go on between their events: tell those that did."""
        if not self._wanted("sessions"):
            return
        after: Position | None = None
        versions: dict[UUID, int] = {}
        for _ in range(MOST_POLLED_PAGES):
            page = await changes.page(self.views, "sessions", after)
            for session in page.items:
                versions[session.id] = session.version
                known = self._versions.get(session.id)
                if known is not None and known != session.version:
                    self._tell("sessions", number, session.id, session)
            after = page.next
            if after is None:
                break
        self._versions = versions

    async def tell_frames(self) -> None:
        """What stations said and were told since the last look."""
        if not self._wanted("frames"):
            self.frame = None
            return
        now = self.clock.now()
        if self.frame is None:
            self.frame = await self.views.frames.newest(now - FRAMES_BACK)
            return
        every = any("frames" in each.topics and not each.stations for each in self.listeners)
        named = [] if every else sorted({i for each in self.listeners for i in each.identities})
        found = await self.views.frames.after(self.frame, now - FRAMES_BACK, named, MOST_AT_ONCE)
        for frame in found:
            message = written(Frame(now, frame))
            for listener in self.listeners:
                if listener.wants_frames_of(frame.station):
                    listener.put(message)
            self.frame = max(self.frame, frame.number)

    def _wanted(self, topic: Topic) -> bool:
        return any(topic in listener.topics for listener in self.listeners)

    def _tell(self, topic: Topic, number: int, id_: UUID, item: Item) -> None:
        station = None if item is None else changes.station_of(topic, item)
        if topic == "sessions" and item is not None:
            self._versions[id_] = item.version
        message = written(Change(topic, number, self.clock.now(), id_, item))
        for listener in self.listeners:
            if listener.wants(topic, station):
                listener.put(message)
