"""From registers to energy, with meters that roll over, reset, or talk nonsense."""

from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import at, wh

from domain.quantities import NO_ENERGY, Energy
from domain.session import Finding, SessionMeter
from domain.session.climb import Climb, climbed
from domain.session.meter import MOST_CLIMBS, UNMETERED, could_flow, rolled_over

POINTS = st.lists(st.tuples(st.integers(0, 60), st.integers(-50, 2_000)), min_size=1, max_size=30)


def read(*registers: int, begin: int | None = None, end: int | None = None) -> SessionMeter:
    """Registers, one a minute."""
    meter = UNMETERED if begin is None else UNMETERED.start_at(wh(begin), at(0))
    for minute, register in enumerate(registers, start=1):
        meter = meter.read(wh(register), at(minute))
    return meter if end is None else meter.finish_at(wh(end), at(len(registers) + 1), told=True)


def test_without_readings_there_is_no_energy():
    assert UNMETERED.energy == NO_ENERGY
    assert UNMETERED.verdict == frozenset()
    assert (UNMETERED.begin, UNMETERED.latest, UNMETERED.latest_at) == (None, None, None)


def test_start_and_end_decide():
    meter = read(1500, 3000, begin=1000, end=8000)
    assert meter.energy == wh(7000)
    assert meter.verdict == frozenset()


def test_before_the_end_the_newest_reading_decides():
    meter = read(1500, 3000, begin=1000)
    assert meter.energy == wh(2000)
    assert (meter.latest, meter.latest_at) == (wh(3000), at(2))


def test_without_a_start_the_earliest_reading_is_taken_and_marked():
    meter = read(1500, 3000)
    assert meter.energy == wh(1500)
    assert meter.verdict == {Finding.BEGIN_ESTIMATED}
    earlier = meter.read(wh(1200), at(0))
    assert earlier.energy == wh(1800)


def test_the_start_told_late_takes_the_place_of_the_earliest_reading():
    meter = read(1500, 3000).start_at(wh(1000), at(0))
    assert meter.energy == wh(2000)
    assert meter.verdict == frozenset()


def test_the_first_word_on_the_start_stands():
    meter = UNMETERED.start_at(wh(1000), at(0)).start_at(wh(500), at(0)).read(wh(2000), at(1))
    assert meter.energy == wh(1000)


def test_readings_before_the_start_do_not_count():
    late = UNMETERED.read(wh(10), at(-5)).read(wh(600), at(1)).start_at(wh(500), at(0))
    early = UNMETERED.start_at(wh(500), at(0)).read(wh(600), at(1)).read(wh(10), at(-5))
    assert late.energy == early.energy == wh(100)
    assert late == early


def test_a_reading_of_the_moment_of_the_start_says_nothing_new_in_either_order():
    late = UNMETERED.read(wh(510), at(0)).start_at(wh(500), at(0))
    early = UNMETERED.start_at(wh(500), at(0)).read(wh(510), at(0))
    assert late == early
    assert late.energy == NO_ENERGY


def test_the_first_word_on_the_end_stands_and_a_message_goes_before_a_reading():
    by_reading = read(begin=0).finish_at(wh(900), at(5))
    assert by_reading.finish_at(wh(950), at(6)).end == wh(900)
    by_message = by_reading.finish_at(wh(1000), at(6), told=True)
    assert by_message.end == wh(1000)
    assert by_message.finish_at(wh(900), at(7)).end == wh(1000)
    assert by_message.finish_at(wh(900), at(7), told=True).end == wh(1000)


def test_a_register_that_rolls_over_counts_across():
    meter = read(999_990, 15, begin=999_900)
    assert meter.energy == wh(115)
    assert meter.verdict == {Finding.METER_ROLLED_OVER}


def test_an_end_beyond_a_roll_over_counts_across():
    meter = read(begin=999_900, end=100)
    assert meter.energy == wh(200)
    assert meter.verdict == {Finding.METER_ROLLED_OVER}


def test_a_register_that_was_reset_keeps_what_came_before():
    meter = read(3000, 0, 500, begin=1000)
    assert meter.energy == wh(2500)
    assert meter.verdict == {Finding.METER_RESET}


def test_an_end_below_the_start_that_readings_explain_keeps_their_energy():
    meter = read(3000, begin=1000, end=700)
    assert meter.energy == wh(2000)
    assert meter.verdict == {Finding.METER_RESET}


def test_an_end_below_the_start_that_nothing_explains_is_no_energy():
    meter = read(begin=5000, end=4000)
    assert meter.energy == NO_ENERGY
    assert Finding.METER_BACKWARDS in meter.verdict


def test_a_reading_above_the_end_is_flagged_and_the_end_decides():
    meter = read(9000, begin=1000, end=3000)
    assert meter.energy == wh(2000)
    assert meter.verdict == {Finding.READINGS_DISAGREE}


@pytest.mark.parametrize(
    ("before", "after", "across"),
    [
        (99_990, 10, 20),
        (99_999, 0, 1),
        (999_999, 500, 501),
        (9_999_000, 1_000, 2_000),
        (999_999_999_999, 0, 1),
    ],
)
def test_a_drop_from_the_highest_to_the_lowest_is_a_roll_over(before, after, across):
    assert rolled_over(wh(before), wh(after)) == wh(across)


@pytest.mark.parametrize(
    ("before", "after"),
    [(5_000, 4_000), (50_000, 0), (90_000, 89_000), (10**12, 0), (8_900_000, 0), (-5, -10)],
)
def test_any_other_drop_is_none(before, after):
    assert rolled_over(wh(before), wh(after)) is None


def fallen(before: int, after: int, minutes: float):
    """A register that fell between two readings that many minutes apart, having risen by 900."""
    meter = UNMETERED.start_at(wh(before - 900), at(0)).read(wh(before), at(10))
    return meter.read(wh(after), at(10 + minutes))


@pytest.mark.parametrize(
    ("before", "after", "minutes", "across"),
    [
        (999_900, 15_000, 1, 15_100),  # a truck at a megawatt
        (999_900, 40_000, 2.5, 40_100),
        (9_990_000, 900_000, 54, 910_000),
        (99_990, 10, 1 / 60, 20),  # a second later
    ],
)
def test_a_roll_over_is_believed_as_far_as_the_energy_can_have_flowed(
    before, after, minutes, across
):
    meter = fallen(before, after, minutes)
    assert meter.energy == wh(900 + across)
    assert meter.verdict == {Finding.METER_ROLLED_OVER}


@pytest.mark.parametrize(
    ("before", "after", "minutes"),
    [
        (999_900, 40_000, 1),  # 40 kWh in a minute
        (9_990_000, 900_000, 15),  # a meter that was exchanged for a used one
        (9_990_000, 500_000, 1 / 60),
    ],
)
def test_a_fall_across_which_more_would_have_flowed_than_can_is_a_reset(before, after, minutes):
    meter = fallen(before, after, minutes)
    assert meter.energy == wh(900)
    assert meter.verdict == {Finding.METER_RESET}


def test_what_can_have_flowed_grows_with_the_time_up_to_what_a_vehicle_takes():
    assert could_flow(timedelta(minutes=-5)) == could_flow(timedelta(0)) > NO_ENERGY
    assert could_flow(timedelta(minutes=59)) == Energy.from_kwh(1_000)
    assert could_flow(timedelta(days=3)) == Energy.from_kwh(1_000)
    assert could_flow(timedelta(minutes=59), most_power=Decimal(22_000)) == Energy.from_kwh(22)


def test_decimals_are_exact():
    meter = UNMETERED.start_at(Energy(Decimal("0.1")), at(0)).read(Energy(Decimal("0.3")), at(1))
    assert meter.energy == Energy(Decimal("0.2"))


def test_a_thousand_rising_readings_are_one_climb():
    meter = read(*range(1000), begin=0)
    assert len(meter.climbs) == 1


def test_a_reading_told_twice_says_nothing_new():
    meter = read(1500, 3000)
    assert meter.read(wh(1500), at(1)) is meter
    assert meter.read(wh(2000), at(1.5)) is meter


def test_a_meter_that_only_jitters_stays_small_and_keeps_its_energy():
    meter = read(*(100 * (n % 2) for n in range(1_000)))
    assert len(meter.climbs) <= MOST_CLIMBS
    assert meter.energy == wh(100 * 500)
    assert Finding.METER_RESET in meter.verdict


def test_a_fall_within_a_climb_that_was_heard_late_parts_it():
    meter = read(100, 500).read(wh(900), at(1.5))
    assert [(c.low.wh, c.high.wh) for c in meter.climbs] == [(100, 900), (500, 500)]
    assert meter.energy == wh(800)


@given(points=POINTS, bounds=st.tuples(st.integers(0, 2000), st.integers(0, 2000)))
def test_energy_is_never_negative_and_climbs_are_in_order(points, bounds):
    meter = UNMETERED
    for minute, register in points:
        meter = meter.read(wh(register), at(minute))
        assert meter.energy.wh >= 0
        assert [c.first for c in meter.climbs] == sorted(c.first for c in meter.climbs)
        assert all(c.low <= c.high and c.since <= c.until for c in meter.climbs)
    begin, end = bounds
    meter = meter.start_at(wh(begin), at(20))
    assert meter.energy.wh >= 0
    meter = meter.finish_at(wh(end), at(40))
    assert meter.energy.wh >= 0


@given(points=POINTS)
def test_in_the_order_of_time_each_rise_counts_and_each_fall_does_not(points):
    registers = sorted((minute, register) for minute, register in points)
    meter = UNMETERED
    for minute, register in registers:
        meter = meter.read(wh(register), at(minute))
    rises = sum(max(after - before, 0) for (_, before), (_, after) in pairwise(registers))
    assert meter.energy.wh == rises


@given(
    registers=st.lists(st.integers(0, 2_000), min_size=1, max_size=12, unique=True),
    order=st.randoms(use_true_random=False),
)
def test_rising_registers_give_the_same_in_any_order(registers, order):
    points = list(enumerate(sorted(registers)))
    order.shuffle(points)
    climbs: tuple[Climb, ...] = ()
    for minute, register in points:
        climbs = climbed(climbs, at(minute), wh(register))
    assert len(climbs) == 1
    assert climbs[0].gained == wh(max(registers) - min(registers))


def test_energy_told_by_the_interval_counts_once_each_while_no_register_moves() -> None:
    begun = SessionMeter().start_at(wh(1_000), at(0))
    told = begun.add(wh(100), at(10)).add(wh(50), at(5)).add(wh(100), at(10))
    assert told.energy == wh(150)
    assert told.read(wh(1_160), at(20)).energy == wh(160)
    assert told.finish_at(wh(1_170), at(30), told=True).energy == wh(170)
