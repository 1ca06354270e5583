"""What the API counts of itself."""

from typing import Protocol


class Traffic(Protocol):
    """Metrics of the API; each returns at once."""

    def answered(self, operation: str, status: int, seconds: float) -> None:
        """A request was answered."""
        ...

    def listening(self, change: int) -> None:
        """So many more or fewer listen to live updates."""
        ...


class Uncounted(Traffic):
    """Counts nothing: for tests, and where metrics are off."""

    def answered(self, operation: str, status: int, seconds: float) -> None:
        """Count nothing."""

    def listening(self, change: int) -> None:
        """Count nothing."""
