"""UUIDv7 (RFC 9562, 5.7): 48 bits of milliseconds, then a counter, then chance.

Within one source they rise strictly, also while the clock stands still or is set back
(RFC 9562, 6.2, method 2: `rand_a` and what follows are one counter that takes random steps).
"""

import os
from collections.abc import Callable
from random import Random
from uuid import UUID

from application.ports.world import Clock, Ids

_CHANCE_BITS = 74
_STEP_BITS = 32
_LOW_BITS = 62


class UuidV7Ids(Ids):
    """Identities by `clock` and `entropy`."""

    def __init__(self, clock: Clock, entropy: Callable[[int], bytes] = os.urandom) -> None:
        self._clock = clock
        self._entropy = entropy
        self._millisecond = -1
        self._chance = 0

    def new(self) -> UUID:
        """A new one, above all before it."""
        now = int(self._clock.now().timestamp() * 1000)
        if now > self._millisecond:
            # The highest bit stays free for the steps of this millisecond.
            self._millisecond, self._chance = now, self._bits(_CHANCE_BITS - 1)
        else:
            self._chance += 1 + self._bits(_STEP_BITS)
            if self._chance >> _CHANCE_BITS:
                self._millisecond, self._chance = self._millisecond + 1, self._bits(_STEP_BITS)
        high, low = self._chance >> _LOW_BITS, self._chance & ((1 << _LOW_BITS) - 1)
        return UUID(int=self._millisecond << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low)

    def _bits(self, count: int) -> int:
        length = (count + 7) // 8
        return int.from_bytes(self._entropy(length)) >> (length * 8 - count)


class SeededIds(UuidV7Ids):
    """The same identities for the same seed and the same times."""

    def __init__(self, clock: Clock, seed: int) -> None:
        super().__init__(clock, Random(seed).randbytes)  # noqa: S311 - meant to be repeatable
