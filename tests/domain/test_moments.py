"""When something happened: the station's word, ours, and what we make of it."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import EIGHT, at
from tests.strategies import TIMES

from domain.moments import CLOCK_FLOOR, FUTURE_TOLERANCE, Moment, StationTime, TimeFlaw

SECOND = timedelta(seconds=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def said(instant: datetime | None, *, zoned: bool = True) -> StationTime:
    return StationTime(instant, "as written", zoned)


def test_a_sound_time_is_taken_as_it_stands():
    assert said(at(0)).reckon(at(1)) == Moment(at(0), at(1))


def test_a_time_of_another_zone_is_the_same_instant():
    berlin = EIGHT.astimezone(timezone(timedelta(hours=1)))
    assert said(berlin).reckon(at(1)).at == EIGHT


def test_a_time_without_zone_is_taken_as_utc_and_flagged():
    moment = said(at(0), zoned=False).reckon(at(1))
    assert (moment.at, moment.flaw) == (at(0), TimeFlaw.NO_ZONE)
    assert moment.said == "as written"
    assert not moment.suspect


def test_an_unreadable_time_is_the_time_of_arrival():
    moment = StationTime(None, "222222017-01-01T00:00:00Z").reckon(at(1))
    assert (moment.at, moment.flaw) == (at(1), TimeFlaw.UNREADABLE)
    assert moment.said == "222222017-01-01T00:00:00Z"
    assert moment.suspect


def test_a_clock_that_was_never_set_tells_the_time_of_arrival():
    moment = said(EPOCH).reckon(at(1))
    assert (moment.at, moment.flaw) == (at(1), TimeFlaw.CLOCK_NOT_SET)
    assert moment.suspect


def test_a_clock_that_was_never_set_is_mended_by_its_known_offset():
    offset = at(0) - EPOCH
    moment = said(EPOCH + timedelta(minutes=3)).reckon(at(30), offset)
    assert (moment.at, moment.flaw) == (at(3), TimeFlaw.CLOCK_NOT_SET)


def test_a_mended_time_is_never_later_than_its_arrival():
    offset = at(60) - EPOCH
    assert said(EPOCH).reckon(at(30), offset).at == at(30)


def test_an_offset_does_not_touch_a_clock_that_is_set():
    assert said(at(0)).reckon(at(1), timedelta(days=9)) == Moment(at(0), at(1))


@pytest.mark.parametrize(
    ("instant", "flaw"),
    [
        (CLOCK_FLOOR - SECOND, TimeFlaw.CLOCK_NOT_SET),
        (CLOCK_FLOOR, None),
        (EIGHT + FUTURE_TOLERANCE, None),
        (EIGHT + FUTURE_TOLERANCE + SECOND, TimeFlaw.IN_THE_FUTURE),
        (datetime(9999, 12, 31, tzinfo=UTC), TimeFlaw.IN_THE_FUTURE),
    ],
)
def test_the_bounds_of_what_can_be_right(instant, flaw):
    assert said(instant).reckon(EIGHT).flaw is flaw


ANY_TIME = st.datetimes(timezones=st.just(UTC))


@given(
    instant=st.none() | ANY_TIME,
    received=TIMES,
    offset=st.none() | st.timedeltas(timedelta(0), timedelta(days=20_000)),
    zoned=st.booleans(),
)
def test_every_time_can_be_reckoned_with(instant, received, offset, zoned):
    moment = said(instant, zoned=zoned).reckon(received, offset)
    assert moment.received == received
    assert moment.at <= received + FUTURE_TOLERANCE
    assert moment.at == instant or moment.suspect
    assert (moment.said is None) is (moment.flaw is None)
