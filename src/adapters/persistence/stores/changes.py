"""Changes: what was saved here must not be remembered differently, here or in other processes.

Each hint is dealt with in this process at once, and told to the others on the topic
`changed:<tenant>`: one message for all hints that gather while the last one is on its way.
"""

import asyncio
import contextlib
from collections.abc import Iterable
from uuid import UUID
from weakref import ref

from adapters.persistence.caches import Cache
from adapters.persistence.stores.residents import Resident
from application.ports.bus import MAX_MESSAGE_BYTES, Bus

Hint = tuple[str, str]
"""Tenant, and what has changed: `token …`, `tariffs`, `assigned …`, `policy`, `station …`,
`session <station> <session>`."""

TOPIC = "changed:"
OUTBOX_TOPIC = "outbox"
EVERYTHING = "*"


class Changes:
    """Caches and residents of this process, and the line to those of others."""

    def __init__(self, cache: Cache, bus: Bus | None) -> None:
        self.cache = cache
        self._bus = bus
        # One reference a station, almost always: a WeakSet would be a kilobyte each.
        self._residents: dict[tuple[str, UUID], list[ref[Resident]]] = {}
        self._untold: dict[str, set[str]] = {}
        self._events = False
        self._tasks: set[asyncio.Task[None]] = set()
        self._telling = False

    def live(self, tenant: str, resident: Resident) -> None:
        """Keep it true to what others save, as long as somebody holds it."""
        key = (tenant, resident.station)
        self._residents[key] = [*map(ref, self._alive(key)), ref(resident)]

    def tell(self, hints: Iterable[Hint]) -> None:
        """These were committed here."""
        for tenant, what in hints:
            self.heed(tenant, what)
            self._untold.setdefault(tenant, set()).add(what)
        self._announce()

    def events(self) -> None:
        """Events were committed here."""
        self._events = True
        self._announce()

    def heed(self, tenant: str, what: str) -> None:
        """That has changed, here or elsewhere."""
        kind, _, rest = what.partition(" ")
        if kind == "station":
            for resident in self._of(tenant, rest):
                resident.clear()
        elif kind == "session":
            station, _, session = rest.partition(" ")
            for resident in self._of(tenant, station):
                resident.drop_session(UUID(session))
        elif what == EVERYTHING:
            self.forget(tenant)
        else:
            self.cache.forget(tenant, what)

    def forget(self, tenant: str | None = None) -> None:
        """Anything of the tenant, or of all, may have changed."""
        self.cache.forget_all(tenant)
        for key in list(self._residents):
            if tenant is None or key[0] == tenant:
                for resident in self._alive(key):
                    resident.clear()

    async def listen(self) -> None:
        """Heed what other processes tell, until cancelled."""
        if self._bus is None:
            return
        async with self._bus.listen(f"{TOPIC}*") as messages:
            async for topic, message in messages:
                if not topic:
                    self.forget()
                tenant = topic.removeprefix(TOPIC)
                for what in message.splitlines():
                    self.heed(tenant, what)

    async def close(self) -> None:
        """Tell what is untold."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def _of(self, tenant: str, station: str) -> list[Resident]:
        return self._alive((tenant, UUID(station)))

    def _alive(self, key: tuple[str, UUID]) -> list[Resident]:
        found = [there for each in self._residents.get(key, ()) if (there := each()) is not None]
        if not found:
            self._residents.pop(key, None)
        return found

    def _announce(self) -> None:
        if self._bus is None or self._telling:
            return
        self._telling = True
        task = asyncio.get_running_loop().create_task(self._publish(self._bus))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _publish(self, bus: Bus) -> None:
        try:
            while self._untold or self._events:
                untold, self._untold = self._untold, {}
                events, self._events = self._events, False
                # A message that is lost is made up for: caches age, and the relay looks by itself.
                with contextlib.suppress(OSError):
                    if events:
                        await bus.publish(OUTBOX_TOPIC, "")
                    for tenant, whats in untold.items():
                        await bus.publish(f"{TOPIC}{tenant}", _message(whats))
        finally:
            self._telling = False


def _message(whats: set[str]) -> str:
    message = "\n".join(sorted(whats))
    return message if len(message.encode()) <= MAX_MESSAGE_BYTES else EVERYTHING
