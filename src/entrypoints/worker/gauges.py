"""What the worker tells of itself."""

from datetime import timedelta
from typing import Protocol


class Gauges(Protocol):
    """Metrics of the worker; each returns at once."""

    def behind(self, age: timedelta) -> None:
        """The age of the oldest event that was waiting."""
        ...

    def event(self, kind: str, outcome: str) -> None:
        """An event was done, failed or parked."""
        ...

    def duty(self, name: str, outcome: str, seconds: float) -> None:
        """A duty of the timetable was done or failed."""
        ...


class Ungauged(Gauges):
    """Tells nothing: for tests, and where metrics are off."""

    def behind(self, age: timedelta) -> None:
        """Tell nothing."""

    def event(self, kind: str, outcome: str) -> None:
        """Tell nothing."""

    def duty(self, name: str, outcome: str, seconds: float) -> None:
        """Tell nothing."""
