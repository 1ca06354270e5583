"""Reference data in memory, for all scopes of a process: at most a few seconds old.

A change is told through the bus, so that it usually holds at once; the time to live is for the
message that gets lost.
"""

import asyncio
from collections.abc import Callable, Coroutine, Hashable
from time import monotonic
from typing import Any, TypeVar

T = TypeVar("T")

SECONDS = 5.0
RENEWED_WITHIN = 1.0
"""Seconds that a read may take before somebody else tries it as well."""
MOST = 100_000
"""Entries; the oldest leave first."""


class Cache:
    """Values by tenant and name."""

    __slots__ = ("_forgotten", "_kept", "_seconds", "_time", "_under_way")

    def __init__(self, seconds: float = SECONDS, time: Callable[[], float] = monotonic) -> None:
        self._seconds = seconds
        self._time = time
        self._forgotten = 0
        self._kept: dict[tuple[str, Hashable], tuple[float, Any]] = {}
        self._under_way: dict[tuple[str, Hashable, int], asyncio.Task[Any]] = {}
        """Reads, by what they are for and by how much had been forgotten when they began."""

    async def get(
        self,
        tenant: str,
        name: Hashable,
        read: Callable[[], Coroutine[Any, Any, T]],
        seconds: float | None = None,
    ) -> T:
        """The value of that name, read anew when there is none or it is too old.

        `seconds` is how old it may be, if not as old as anything.
        """
        now = self._time()
        kept = self._kept.get((tenant, name))
        if kept is not None and kept[0] > now:
            return kept[1]  # type: ignore[no-any-return]  # as it was put
        if kept is not None:
            # Whoever asks while it is read anew gets the old one: one read, however many ask.
            self._kept[tenant, name] = (now + RENEWED_WITHIN, kept[1])
        forgotten = self._forgotten
        value = await self._read((tenant, name, forgotten), read)
        if forgotten != self._forgotten:
            return value  # it may have changed meanwhile: not to be kept
        self._kept.pop((tenant, name), None)
        if len(self._kept) >= MOST:
            del self._kept[next(iter(self._kept))]
        self._kept[tenant, name] = (now + (self._seconds if seconds is None else seconds), value)
        return value

    async def _read(
        self, what: tuple[str, Hashable, int], read: Callable[[], Coroutine[Any, Any, T]]
    ) -> T:
        """One read, however many ask before it is there; who gives up ends it for nobody else."""
        reading = self._under_way.get(what)
        if reading is None:
            reading = self._under_way[what] = asyncio.get_running_loop().create_task(read())
            reading.add_done_callback(lambda _: self._under_way.pop(what, None))
        return await asyncio.shield(reading)

    def forget(self, tenant: str, name: Hashable) -> None:
        """It has changed."""
        self._forgotten += 1
        self._kept.pop((tenant, name), None)

    def forget_all(self, tenant: str | None = None) -> None:
        """Anything of the tenant, or of all, may have changed."""
        self._forgotten += 1
        for place in [p for p in self._kept if tenant is None or p[0] == tenant]:
            del self._kept[place]
