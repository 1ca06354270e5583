"""What the group commit tells of itself, for metrics and for those who wait for its writes."""

from collections.abc import Sequence
from typing import Protocol

from adapters.persistence.writing.unit import Unit


class Observer(Protocol):
    """Called on the event loop; must return at once."""

    def flushed(self, units: Sequence[Unit], refused: int, seconds: float) -> None:
        """A batch is durable: its units, how many were refused, and how long it took."""
        ...

    def line_lost(self) -> None:
        """The connection to the database broke."""
        ...


class NoObserver(Observer):
    """Nobody looks."""

    def flushed(self, units: Sequence[Unit], refused: int, seconds: float) -> None:
        """Return."""

    def line_lost(self) -> None:
        """Return."""
