"""Which value of a period decides where its current and its power moved."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.domain.tariff.small import a_list, charging, codes, stay, told

from domain.tariff import Interpretation, price
from domain.tariff.interpretation import UnknownCircumstance

HOUR = stay("10:00", "charging 6 kWh", "11:00")

LEAST = "min"
MOST = "max"


def measured(quantity: str, values: tuple[str | None, str | None, str | None]):
    """An hour with the lowest, the average and the highest value of a quantity."""
    names = (f"min_{quantity}", quantity, f"max_{quantity}")
    told_values = (None if value is None else Decimal(value) for value in values)
    [period] = HOUR.periods
    return HOUR.with_periods([replace(period, **dict(zip(names, told_values, strict=True)))])


@pytest.mark.parametrize("quantity", ["current", "power"])
@pytest.mark.parametrize(
    ("limit", "values", "holds"),
    [
        (LEAST, ("10", "20", "30"), True),
        (LEAST, ("9", "20", "30"), False),
        (LEAST, (None, "10", "9"), True),
        (LEAST, (None, "9", "30"), False),
        (MOST, ("0", "5", "9"), True),
        (MOST, ("0", "5", "10"), False),
        (MOST, ("30", "9", None), True),
        (MOST, ("0", "10", None), False),
    ],
)
def test_the_lowest_decides_on_a_minimum_and_the_highest_on_a_maximum(
    quantity, limit, values, holds
):
    tariff = a_list(charging("1", **{f"{limit}_{quantity}": 10}), charging("5"))
    bill = price(tariff, measured(quantity, values))
    assert told(bill.exact.before_taxes) == ("1" if holds else "5")
    assert codes(bill) == []


@pytest.mark.parametrize(
    ("limit", "values", "holds"),
    [
        (LEAST, (None, None, "10"), True),
        (LEAST, (None, None, "9"), False),
        (MOST, ("9", None, None), True),
        (MOST, ("10", None, None), False),
    ],
)
def test_the_other_extreme_of_a_current_is_better_than_nothing(limit, values, holds):
    tariff = a_list(charging("1", **{f"{limit}_current": 10}), charging("5"))
    assert told(price(tariff, measured("current", values)).exact.before_taxes) == (
        "1" if holds else "5"
    )


@pytest.mark.parametrize(("least", "expected"), [("5.999", "1"), ("6", "1"), ("6.001", "5")])
def test_the_power_of_energy_over_time_is_exact(least, expected):
    tariff = a_list(charging("1", min_power=least), charging("5"))
    assert told(price(tariff, HOUR).exact.before_taxes) == expected


def test_a_power_that_was_told_goes_before_that_of_the_energy():
    tariff = a_list(charging("1", min_power="7"), charging("5"))
    assert told(price(tariff, measured("power", (None, "7", None))).exact.before_taxes) == "1"


def test_power_counts_over_the_time_of_charging_and_without_it_over_the_clock_s():
    tariff = a_list(charging("1", min_power="10"), charging("5"))
    half = stay("10:00", "charging 0.5 h", "11:00")
    [period] = half.periods
    [energy] = HOUR.periods
    half = half.with_periods([replace(period, energy=energy.energy)])
    assert told(price(tariff, half).exact.before_taxes) == "0.5"  # 6 kWh in half an hour: 12 kW


def test_what_is_missing_is_named_once_a_period():
    tariff = a_list(
        charging("1", min_current=10), charging("2", max_current=5), charging("3", min_power=90)
    )
    [warning] = price(tariff, HOUR).warnings
    assert (warning.period, warning.detail) == (0, "MIN_CURRENT MAX_CURRENT")


def test_what_nobody_measured_may_be_read_as_met():
    tariff = a_list(charging("1", max_current=5), charging("5"))
    reading = Interpretation(unknown=UnknownCircumstance.MATCH)
    assert told(price(tariff, HOUR, reading).exact.before_taxes) == "1"
    least = a_list(charging("1", min_current=5), charging("5"))
    assert told(price(least, HOUR, reading).exact.before_taxes) == "1"


def test_each_limit_has_its_own_thresholds():
    tariff = a_list(
        charging("1", min_current=10, max_current=20),
        charging("2", min_current=20, max_current=40, min_power=5, max_power=7),
        charging("3", min_current=20, max_current=40, min_power=7, max_power=9),
        charging("4"),
    )
    for current, power, expected in (
        ("10", "1", "1"), ("19.9", "6", "1"), ("20", "6", "2"), ("20", "7", "3"), ("39", "8", "3"),
        ("39", "9", "4"), ("40", "6", "4"), ("5", "6", "4"), ("20", "4", "4"),
    ):  # fmt: skip
        session = stay("10:00", f"charging 1 kWh {current} A {power} kW", "11:00")
        assert told(price(tariff, session).exact.before_taxes) == expected, (current, power)
