"""Every store in dictionaries: first-class, for tests and the deterministic simulation."""

from adapters.memory.attempt import Attempt, Faults, Hook
from adapters.memory.frames import MemoryFramesLog
from adapters.memory.storage import MemoryStorage

__all__ = ["Attempt", "Faults", "Hook", "MemoryFramesLog", "MemoryStorage"]
