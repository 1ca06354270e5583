"""A session in which the tariff changes: a driver chose another profile, a price list ended."""

from dataclasses import replace

import pytest
from tests.domain.tariff.small import a_list, codes, cost, energy, fee, stay, told

from domain.tariff import Interpretation, PricePlan, price, price_by
from domain.tariff.interpretation import FlatPerTariff, LimitAcrossTariffs

CHEAP = a_list(fee("1"), energy("0.20"), number=1)
FAST = a_list(fee("2"), energy("0.60"), number=2)
SWITCH = stay("10:00", "charging 10 kWh 1 tariff", "11:00", "charging 5 kWh 2 tariff", "12:00")


def test_each_period_is_priced_by_its_own():
    assert cost([CHEAP, FAST], SWITCH) == "6"
    assert [line.tariff[-1] for line in price([CHEAP, FAST], SWITCH).lines] == ["1", "1", "2"]


def test_a_fee_is_due_once_or_for_each():
    assert cost([CHEAP, FAST], SWITCH, Interpretation(flat=FlatPerTariff.EACH)) == "8"
    back = stay(
        "10:00", "charging 1 tariff", "11:00", "charging 2 tariff", "12:00",
        "charging 1 tariff", "13:00",
    )  # fmt: skip
    assert cost([CHEAP, FAST], back, Interpretation(flat=FlatPerTariff.EACH)) == "3"
    second = stay("10:00", "charging 2 tariff", "11:00", "charging 1 tariff", "12:00")
    assert cost([FAST, CHEAP], second) == "2"


def test_fees_of_each_stand_in_the_order_of_their_use():
    bill = price([FAST, CHEAP], SWITCH, Interpretation(flat=FlatPerTariff.EACH))
    assert [told(line.before_taxes) for line in bill.lines][:2] == ["1", "2"]


def test_energy_counts_over_all_of_them():
    tiered = a_list(energy("9", min_kwh=10), energy("1"), number=2)
    assert cost([CHEAP, tiered], SWITCH) == "48"


def test_a_period_without_a_tariff_is_free():
    first, second = SWITCH.periods
    free = SWITCH.with_periods([first, replace(second, free=True)])
    assert cost([CHEAP, FAST], free) == "3"


def test_the_first_holds_where_a_period_names_none():
    session = stay("10:00", "charging 10 kWh", "11:00", "charging 5 kWh 2 tariff", "12:00")
    assert cost([CHEAP, FAST], session) == "6"


@pytest.mark.parametrize(("reading", "expected"), [("none", "6"), ("first", "3"), ("last", "4")])
def test_whose_limits_hold_is_nobody_s_rule_and_is_said(reading, expected):
    tariffs = [
        replace(CHEAP, max_price=a_list(max_price=("3", "3")).max_price),
        replace(FAST, max_price=a_list(max_price=("4", "4")).max_price),
    ]
    chosen = Interpretation(limits=LimitAcrossTariffs(reading))
    bill = price(tariffs, SWITCH, chosen)
    assert told(bill.exact.before_taxes) == expected
    assert codes(bill) == ["limits_not_verifiable"]


def test_limits_that_are_the_same_hold():
    limit = a_list(max_price=("3", "3")).max_price
    bill = price([replace(CHEAP, max_price=limit), replace(FAST, max_price=limit)], SWITCH)
    assert (told(bill.exact.before_taxes), codes(bill)) == ("3", [])


def test_a_tariff_that_was_not_used_limits_nothing():
    limited = replace(FAST, max_price=a_list(max_price=("1", "1")).max_price)
    only_first = stay("10:00", "charging 10 kWh 1 tariff", "11:00")
    bill = price([CHEAP, limited], only_first)
    assert (told(bill.exact.before_taxes), codes(bill)) == ("3", [])
    unnamed = price([CHEAP, limited], stay("10:00", "charging 10 kWh", "11:00"))
    assert (told(unnamed.exact.before_taxes), codes(unnamed)) == ("3", [])


def test_plans_are_made_once_for_many_sessions():
    plans = [PricePlan(CHEAP), PricePlan(FAST)]
    costs = [told(price_by(plans, SWITCH).exact.before_taxes) for _ in range(2)]
    assert costs == ["6", "6"]
    assert told(plans[0].price(SWITCH).exact.before_taxes) == "3"


def test_a_price_follows_an_edit_of_the_tariff_it_is_asked_for():
    session = stay("10:00", "charging 10 kWh", "11:00")
    edited = replace(CHEAP)
    assert cost(edited, session) == "3"
    edited.elements = a_list(fee("5")).elements
    assert cost(edited, session) == "5"
    assert cost(CHEAP, session) == "3"
