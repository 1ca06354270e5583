"""How wrong credentials are slowed down: per source, and per station that was named.

The right secret is never slowed, so an attacker cannot keep a station out by knocking in its name.
"""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass

FREE_TRIES = 3
FIRST_DELAY = 0.25
LONGEST_DELAY = 8.0
FORGIVEN_AFTER = 300.0
"""Seconds without a wrong try after which a source or station starts afresh."""

MOST_REMEMBERED = 20_000
ALARM_AT = 10


@dataclass(slots=True)
class _Record:
    wrong: int
    last: float


class Throttle:
    """Counts wrong tries, bounded in memory: the longest quiet is forgotten first."""

    def __init__(self) -> None:
        self._records: OrderedDict[Hashable, _Record] = OrderedDict()

    def wrong(self, now: float, *keys: Hashable) -> float:
        """Note a wrong try by each of `keys`; the seconds that the answer shall wait."""
        return max(self._note(key, now) for key in keys)

    def tries(self, key: Hashable) -> int:
        """How many wrong tries `key` has made lately."""
        record = self._records.get(key)
        return record.wrong if record else 0

    def _note(self, key: Hashable, now: float) -> float:
        record = self._records.pop(key, None)
        if record is None or now - record.last > FORGIVEN_AFTER:
            record = _Record(0, now)
        record.wrong += 1
        record.last = now
        self._records[key] = record
        while len(self._records) > MOST_REMEMBERED:
            self._records.popitem(last=False)
        excess = record.wrong - FREE_TRIES
        if excess <= 0:
            return 0.0
        return min(FIRST_DELAY * 2.0 ** min(excess - 1, 10), LONGEST_DELAY)
