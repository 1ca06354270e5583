"""Local time in whole numbers: microseconds since 1970, and how far a place's clock is ahead.

All instants are UTC; a place's clock is ahead by an offset that changes twice a year, at most. So
an hour that comes twice counts twice, and one that is left out does not count (RFC 9557 terms:
wall-clock time follows from the instant, never the other way round).
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from domain.errors import Invalid

SECOND = 1_000_000
HOUR = 3600 * SECOND
MINUTE = 60 * SECOND
DAY = 24 * HOUR

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def instant(at: datetime) -> int:
    """Microseconds since 1970, UTC."""
    since = at - _EPOCH
    return (since.days * 86_400 + since.seconds) * SECOND + since.microseconds


def moment(at: int) -> datetime:
    """The time of an instant."""
    return _EPOCH + timedelta(microseconds=at)


def micros(duration: timedelta) -> int:
    """In microseconds."""
    return (duration.days * 86_400 + duration.seconds) * SECOND + duration.microseconds


@lru_cache(maxsize=1024)
def time_zone(name: str) -> tzinfo:
    """Raises Invalid: nobody knows it, or this computer knows no time zones at all."""
    if name in {"UTC", "Etc/UTC", "Z"}:
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
        if not available_timezones():
            raise Invalid(
                "time_zone",
                f"{name!r} cannot be looked up: this system has no time zone database;"
                " install the system's tzdata, or the Python package of that name",
            ) from unknown
        raise Invalid("time_zone", f"there is no time zone {name!r}") from unknown


@dataclass(frozen=True, slots=True)
class Offsets:
    """How far a place's clock is ahead of UTC, from each instant of `since` on."""

    since: Sequence[int]
    ahead: Sequence[int]

    def at(self, instant_: int) -> tuple[int, int | None]:
        """The offset then, and the instant until which it stays, or None."""
        place = bisect_right(self.since, instant_)
        return self.ahead[place - 1], self.since[place] if place < len(self.since) else None


_ALWAYS = -(2**62)
UTC_ALWAYS = Offsets((_ALWAYS,), (0,))


def offsets(zone: str, start: datetime, end: datetime) -> Offsets:
    """The offsets of `zone` on the days from `start` to `end`; raises what `time_zone` raises."""
    return _on_days(zone, instant(start) // DAY, instant(end) // DAY + 1)


@lru_cache(maxsize=4096)
def _on_days(name: str, first: int, last: int) -> Offsets:
    """Of whole days of UTC since 1970: the sessions of a day ask for the same."""
    zone = time_zone(name)
    since, ahead = [_ALWAYS], [_ahead(zone, first * DAY)]
    for day in range(first, last):
        if _ahead(zone, (day + 1) * DAY) != ahead[-1]:
            since.append(_change(zone, day * DAY, (day + 1) * DAY))
            ahead.append(_ahead(zone, since[-1]))
    return Offsets(since, ahead)


def _change(zone: tzinfo, before: int, after: int) -> int:
    """The first instant of the new offset, to the second."""
    old = _ahead(zone, before)
    low, high = before // SECOND, -(-after // SECOND)
    while high - low > 1:
        middle = (low + high) // 2
        if _ahead(zone, middle * SECOND) == old:
            low = middle
        else:
            high = middle
    return high * SECOND


def _ahead(zone: tzinfo, at: int) -> int:
    offset = moment(at).astimezone(zone).utcoffset()
    return 0 if offset is None else micros(offset)
