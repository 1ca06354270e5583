"""Time, identity and chance: the real ones, and ones that repeat for tests and simulation."""

from adapters.world.clock import ManualClock, SystemClock
from adapters.world.ids import SeededIds, UuidV7Ids
from adapters.world.randomness import SeededRandomness, SystemRandomness

__all__ = [
    "ManualClock",
    "SeededIds",
    "SeededRandomness",
    "SystemClock",
    "SystemRandomness",
    "UuidV7Ids",
]
