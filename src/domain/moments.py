"""When something happened: what the station said, when we heard it, and what we make of it.

A station may have no clock (1970), a wrong one, or send nonsense. Its word is kept; the time we
reckon with is corrected and marked (fine points 10 to 12 of the conformance list; OCPP 1.6 3.x).
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from domain.values import quickly_made

CLOCK_FLOOR = datetime(2015, 1, 1, tzinfo=UTC)
"""No station speaks OCPP-J before this: an earlier time means that its clock was never set."""

FUTURE_TOLERANCE = timedelta(hours=1)
"""A station's time so far ahead of its arrival cannot be right."""


class TimeFlaw(StrEnum):
    """Why a station's time was not taken as it stands."""

    UNREADABLE = "unreadable"
    CLOCK_NOT_SET = "clock_not_set"
    IN_THE_FUTURE = "in_the_future"
    NO_ZONE = "no_zone"


@quickly_made
@dataclass(frozen=True, slots=True)
class Moment:
    """A time by the station, corrected where it must be."""

    at: datetime
    """What we reckon with (UTC)."""
    received: datetime
    """When the server heard of it (UTC)."""
    said: str | None = None
    """The station's own text, kept only where `at` does not render it faithfully."""
    flaw: TimeFlaw | None = None

    @property
    def suspect(self) -> bool:
        """Whether `at` is our estimate and not the station's word."""
        return self.flaw is not None and self.flaw is not TimeFlaw.NO_ZONE


@quickly_made
@dataclass(frozen=True, slots=True)
class StationTime:
    """A timestamp as a station wrote it: the instant if it can be read, else only its text."""

    instant: datetime | None
    text: str
    zoned: bool = True

    def reckon(self, received: datetime, clock_offset: timedelta | None = None) -> Moment:
        """The moment meant, heard at `received`; `clock_offset` mends a clock that was not set."""
        if self.instant is None:
            return Moment(received, received, self.text, TimeFlaw.UNREADABLE)
        if self.instant < CLOCK_FLOOR:
            guess = received if clock_offset is None else self.instant + clock_offset
            return Moment(min(guess, received), received, self.text, TimeFlaw.CLOCK_NOT_SET)
        if self.instant > received + FUTURE_TOLERANCE:
            return Moment(received, received, self.text, TimeFlaw.IN_THE_FUTURE)
        if not self.zoned:
            return Moment(self.instant, received, self.text, TimeFlaw.NO_ZONE)
        return Moment(self.instant, received)
