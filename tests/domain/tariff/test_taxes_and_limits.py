"""Taxes, minimum and maximum price, and how amounts come to cents."""

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from tests.domain.tariff.small import (
    a_list,
    at,
    charging,
    codes,
    component,
    element,
    energy,
    fee,
    parking,
    stay,
    told,
)

from domain.errors import Invalid
from domain.quantities import Currency, Money
from domain.tariff import (
    Cause,
    Heading,
    Interpretation,
    Rounding,
    RoundingMode,
    RoundingScope,
    TaxIncluded,
    Terms,
    price,
)
from domain.tariff.interpretation import MissingVat

TEN = stay("10:00", "charging 10 kWh", "11:00")


def sums(tariff, session=TEN, reading=None):
    exact = price(tariff, session, reading or Interpretation()).exact
    return told(exact.before_taxes), told(exact.after_taxes)


def test_each_component_has_its_tax():
    assert sums(a_list(fee("1", "20"), energy("0.50", "10"))) == ("6", "6.7")


def test_no_tax_is_not_a_tax_of_nothing():
    assert sums(a_list(energy("0.50", "0"))) == ("5", "5")
    assert sums(a_list(energy("0.50", None))) == ("5", None)
    assert sums(a_list(fee("1", None), energy("0.50", "10"))) == ("6", None)


def test_what_costs_nothing_needs_no_tax():
    assert sums(a_list(fee("0", None), energy("0.50", "10"))) == ("5", "5.5")
    free = a_list(element(component("PARKING_TIME", "0", None), component("ENERGY", "0.50", "10")))
    session = stay("10:00", "charging 10 kWh", "11:00", "parking", "12:00")
    assert sums(free, session) == ("5", "5.5")


def test_what_was_not_used_needs_no_tax():
    assert sums(a_list(parking("9", None), energy("0.50", "10"))) == ("5", "5.5")


def test_parts_without_tax_may_be_added_as_they_are():
    tariff = a_list(fee("1", None), energy("0.50", "10"))
    face_value = Interpretation(missing_vat=MissingVat.FACE_VALUE)
    assert sums(tariff, TEN, face_value) == ("6", "6.5")
    assert price(tariff, TEN).total == Money(Decimal("6.50"), Currency("EUR"))
    assert price(tariff, TEN).after_taxes is None
    assert price(a_list(energy("0.5", None)), TEN).total.amount == Decimal("5.00")


def test_several_parts_without_tax_are_all_added_as_they_are():
    tariff = a_list(fee("1", None), energy("0.50", None), charging("3", "10"))
    reading = Interpretation(missing_vat=MissingVat.FACE_VALUE)
    bill = price(tariff, TEN, reading)
    assert told(bill.exact.after_taxes) == "9.3"
    assert [told(line.after_taxes) for line in bill.lines] == ["1", "5", "3.3"]
    assert told(bill.under(Heading.ENERGY).after_taxes) == "5"
    literal = price(tariff, TEN)
    assert [told(line.after_taxes) for line in literal.lines] == [None, None, "3.3"]


def test_a_heading_adds_up_all_its_parts():
    tariff = a_list(energy("1", "10", max_kwh=4), energy("2", "20", max_kwh=6), energy("3", "0"))
    sums = price(tariff, TEN).under(Heading.ENERGY)
    assert (told(sums.before_taxes), told(sums.after_taxes)) == ("20", "21.2")


def test_prices_may_hold_their_taxes():
    tariff = a_list(energy("0.50", None), tax_included=TaxIncluded.YES)
    assert sums(tariff) == ("5", "5")
    told_rate = a_list(energy("0.60", "20"), tax_included=TaxIncluded.YES)
    assert sums(told_rate) == ("5", "6")
    assert sums(a_list(energy("0.50", None), tax_included=TaxIncluded.NOT_APPLICABLE)) == ("5", "5")


@pytest.mark.parametrize(
    ("least", "most", "expected"),
    [
        (("6", "6.60"), None, ("6", "6.6")),
        (("4", "4.40"), None, ("5", "5.5")),
        (("4", "6"), None, ("5", "6")),
        (("5.2", "5.3"), None, ("5.2", "5.5")),
        (("6", None), None, ("6", "5.5")),
        ((None, "6"), None, ("5", "6")),
        (None, ("4", "4.40"), ("4", "4.4")),
        (None, ("6", "6.60"), ("5", "5.5")),
        (None, ("6", "5.20"), ("5", "5.2")),
        (None, ("4.9", "5.6"), ("4.9", "5.5")),
        (("1", "1"), ("2", "2"), ("2", "2")),
    ],
)
def test_limits_hold_before_and_after_taxes_each_by_itself(least, most, expected):
    limits = {}
    if least:
        limits["min_price"] = least
    if most:
        limits["max_price"] = most
    assert sums(a_list(energy("0.50", "10"), **limits)) == expected


def test_limits_are_of_the_whole_and_leave_the_headings_alone():
    bill = price(a_list(energy("0.50", "10"), min_price=("6", "6.60")), TEN)
    assert told(bill.under(Heading.ENERGY).before_taxes) == "5"
    assert [(a.cause, told(a.before_taxes), told(a.after_taxes)) for a in bill.adjustments] == [
        (Cause.MINIMUM, "1", "1.1")
    ]
    capped = price(a_list(energy("0.50", "10"), max_price=("4", "4")), TEN)
    assert [(a.cause, told(a.before_taxes), told(a.after_taxes)) for a in capped.adjustments] == [
        (Cause.MAXIMUM, "-1", "-1.5")
    ]


def test_limits_come_after_the_steps():
    tariff = a_list(energy("1", step=1000), max_price=("2.5", None))
    assert sums(tariff, stay("10:00", "charging 2.1 kWh", "11:00"))[0] == "2.5"


def test_where_taxes_are_not_known_a_limit_after_them_does_nothing():
    assert sums(a_list(energy("0.50", None), min_price=("6", "7"))) == ("6", None)


def test_a_session_without_energy_costs_the_minimum_too():
    tariff = a_list(energy("0.50"), min_price=("2", "2.40"))
    nothing = stay("10:00", "parking", "11:00")
    assert sums(tariff, nothing) == ("2", "2.4")
    assert sums(tariff, nothing, Interpretation(minimum_without_energy=False)) == ("0", "0")
    assert sums(tariff, stay("10:00", "charging 1 kWh", "11:00"))[0] == "2"
    with_energy = Interpretation(minimum_without_energy=False)
    assert sums(tariff, stay("10:00", "charging 1 kWh", "11:00"), with_energy)[0] == "2"


def test_a_reservation_that_expired_costs_no_minimum():
    tariff = a_list(charging("3", reservation="RESERVATION"), min_price=("9", "9"))
    expired = stay("10:00", "reserved", "11:00", reservation_expired=True)
    assert sums(tariff, expired) == ("3", "3.6")


def test_headings_are_those_of_a_record():
    tariff = a_list(
        fee("1"), energy("0.50"), charging("6"), parking("12"),
        charging("3", reservation="RESERVATION"), fee("2", reservation="RESERVATION"),
    )  # fmt: skip
    session = stay("09:00", "reserved", "10:00", "charging 4 kWh", "11:00", "parking", "12:00")
    bill = price(tariff, session)
    assert {h.value: told(bill.under(h).before_taxes) for h in Heading} == {
        "fixed": "1", "energy": "2", "time": "6", "parking": "12", "reservation": "5",
    }  # fmt: skip
    assert told(bill.under(Heading.PARKING).after_taxes) == "14.4"
    assert told(bill.exact.taxes) == "5.2"


# Rounding.


@pytest.mark.parametrize(
    ("mode", "expected"),
    [("half-up", "0.13"), ("half-even", "0.12"), ("up", "0.13"), ("down", "0.12")],
)
def test_halves_go_where_the_country_wants(mode, expected):
    terms = Terms(rounding=Rounding(mode=RoundingMode(mode)))
    bill = price(a_list(fee("0.125", "0"), terms=terms), TEN)
    assert str(bill.total.amount) == expected


def test_each_line_or_the_sum_is_rounded():
    lines = [fee("0.114", "0"), energy("0.0114", "0")]
    by_total = price(a_list(*lines), TEN)
    by_line = price(a_list(*lines, terms=Terms(rounding=Rounding(RoundingScope.LINE))), TEN)
    assert (str(by_total.total.amount), str(by_line.total.amount)) == ("0.23", "0.22")
    assert str(by_line.before_taxes.amount) == "0.22"
    assert str(by_line.after_taxes.amount) == "0.22"


def test_lines_that_are_rounded_have_their_currency_and_their_step():
    terms = Terms(rounding=Rounding(scope=RoundingScope.LINE))
    bill = price(a_list(energy("0.333", step=100), terms=terms, currency=Currency("KWD")), TEN)
    assert bill.before_taxes == Money(Decimal("3.330"), Currency("KWD"))
    assert [(line.step_size, line.consumed, line.billed) for line in bill.lines] == [
        (100, 10_000, 10_000)
    ]


def test_times_are_counted_to_the_microsecond():
    second = timedelta(seconds=1)
    begin, end = at("10:00") + second / 4, at("10:00") + second
    session = stay(begin, "charging", end)
    assert price(a_list(charging("3600")), session).exact.before_taxes == Fraction(3, 4)
    early = stay(begin, "charging", begin + second * 3 / 8)
    assert price(a_list(charging("3600")), early).exact.before_taxes == Fraction(3, 8)


def test_a_limit_is_a_line_of_its_own_where_lines_are_rounded():
    terms = Terms(rounding=Rounding(RoundingScope.LINE))
    tariff = a_list(energy("0.0114", "0"), min_price=("3", "3"), terms=terms)
    assert str(price(tariff, TEN).total.amount) == "3.00"


def test_cash_may_know_no_cents():
    terms = Terms(rounding=Rounding(unit=Decimal("0.05")))
    assert str(price(a_list(fee("0.128", "0"), terms=terms), TEN).total.amount) == "0.15"
    with pytest.raises(Invalid):
        Rounding(unit=Decimal(0))
    with pytest.raises(Invalid):
        Rounding(unit=Decimal("NaN"))


@pytest.mark.parametrize(
    ("code", "expected"),
    [("JPY", "1"), ("VND", "1"), ("XOF", "1"), ("EUR", "1.00"), ("KWD", "1.000"), ("IQD", "1.000")],
)
def test_a_currency_has_its_own_smallest_coin(code, expected):
    bill = price(a_list(fee("1", "0"), currency=Currency(code)), TEN)
    assert str(bill.total.amount) == expected


def test_a_third_of_a_cent_is_not_lost():
    tariff = a_list(charging("0.015", "0"))  # 20 minutes of it are half a cent exactly
    assert str(price(tariff, stay("10:00", "charging", "10:20")).total.amount) == "0.01"
    thirds = stay("10:00", *(s for n in (20, 40) for s in ("charging", f"10:{n}")))
    assert told(price(tariff, thirds).exact.before_taxes) == "0.01"


def test_what_is_beyond_a_millionth_of_a_watt_hour_is_not_counted():
    session = stay("10:00", "charging 1.0000000019 kWh", "11:00")
    assert sums(a_list(energy("1")), session)[0] == "1.000000001"


def test_a_tariff_that_was_not_valid_is_priced_and_said():
    tariff = a_list(energy("1"), valid_from=at("10:00"), valid_until=at("11:00"))
    assert codes(price(tariff, stay("10:00", "charging 1 kWh", "12:00"))) == []
    for start in ("09:59", "11:00"):
        bill = price(tariff, stay(start, "charging 1 kWh", "12:00"))
        assert codes(bill) == ["tariff_not_valid"]
        assert bill.exact.before_taxes == 1


def test_the_readings_are_named():
    named = price(a_list(energy("1")), TEN).readings
    assert "missing_vat=omit" in named
    assert "flat=first" in named
    assert len(named) == 8
