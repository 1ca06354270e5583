"""Periods that are not where they should be are priced all the same, and told."""

from dataclasses import replace

import pytest
from tests.domain.tariff.small import a_list, at, codes, cost, energy, stay, told

from domain.quantities import Energy
from domain.tariff import price

TARIFF = a_list(energy("1", max_kwh=5), energy("2"))
SESSION = stay("10:00", "charging 5 kWh", "11:00", "charging 3 kWh", "12:00")
FIRST, SECOND = SESSION.periods


def test_periods_out_of_order_are_put_in_order():
    turned = SESSION.with_periods([SECOND, FIRST])
    bill = price(TARIFF, turned)
    assert told(bill.exact.before_taxes) == cost(TARIFF, SESSION) == "11"
    assert [(w.code.value, w.period) for w in bill.warnings] == [("period_out_of_order", 1)]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"start": at("10:30")}, ["period_overlaps"]),
        ({"end": at("12:01")}, ["period_outside_session"]),
        ({"start": at("12:01"), "end": at("12:30")}, ["period_outside_session"]),
        ({"end": at("10:59")}, []),
        ({"start": at("11:30")}, []),
    ],
)
def test_what_does_not_fit_is_said(changes, expected):
    moved = replace(SECOND, **{**changes, "charging": type(SECOND.charging)(0)})
    bill = price(TARIFF, SESSION.with_periods([FIRST, moved]))
    assert told(bill.exact.before_taxes) == "11"
    assert [code for code in codes(bill) if code != "time_volume_differs"] == expected


def test_a_first_period_before_the_session_is_outside():
    early = replace(FIRST, start=at("09:59"))
    assert codes(price(TARIFF, SESSION.with_periods([early, SECOND]))) == ["period_outside_session"]


def test_energy_that_flowed_back_is_not_paid_for_and_is_said():
    back = replace(FIRST, energy=Energy.from_kwh("-2"))
    bill = price(TARIFF, SESSION.with_periods([back, SECOND]))
    assert (told(bill.exact.before_taxes), codes(bill)) == ("3", ["negative_quantity"])


def test_a_session_without_periods_costs_nothing_or_the_minimum():
    assert cost(TARIFF, SESSION.with_periods([])) == "0"
    assert cost(replace(TARIFF, min_price=a_list(min_price=("1", "1")).min_price),
                SESSION.with_periods([])) == "1"  # fmt: skip
