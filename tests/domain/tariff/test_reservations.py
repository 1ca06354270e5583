"""Reservations: used, and expired (OCPI ReservationRestrictionType, examples 15 to 18)."""

from dataclasses import replace
from datetime import timedelta

from tests.domain.tariff.small import (
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

from domain.quantities import Energy
from domain.tariff import Heading, PricePlan, price

USED = stay("10:00", "reserved", "10:30", "charging 10 kWh", "11:00")
EXPIRED = stay("10:00", "reserved", "11:00", reservation_expired=True)

HELD, GONE = {"reservation": "RESERVATION"}, {"reservation": "RESERVATION_EXPIRES"}


def test_what_is_for_reservations_never_holds_in_a_session():
    tariff = a_list(charging("9", **HELD), energy("1"))
    assert cost(tariff, stay("10:00", "charging 2 kWh", "11:00")) == "2"


def test_what_is_for_sessions_never_holds_in_a_reservation():
    tariff = a_list(fee("5"), charging("9"), parking("9"))
    assert cost(tariff, EXPIRED) == "0"
    assert cost(tariff, stay("10:00", "reserved", "11:00", "charging", "12:00")) == "14"


def test_a_reservation_has_a_fee_and_a_price_for_its_time():
    tariff = a_list(fee("2", **HELD), charging("4", **HELD), fee("0.50"), energy("0.25"))
    bill = price(tariff, USED)
    assert told(bill.exact.before_taxes) == "7"
    assert told(bill.under(Heading.RESERVATION).before_taxes) == "4"
    assert told(bill.under(Heading.FIXED).before_taxes) == "0.5"
    assert told(bill.under(Heading.TIME).before_taxes) == "0"


def test_without_a_reservation_its_fee_is_not_due():
    tariff = a_list(fee("2", **HELD), energy("1"))
    assert cost(tariff, stay("10:00", "charging 1 kWh", "11:00")) == "1"


def test_its_fee_is_due_once():
    tariff = a_list(fee("2", **HELD))
    session = stay("10:00", "reserved", "10:30", "reserved", "11:00", "charging", "12:00")
    assert cost(tariff, session) == "2"


def test_the_first_of_two_fees_is_due():
    tariff = a_list(fee("2", max_duration=900, **HELD), fee("9", **HELD))
    assert cost(tariff, EXPIRED) == "2"


def test_a_plan_knows_a_reservation_that_expired_from_one_that_was_used():
    plan = PricePlan(a_list(charging("6", **GONE), charging("3", **HELD), energy("1")))
    for _ in range(2):
        assert told(plan.price(EXPIRED).exact.before_taxes) == "6"
        assert told(plan.price(USED).exact.before_taxes) == "11.5"


def test_the_price_of_an_expired_one_stands_for_that_of_a_used_one():
    for order in (1, -1):
        elements = [charging("6", **GONE), charging("3", **HELD)][::order]
        tariff = a_list(*elements, energy("1"))
        assert cost(tariff, EXPIRED) == "6"
        assert cost(tariff, USED) == "11.5"


def test_nobody_who_did_not_come_pays_the_fee_of_a_session():
    ended = stay("10:00", "reserved", "11:00", "nothing", "11:00", reservation_expired=True)
    assert cost(a_list(charging("6", **HELD), fee("0.50")), ended) == "6"


def test_what_only_a_used_one_has_an_expired_one_has_too():
    tariff = a_list(fee("4", **GONE), charging("2", **HELD), fee("0.50"))
    assert cost(tariff, EXPIRED) == "6"
    assert cost(tariff, USED) == "1.5"


def test_the_fee_of_an_expired_one_stands_for_that_of_a_used_one():
    tariff = a_list(fee("1", **HELD), fee("4", **GONE))
    assert (cost(tariff, EXPIRED), cost(tariff, USED)) == ("4", "1")


def test_its_price_may_hang_on_the_clock_and_on_its_length():
    clock = a_list(charging("1", start_time="10:15", **HELD), charging("9", **HELD))
    assert cost(clock, USED) == "2.5"
    length = a_list(charging("0", max_duration=900, **HELD), charging("8", **HELD))
    assert cost(length, USED) == "2"
    assert codes(price(length, USED)) == ["period_spans_price_change"]


def test_energy_within_a_reservation_s_period_belongs_to_the_session():
    mixed = stay("10:00", "reserved 0.25 h", "11:00")
    [period] = mixed.periods
    both = replace(period, charging=timedelta(minutes=45), energy=Energy.from_kwh(3))
    tariff = a_list(fee("7", **HELD), charging("4", **HELD), fee("1"), charging("2"), energy("1"))
    assert cost(tariff, mixed.with_periods([both])) == "13.5"


def test_an_element_may_price_both_a_fee_and_the_time():
    tariff = a_list(element(component("FLAT", "2"), component("TIME", "6", step=300), **HELD))
    assert cost(tariff, stay("10:00", "reserved", "10:13", "charging", "11:00")) == "3.5"
