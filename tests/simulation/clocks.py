"""Stations' clocks and how they write the time: rightly, a day off, in 1970, and in every form."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone

from tests.simulation.loop import EPOCH

DAY = timedelta(days=1)
UNSET_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FAR_AHEAD = timedelta(hours=1)
"""A time so far ahead of its arrival is not believed."""


@dataclass(frozen=True, slots=True)
class Told:
    """A point in time: the truth, what the station's clock said, and how it wrote it."""

    true: datetime
    said: datetime
    text: str
    unset: bool

    def suspect_when(self, received: datetime) -> bool:
        """Whether the server must see that this time cannot be right."""
        return self.unset or self.said > received + FAR_AHEAD


FORMS: dict[str, Callable[[datetime], str]] = {
    "zulu": lambda t: t.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    "seconds": lambda t: t.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
    "east": lambda t: t.astimezone(timezone(timedelta(hours=2))).isoformat(timespec="milliseconds"),
    "west": lambda t: t.astimezone(timezone(-timedelta(hours=5, minutes=30))).isoformat(),
    "zoneless": lambda t: t.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds"),
}
"""The forms in which stations write a time; all mean the same moment."""

_PRECISION = {"seconds": timedelta(seconds=1), "zoneless": timedelta(seconds=1)}


@dataclass(slots=True)
class StationClock:
    """A clock of one station. `offset` is what it is ahead of the truth; None when never set."""

    seconds: Callable[[], float]
    form: str
    offset: timedelta | None
    _powered_at: float = field(default=0.0)

    def restart(self) -> None:
        """Power came back: a clock that was never set begins at 1970 again."""
        self._powered_at = self.seconds()

    def jump(self, by: timedelta) -> None:
        """It is moved."""
        if self.offset is not None:
            self.offset += by

    def read(self) -> Told:
        """What it shows now."""
        true = EPOCH + timedelta(seconds=self.seconds())
        if self.offset is None:
            said = UNSET_EPOCH + timedelta(seconds=self.seconds() - self._powered_at)
        else:
            said = true + self.offset
        step = _PRECISION.get(self.form, timedelta(milliseconds=1))
        said -= (said - UNSET_EPOCH) % step
        return Told(true, said, FORMS[self.form](said), self.offset is None)
