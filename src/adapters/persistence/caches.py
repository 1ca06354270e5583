"""Reference data in memory, for all scopes of a process: at most a few seconds old.

A change is told through the bus, so that it usually holds at once; the time to live is for the
message that gets lost.
"""

from collections.abc import Awaitable, Callable, Hashable
from time import monotonic
from typing import Any, TypeVar

T = TypeVar("T")

SECONDS = 5.0
MOST = 100_000
"""Entries; the oldest leave first."""


class Cache:
    """Values by tenant and name."""

    __slots__ = ("_kept", "_seconds", "_time")

    def __init__(self, seconds: float = SECONDS, time: Callable[[], float] = monotonic) -> None:
        self._seconds = seconds
        self._time = time
        self._kept: dict[tuple[str, Hashable], tuple[float, Any]] = {}

    async def get(self, tenant: str, name: Hashable, read: Callable[[], Awaitable[T]]) -> T:
        """The value of that name, read anew when there is none or it is too old."""
        now = self._time()
        kept = self._kept.get((tenant, name))
        if kept is not None and kept[0] > now:
            return kept[1]  # type: ignore[no-any-return]
        value = await read()
        self._kept.pop((tenant, name), None)
        if len(self._kept) >= MOST:
            del self._kept[next(iter(self._kept))]
        # Counted from before the read: a change during it is missed for the time to live at most.
        self._kept[tenant, name] = (now + self._seconds, value)
        return value

    def forget(self, tenant: str, name: Hashable) -> None:
        """It has changed."""
        self._kept.pop((tenant, name), None)

    def forget_all(self, tenant: str | None = None) -> None:
        """Anything of the tenant, or of all, may have changed."""
        for place in [p for p in self._kept if tenant is None or p[0] == tenant]:
            del self._kept[place]
