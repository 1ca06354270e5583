"""Blocks: once a session, on its total, by the step of the last component (OCPI mod_cdrs)."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from tests.domain.tariff.small import (
    a_list,
    charging,
    codes,
    cost,
    energy,
    parking,
    stay,
    told,
)

from domain.tariff import Dimension, Interpretation, price
from domain.tariff.interpretation import StepAcrossTariffs


def billed(tariff, session, dimension, **more):
    return price(tariff, session).billed(Dimension(dimension), **more)


@pytest.mark.parametrize(
    ("kwh", "step", "wh"),
    [
        ("0.1152", 1, "116"),
        ("0.115", 1, "115"),
        ("0.1152", 0, "115.2"),
        ("0.1152", 25, "125"),
        ("0.101", 25, "125"),
        ("0.125", 25, "125"),
        ("0.125001", 25, "150"),
        ("0.1152", 500, "500"),
        ("0.5", 500, "500"),
        ("20.45", 100, "20500"),
    ],
)
def test_energy_is_billed_in_whole_steps_and_a_multiple_is_not_raised(kwh, step, wh):
    session = stay("10:00", f"charging {kwh} kWh", "11:00")
    assert billed(a_list(energy("1", step=step)), session, "ENERGY") == Decimal(wh)


def test_energy_is_rounded_on_the_session_s_total_by_the_last_step():
    tariff = a_list(energy("0.20", step=700, end_time="17:00"), energy("0.27", step=500))
    session = stay("16:00", "charging 4.3 kWh", "17:00", "charging 1.1 kWh", "18:00")
    # 5.4 kWh are 5.5: the 0.1 kWh more cost the price after 17:00.
    assert cost(tariff, session) == "1.184"
    assert billed(tariff, session, "ENERGY") == 5500


def test_time_is_rounded_on_the_session_s_total_by_the_last_step():
    tariff = a_list(charging("5", step=600, end_time="17:00"), charging("7", step=600))
    session = stay("16:54", "charging", "17:00", "charging", "17:22")
    assert cost(tariff, session) == "3.3"


def test_where_parking_is_priced_it_alone_is_rounded():
    tariff = a_list(charging("1", step=600), parking("2", step=600))
    session = stay("10:00", "charging", "10:21", "parking", "10:37")
    assert billed(tariff, session, "TIME") == 21 * 60
    assert billed(tariff, session, "PARKING_TIME") == 20 * 60


def test_parking_is_rounded_even_where_charging_goes_on_after_it():
    tariff = a_list(charging("1", step=600), parking("2", step=600))
    session = stay("10:00", "parking", "10:07", "charging", "10:21")
    assert billed(tariff, session, "TIME") == 14 * 60
    assert billed(tariff, session, "PARKING_TIME") == 10 * 60


def test_parking_that_nothing_prices_leaves_the_rounding_to_charging():
    tariff = a_list(charging("1", step=600))
    session = stay("10:00", "charging", "10:21", "parking", "10:37")
    assert billed(tariff, session, "TIME") == 30 * 60


def test_what_is_free_is_outside_of_the_steps():
    tariff = a_list(charging("2.40"), parking("1", step=900, end_time="20:00"))
    session = stay("19:40", "charging", "19:52", "parking", "20:00", "parking", "20:12")
    assert billed(tariff, session, "PARKING_TIME") == 15 * 60
    assert cost(tariff, session) == "0.73"


def test_a_reservation_is_rounded_by_itself():
    tariff = a_list(charging("5", step=300, reservation="RESERVATION"), charging("1", step=600))
    session = stay("10:00", "reserved", "10:13", "charging", "10:21")
    assert billed(tariff, session, "TIME", reservation=True) == 15 * 60
    assert billed(tariff, session, "TIME") == 10 * 60


def test_a_step_begins_with_any_quantity():
    session = stay("10:00", "charging 0.001 kWh", "10:00:01")
    tariff = a_list(energy("1", step=1000), charging("1", step=3600))
    assert (billed(tariff, session, "ENERGY"), billed(tariff, session, "TIME")) == (1000, 3600)


def test_nothing_is_rounded_up_from_nothing():
    assert price(a_list(energy("1", step=1000)), stay("10:00", "parking", "11:00")).lines == ()


@pytest.mark.parametrize(
    ("hours", "end", "step", "seconds"),
    [
        ("0.0834", "10:05", 60, "300"),  # 300.24 s is what four decimals make of five minutes
        ("0.0833", "10:05", 60, "300"),
        ("0.0833", "10:05", 0, "300"),
        ("0.0834", "10:30", 60, "300"),  # no clock tells, but four decimals may
        ("0.0834", "10:30", 0, "300.24"),
        ("0.0836", "10:30", 60, "360"),  # 300.96 s is more than they can have added
        ("0.0835", "10:30", 60, "360"),  # and so is 300.6 s
        ("0.0833", "10:30", 60, "300"),
        ("0.25", "10:30", 900, "900"),
        ("0.25", "10:30", 60, "900"),
    ],
)
def test_a_volume_of_four_decimals_begins_no_block(hours, end, step, seconds):
    session = stay("10:00", f"charging {hours} h", end)
    assert billed(a_list(charging("1", step=step)), session, "TIME") == Decimal(seconds)


def test_each_period_may_be_off_by_four_decimals():
    steps = [step for n in range(3) for step in (f"1{n}:00", "charging 0.0834 h")]
    session = stay(*steps, "13:00")
    assert billed(a_list(charging("1", step=60)), session, "TIME") == 900


def test_whole_seconds_are_meant_as_they_are_told():
    session = stay("10:00", f"charging {Decimal(301) / 3600} h", "10:30")
    assert billed(a_list(charging("1", step=60)), session, "TIME") == 360


def test_the_clock_is_not_asked_where_it_is_read_so():
    exact = Interpretation(snap_times=False)
    session = stay("10:00", "charging 0.0834 h", "10:05")
    bill = price(a_list(charging("1")), session, exact)
    assert bill.billed(Dimension.TIME) == Decimal("300.24")


def test_half_a_second_is_the_same_and_more_is_not():
    tariff = a_list(charging("1"))
    for more, seconds in ((500_000, "300"), (-500_000, "300"), (-500_001, "299.499999")):
        session = stay("10:00", "charging", "10:05")
        volume = timedelta(minutes=5, microseconds=more)
        [period] = session.periods
        changed = session.with_periods([replace(period, charging=volume)])
        assert billed(tariff, changed, "TIME") == Decimal(seconds)


def test_more_time_than_there_was_is_said():
    session = stay("10:00", "charging 2 h", "11:00")
    bill = price(a_list(charging("1")), session)
    assert (told(bill.exact.before_taxes), codes(bill)) == ("2", ["time_volume_differs"])


def test_at_a_change_of_tariff_nothing_is_rounded_and_at_the_end_the_reading_decides():
    first = a_list(energy("1", step=1000), number=1)
    second = a_list(energy("2", step=1000), number=2)
    session = stay(
        "10:00", "charging 1.5 kWh 1 tariff", "11:00", "charging 1.7 kWh 2 tariff", "12:00"
    )
    # 3.2 kWh are 4, or of the second tariff 1.7 are 2.
    assert cost([first, second], session) == "6.5"
    alone = Interpretation(step=StepAcrossTariffs.LAST)
    assert cost([first, second], session, alone) == "5.5"
