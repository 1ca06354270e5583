"""For each dimension, at each instant, the first element whose restrictions all match."""

from datetime import timedelta

import pytest
from tests.domain.tariff.small import (
    MONDAY,
    a_list,
    charging,
    codes,
    component,
    cost,
    element,
    energy,
    fee,
    parking,
    stay,
    told,
)

from domain.tariff import (
    Interpretation,
    price,
)
from domain.tariff.interpretation import UnknownCircumstance, WrappingDay

EVENING = a_list(energy("0.50", start_time="17:00", end_time="20:00"), energy("0.30"))
NIGHT = a_list(energy("0.10", start_time="22:00", end_time="06:00"), energy("0.30"))


def test_dimensions_are_looked_up_apart():
    tariff = a_list(
        element(component("TIME", "6"), start_time="00:00", end_time="12:00"),
        element(component("TIME", "3"), component("ENERGY", "0.40")),
    )
    assert cost(tariff, stay("10:00", "charging 5 kWh", "11:00")) == "8"
    assert cost(tariff, stay("13:00", "charging 5 kWh", "14:00")) == "5"


def test_the_first_of_two_that_match_holds():
    assert cost(a_list(energy("1"), energy("2")), stay("10:00", "charging 3 kWh", "11:00")) == "3"
    doubled = a_list(element(component("ENERGY", "1"), component("ENERGY", "2")))
    assert cost(doubled, stay("10:00", "charging 3 kWh", "11:00")) == "3"


def test_what_no_element_prices_is_free():
    tariff = a_list(energy("1", start_time="12:00"))
    assert cost(tariff, stay("10:00", "charging 3 kWh", "11:00")) == "0"
    assert cost(a_list(charging("6")), stay("10:00", "parking", "11:00")) == "0"
    assert cost(a_list(parking("6")), stay("10:00", "charging 9 kWh", "11:00")) == "0"


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("16:00", "17:00", "3"),
        ("17:00", "18:00", "5"),
        ("19:00", "20:00", "5"),
        ("20:00", "21:00", "3"),
    ],
)
def test_a_window_begins_with_its_start_and_ends_before_its_end(start, end, expected):
    assert cost(EVENING, stay(start, "charging 10 kWh", end)) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("21:00", "22:00", "3"),
        ("22:00", "23:00", "1"),
        ("23:30", "24:30", "1"),
        ("00:00", "06:00", "1"),
        ("06:00", "07:00", "3"),
    ],
)
def test_a_window_may_go_over_midnight(start, end, expected):
    assert cost(NIGHT, stay(start, "charging 10 kWh", end)) == expected


@pytest.mark.parametrize(
    ("limits", "inside", "outside"),
    [
        ({"start_time": "18:00"}, "18:00", "17:00"),
        ({"start_time": "18:00", "end_time": "00:00"}, "23:00", "00:00"),
        ({"end_time": "06:00"}, "05:00", "06:00"),
        ({"end_time": "00:00"}, "23:00", None),
        ({"start_time": "09:00", "end_time": "09:00"}, "03:00", None),
    ],
)
def test_half_windows_reach_to_midnight(limits, inside, outside):
    tariff = a_list(energy("1", **limits), energy("2"))

    def hour(start):
        hours = int(start[:2])
        return stay(start, "charging 1 kWh", f"{hours + 1:02}:00")

    assert cost(tariff, hour(inside)) == "1"
    if outside is not None:
        assert cost(tariff, hour(outside)) == "2"


def test_dates_are_from_inclusive_to_exclusive():
    tariff = a_list(energy("9", start_date="2026-01-13", end_date="2026-01-14"), energy("1"))
    costs = [
        cost(tariff, stay("10:00", "charging 1 kWh", "11:00", day=MONDAY + timedelta(days=n)))
        for n in range(3)
    ]
    assert costs == ["1", "9", "1"]
    assert cost(tariff, stay("23:30", "charging 2 kWh", "24:30")) == "10"


def test_the_day_of_the_week_is_that_of_the_place():
    tariff = a_list(energy("9", days="TUESDAY"), energy("1"))
    assert cost(tariff, stay("23:00", "charging 1 kWh", "23:30")) == "1"
    assert cost(tariff, stay("23:00", "charging 1 kWh", "23:30", zone="Europe/Berlin")) == "9"
    assert cost(tariff, stay("12:00", "charging 1 kWh", "23:00", zone="Pacific/Auckland")) == "9"
    assert cost(tariff, stay("23:00", "charging 2 kWh", "25:00")) == "10"


def test_whose_day_a_window_over_midnight_belongs_to_is_a_choice():
    tariff = a_list(energy("9", start_time="22:00", end_time="06:00", days="MONDAY"), energy("1"))
    late, early = ("23:00", "charging 1 kWh", "24:00"), ("24:00", "charging 1 kWh", "25:00")
    assert [cost(tariff, stay(*steps)) for steps in (late, early)] == ["9", "1"]
    by_start = Interpretation(wrapping_day=WrappingDay.START)
    assert [cost(tariff, stay(*steps), by_start) for steps in (late, early)] == ["9", "9"]
    before = stay("01:00", "charging 1 kWh", "02:00")  # Monday, of Sunday's window
    assert [cost(tariff, before, reading) for reading in (Interpretation(), by_start)] == ["9", "1"]
    later = stay("08:00", "charging 1 kWh", "09:00")
    assert cost(tariff, later, by_start) == "1"


def test_energy_is_that_since_the_session_began():
    tariff = a_list(energy("1", max_kwh=20), energy("2", min_kwh=20, max_kwh=30), energy("3"))
    assert cost(tariff, stay("10:00", "charging 20 kWh", "11:00")) == "20"
    assert cost(tariff, stay("10:00", "charging 25 kWh", "11:00")) == "30"
    both = stay("10:00", "charging 15 kWh", "11:00", "charging 20 kWh", "12:00")
    assert cost(tariff, both) == "55"


def test_energy_that_costs_nothing_counts_too():
    tariff = a_list(energy("2", min_kwh=10), energy("0", start_time="10:00", end_time="11:00"))
    session = stay("10:00", "charging 8 kWh", "11:00", "charging 4 kWh", "12:00")
    assert cost(tariff, session) == "4"


def test_a_tier_is_met_by_exactly_its_energy():
    tariff = a_list(energy("2", min_kwh=10), energy("1"))
    assert cost(tariff, stay("10:00", "charging 10 kWh", "11:00")) == "10"
    session = stay("10:00", "charging 10 kWh", "11:00", "charging 1 kWh", "12:00")
    assert cost(tariff, session) == "12"


def test_durations_count_from_the_start_whatever_is_done():
    tariff = a_list(
        element(component("TIME", "0"), component("PARKING_TIME", "0"), max_duration=1800),
        element(component("TIME", "6"), component("PARKING_TIME", "12"), min_duration=1800),
    )
    session = stay("10:00", "parking", "10:20", "charging", "11:00", "parking", "11:30")
    assert cost(tariff, session) == "9"


def test_the_time_of_a_reservation_is_no_duration_of_the_session():
    tariff = a_list(energy("9", min_duration=3600), energy("1"))
    session = stay("08:00", "reserved", "10:00", "charging 2 kWh", "10:30")
    assert cost(tariff, session) == "2"
    longer = stay(
        "08:00", "reserved", "10:00", "charging 2 kWh", "11:00", "charging 1 kWh", "12:00"
    )
    assert cost(tariff, longer) == "11"


@pytest.mark.parametrize(
    ("amperes", "expected"), [("31.9", "1"), ("32", "2"), ("32.1", "2"), ("63", "3")]
)
def test_currents_are_at_least_and_below(amperes, expected):
    tariff = a_list(
        energy("1", max_current=32),
        energy("2", min_current=32, max_current=63),
        energy("3", min_current=63),
    )
    assert cost(tariff, stay("10:00", f"charging 1 kWh {amperes} A", "11:00")) == expected


def test_power_is_asked_of_each_period():
    tariff = a_list(energy("1", max_power=16), energy("2", max_power=32), energy("3"))
    session = stay(
        "10:00", "charging 1 kWh 6 kW", "10:10", "charging 40 kWh 48 kW", "11:00",
        "charging 1 kWh 16 kW", "11:04",
    )  # fmt: skip
    assert cost(tariff, session) == "123"


def test_power_that_nobody_measured_is_that_of_the_energy_over_the_time():
    tariff = a_list(energy("1", max_power=11), energy("2"))
    assert cost(tariff, stay("10:00", "charging 10 kWh", "11:00")) == "10"
    assert cost(tariff, stay("10:00", "charging 11 kWh", "11:00")) == "22"
    assert cost(tariff, stay("10:00", "energy 10 kWh", "11:00")) == "10"


def test_a_current_that_nobody_measured_matches_nothing_and_is_said():
    tariff = a_list(energy("1", max_current=32), energy("2"))
    session = stay("10:00", "charging 5 kWh", "11:00", "parking", "12:00")
    bill = price(tariff, session)
    assert told(bill.exact.before_taxes) == "10"
    assert [(w.code.value, w.period, w.detail) for w in bill.warnings] == [
        ("circumstance_not_measured", 0, "MAX_CURRENT")
    ]
    assert cost(tariff, session, Interpretation(unknown=UnknownCircumstance.MATCH)) == "5"


def test_nobody_is_warned_of_a_current_on_which_nothing_hangs():
    tariff = a_list(charging("1", max_current=32), energy("2"))
    assert codes(price(tariff, stay("10:00", "energy 5 kWh", "11:00"))) == []


def test_all_restrictions_of_an_element_must_hold():
    tariff = a_list(
        energy("9", days="MONDAY", start_time="10:00", end_time="11:00", max_kwh=5), energy("1")
    )
    assert cost(tariff, stay("10:00", "charging 6 kWh", "11:00")) == "46"
    assert cost(tariff, stay("09:00", "charging 6 kWh", "10:00")) == "6"


def test_a_fee_is_due_once_and_it_is_the_first_that_held():
    tariff = a_list(fee("1", start_time="12:00"), fee("5"))
    session = stay("11:00", "charging 1 kWh", "12:00", "charging 1 kWh", "13:00")
    assert cost(tariff, session) == "5"
    later = stay("12:00", "charging 1 kWh", "13:00", "charging", "14:00")
    assert cost(tariff, later) == "1"


def test_a_fee_that_begins_in_the_session_is_due():
    tariff = a_list(fee("3", min_duration=3600))
    assert cost(tariff, stay("10:00", "charging", "11:00")) == "0"
    assert cost(tariff, stay("10:00", "charging", "11:01")) == "3"


def test_prices_change_in_the_middle_of_a_period():
    session = stay("16:00", "charging 20 kWh", "18:00")
    bill = price(EVENING, session)
    assert told(bill.exact.before_taxes) == "8"
    assert codes(bill) == ["period_spans_price_change"]


def test_a_tier_of_energy_in_a_period_is_exact_for_energy_and_not_for_time():
    tiers = a_list(energy("1", max_kwh=10), energy("2"))
    session = stay("10:00", "charging 40 kWh", "12:00")
    assert (cost(tiers, session), codes(price(tiers, session))) == ("70", [])
    times = a_list(charging("1", max_kwh=10), charging("2"))
    assert cost(times, session) == "3.5"
    assert codes(price(times, session)) == ["period_spans_price_change"]


def test_a_change_that_concerns_nothing_in_the_period_is_no_warning():
    tariff = a_list(parking("9", start_time="17:00"), energy("1"))
    assert codes(price(tariff, stay("16:00", "charging 5 kWh", "18:00"))) == []
    same = a_list(energy("1", start_time="17:00"), energy("1"))
    assert codes(price(same, stay("16:00", "charging 5 kWh", "18:00"))) == []


def test_a_period_without_length_has_its_energy():
    tariff = a_list(energy("1", max_kwh=10), energy("2"))
    assert cost(tariff, stay("10:00", "charging 12 kWh", "10:00")) == "14"


def test_a_session_of_several_weeks_knows_each_day():
    tariff = a_list(charging("1", days="SUNDAY"))
    assert cost(tariff, stay("00:00", "charging", f"{24 * 21}:00")) == "72"
