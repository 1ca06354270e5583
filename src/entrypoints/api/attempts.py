"""How many wrong keys a source may show: the next are not even looked at."""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from application.ports.world import Clock
from entrypoints.api.authentication import digest

MOST_FAILURES = 10
WINDOW = timedelta(minutes=1)
MOST_SOURCES = 10_000
MOST_KNOWN_KEYS = 1_000


@dataclass(slots=True)
class Attempts:
    """By source address, bounded.

    A key that was right lately is always looked at: others behind the same address cannot lock
    its owner out.
    """

    clock: Clock
    most: int = MOST_FAILURES
    _failures: "OrderedDict[str, tuple[datetime, int]]" = field(default_factory=OrderedDict)
    _right: "OrderedDict[bytes, None]" = field(default_factory=OrderedDict)

    def wait_before(self, source: str, credential: str) -> timedelta | None:
        """How long this source must wait, or None."""
        since, count = self._failures.get(source, (self.clock.now(), 0))
        left = since + WINDOW - self.clock.now()
        if count < self.most or left <= timedelta(0) or digest(credential) in self._right:
            return None
        return left

    def failed(self, source: str) -> None:
        """A wrong key."""
        now = self.clock.now()
        since, count = self._failures.pop(source, (now, 0))
        if now - since >= WINDOW:
            since, count = now, 0
        self._failures[source] = (since, count + 1)
        if len(self._failures) > MOST_SOURCES:
            self._failures.popitem(last=False)

    def succeeded(self, credential: str) -> None:
        """A right key."""
        mark = digest(credential)
        self._right.pop(mark, None)
        self._right[mark] = None
        if len(self._right) > MOST_KNOWN_KEYS:
            self._right.popitem(last=False)
