"""When an element holds: its restrictions, one predicate each, all of which must be true."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from domain.tariff.clock import DAY, SECOND
from domain.tariff.elements import Restrictions
from domain.tariff.interpretation import Interpretation, UnknownCircumstance, WrappingDay
from domain.tariff.vocabulary import WEEKDAYS

WATT_HOUR = 1_000_000
"""Energy is counted in millionths of a watt-hour."""

_EPOCH_DAY = date(1970, 1, 1).toordinal()
_THURSDAY = 3


@dataclass(slots=True)
class Circumstances:
    """All that restrictions may ask for, at one instant."""

    day: int = 0
    """Local, since 1970."""
    time: int = 0
    """Local, in microseconds since midnight."""
    energy: int = 0
    """Since the session's start, in millionths of a Wh."""
    duration: int = 0
    """Since the session's start, in microseconds."""
    low_current: Decimal | None = None
    high_current: Decimal | None = None
    low_power: Decimal | None = None
    high_power: Decimal | None = None


def day_number(day: date) -> int:
    """Days since 1970."""
    return day.toordinal() - _EPOCH_DAY


def time_of_day(at: time) -> int:
    """Microseconds since midnight."""
    return ((at.hour * 60 + at.minute) * 60 + at.second) * SECOND


def weekday(day: int) -> int:
    """0 is Monday."""
    return (day + _THURSDAY) % 7


def matches(of: Restrictions, now: Circumstances, reading: Interpretation) -> bool:
    """Whether all of them hold (OCPI 2.2.1 TariffRestrictions); `reservation` is not asked here."""
    unknown = reading.unknown is UnknownCircumstance.MATCH
    return (
        _in_window(of, now.time)
        and _on_day(of, now, reading.wrapping_day)
        and (of.start_date is None or day_number(of.start_date) <= now.day)
        and (of.end_date is None or now.day < day_number(of.end_date))
        and (of.min_kwh is None or now.energy >= of.min_kwh * 1000 * WATT_HOUR)
        and (of.max_kwh is None or now.energy < of.max_kwh * 1000 * WATT_HOUR)
        and (of.min_duration is None or now.duration >= of.min_duration * SECOND)
        and (of.max_duration is None or now.duration < of.max_duration * SECOND)
        and _at_least(of.min_current, now.low_current, unknown)
        and _below(of.max_current, now.high_current, unknown)
        and _at_least(of.min_power, now.low_power, unknown)
        and _below(of.max_power, now.high_power, unknown)
    )


def window(of: Restrictions) -> tuple[int, int] | None:
    """From and until, in microseconds of the day; until is not after from where it wraps."""
    if of.start_time is None and of.end_time is None:
        return None
    start = time_of_day(of.start_time) if of.start_time is not None else 0
    end = time_of_day(of.end_time) if of.end_time is not None else DAY
    # An end at 00:00 is the end of the day.
    return start, end or DAY


def wraps(of: Restrictions) -> bool:
    """Whether its window ends on the next day."""
    bounds = window(of)
    return bounds is not None and bounds[1] < bounds[0]


def _in_window(of: Restrictions, at: int) -> bool:
    bounds = window(of)
    if bounds is None or bounds[0] == bounds[1]:
        return True  # start == end is undefined; read as the whole day, and found by lint
    start, end = bounds
    return start <= at < end if start < end else at >= start or at < end


def _on_day(of: Restrictions, now: Circumstances, reading: WrappingDay) -> bool:
    if not of.days:
        return True
    day = now.day
    if reading is WrappingDay.START and wraps(of):
        bounds = window(of)
        day -= bounds is not None and now.time < bounds[1]
    return WEEKDAYS[weekday(day)] in of.days


def _at_least(limit: Decimal | None, value: Decimal | None, unknown: bool) -> bool:
    if limit is None:
        return True
    return unknown if value is None else value >= limit


def _below(limit: Decimal | None, value: Decimal | None, unknown: bool) -> bool:
    if limit is None:
        return True
    return unknown if value is None else value < limit
