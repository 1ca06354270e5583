"""The read side over dictionaries."""

from adapters.memory.views.bundle import MemoryViews

__all__ = ["MemoryViews"]
