"""What a charge costs, exactly, and the record that says so."""

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import EURO, a_tariff, at, ended, started, told, updated, wh

from domain.cdr import usage_of, write_cdr
from domain.errors import Invalid
from domain.quantities import Currency, Energy, Money
from domain.session import Finding, Happening
from domain.tariff import Bill, Consumption, Dimension, Period, Tariff, Usage, Use, price

NOTHING = Usage(wh(0), timedelta(0), timedelta(0))
PRICES = st.decimals(0, 50, places=4)
USAGES = st.builds(
    Usage,
    st.decimals(0, 10**6, places=3).map(Energy),
    st.timedeltas(timedelta(0), timedelta(days=3)),
    st.timedeltas(timedelta(0), timedelta(days=3)),
)


def price_usage(tariff: Tariff, usage: Usage) -> Bill:
    """It charges first, and is idle after that."""
    full = at(0) + usage.charging
    gone = full + usage.idle
    periods = (
        Period.of(Use.CHARGING, at(0), full, usage.energy),
        Period.of(Use.PARKING, full, gone),
    )
    return price(tariff, Consumption(start=at(0), end=gone, periods=periods))


def used(energy: int = 0, charging: float = 0, idle: float = 0) -> Usage:
    """Wh, and minutes."""
    return Usage(wh(energy), timedelta(minutes=charging), timedelta(minutes=idle))


def euros(amount: str) -> Money:
    return Money(Decimal(amount), EURO)


def test_each_component_has_its_line():
    tariff = a_tariff(
        flat=Decimal("0.50"),
        per_kwh=Decimal("0.39"),
        per_hour=Decimal("1.20"),
        idle_per_hour=Decimal(6),
    )
    bill = price_usage(tariff, used(18_450, charging=90, idle=10))
    assert [(line.dimension, line.quantity, line.unit, line.amount) for line in bill.lines] == [
        (Dimension.FLAT, 1, "session", Decimal("0.50")),
        (Dimension.ENERGY, Decimal("18.45"), "kWh", Decimal("7.1955")),
        (Dimension.TIME, Decimal("1.5"), "h", Decimal("1.8")),
        (Dimension.PARKING_TIME, Decimal(10) / 60, "h", Decimal(1)),
    ]
    assert bill.before_taxes == euros("10.50")


def test_what_costs_nothing_has_no_line():
    assert price_usage(a_tariff(), used(5_000, 60, 60)).lines == ()
    assert price_usage(a_tariff(per_kwh=Decimal(1)), NOTHING).lines == ()
    assert price_usage(a_tariff(per_kwh=Decimal(1)), NOTHING).total == euros("0.00")


def test_idle_time_is_free_for_a_while():
    tariff = a_tariff(idle_per_hour=Decimal(6), idle_grace=timedelta(minutes=15))
    assert price_usage(tariff, used(idle=15)).total == euros("0.00")
    assert price_usage(tariff, used(idle=25)).total == euros("1.00")


def test_taxes_come_on_top_and_are_rounded_once():
    tariff = a_tariff(flat=Decimal("0.335"), per_kwh=Decimal("0.335"), tax_percent=Decimal(19))
    bill = price_usage(tariff, used(1_000))
    assert bill.before_taxes == euros("0.67")
    assert bill.total == euros("0.80")


def test_twenty_minutes_cost_exactly_a_third_of_an_hour():
    assert price_usage(a_tariff(per_hour=Decimal("2.715")), used(charging=20)).total == euros(
        "0.91"
    )
    assert price_usage(a_tariff(per_hour=Decimal("0.015")), used(charging=20)).total == euros(
        "0.01"
    )


@pytest.mark.parametrize(
    ("code", "amount", "rounded"),
    [
        ("EUR", "1.005", "1.01"),
        ("EUR", "1.0049", "1.00"),
        ("JPY", "100.5", "101"),
        ("KWD", "1.0005", "1.001"),
    ],
)
def test_amounts_are_rounded_to_the_minor_unit_halves_away_from_zero(code, amount, rounded):
    money = Money(Decimal(amount), Currency(code)).rounded()
    assert str(money.amount) == rounded


@given(
    usage=USAGES,
    flat=PRICES,
    per_kwh=PRICES,
    per_hour=PRICES,
    idle=PRICES,
    tax=st.decimals(0, 30, places=1),
    grace=st.timedeltas(timedelta(0), timedelta(hours=4)),
)
def test_the_lines_sum_to_the_total_to_the_cent(usage, flat, per_kwh, per_hour, idle, tax, grace):
    tariff = a_tariff(
        flat=flat,
        per_kwh=per_kwh,
        per_hour=per_hour,
        idle_per_hour=idle,
        tax_percent=tax,
        idle_grace=grace,
    )
    bill = price_usage(tariff, usage)
    exact = (
        Fraction(flat)
        + Fraction(per_kwh) * Fraction(usage.energy.wh) / 1000
        + Fraction(per_hour) * Fraction(usage.charging // timedelta(microseconds=1), 3_600_000_000)
        + Fraction(idle)
        * max(Fraction((usage.idle - grace) // timedelta(microseconds=1), 3_600_000_000), 0)
    )
    assert bill.before_taxes.amount == cents(exact)
    assert bill.total.amount == cents(exact * (1 + Fraction(tax) / 100))
    assert bill.total.amount >= 0
    assert sum(line.amount for line in bill.lines) >= 0


def cents(exact: Fraction) -> Decimal:
    """Rounded half up, by whole numbers alone."""
    return Decimal(int(exact * 100 + Fraction(1, 2))) / 100


def test_a_tariff_holds_from_its_first_moment_to_before_its_last():
    tariff = a_tariff(valid_from=at(0), valid_until=at(10))
    assert [tariff.holds_at(at(m)) for m in (-1, 0, 9, 10)] == [False, True, True, False]
    assert a_tariff().holds_at(at(0))


@pytest.mark.parametrize(
    "nonsense",
    [
        {"name": ""},
        {"name": "x" * 101},
        {"flat": Decimal(-1)},
        {"per_kwh": Decimal("NaN")},
        {"per_hour": Decimal("Infinity")},
        {"tax_percent": Decimal("-0.1")},
        {"idle_grace": timedelta(seconds=-1)},
    ],
)
def test_nonsense_cannot_be_written_down(nonsense):
    with pytest.raises(Invalid) as refusal:
        a_tariff(**nonsense)
    assert refusal.value.field == next(iter(nonsense))


# Quantities.


def test_money_of_two_currencies_does_not_add_up():
    assert euros("1.10") + euros("2.20") == euros("3.30")
    with pytest.raises(Invalid):
        euros("1") + Money(Decimal(1), Currency("JPY"))


@pytest.mark.parametrize("code", ["", "eur", "EURO", "E1", "ÄÖÜ"])
def test_a_currency_has_three_capital_letters(code):
    with pytest.raises(Invalid):
        Currency(code)


@given(a=st.decimals(-(10**9), 10**9, places=3), b=st.decimals(-(10**9), 10**9, places=3))
def test_energy_adds_up_exactly(a, b):
    assert Energy(a) + Energy(b) - Energy(b) == Energy(a)
    assert Energy.from_kwh(a).wh == a * 1000
    assert Energy.from_wh(a).kwh * 1000 == a
    assert bool(Energy(a)) is (a != 0)


# Records.


def test_the_record_says_what_was_charged_when_and_what_it_costs():
    session = told(
        started(0, register=1_000, token="DEADBEEF"),
        updated(10, happening=Happening.CHARGES),
        updated(70, happening=Happening.EV_PAUSES, shows=21_000),
        ended(100, register=21_000),
    )
    tariff = a_tariff(
        per_kwh=Decimal("0.40"), idle_per_hour=Decimal(6), idle_grace=timedelta(minutes=20)
    )
    cdr = write_cdr(session, tariff, "cdr-1", at(101))
    assert cdr.energy == wh(20_000)
    assert (cdr.charging, cdr.idle) == (timedelta(minutes=70), timedelta(minutes=30))
    assert (cdr.began_at, cdr.ended_at, cdr.written_at) == (at(0), at(100), at(101))
    assert (cdr.token, cdr.session, cdr.tariff) == ("DEADBEEF", session.id, tariff.id)
    assert cdr.bill.total == euros("9.00")
    assert usage_of(session, at(999)) == usage_of(session, at(100))


def test_without_a_tariff_it_stays_unpriced():
    cdr = write_cdr(told(started(0), ended(10)), None, "cdr-1", at(11))
    assert (cdr.bill, cdr.tariff) == (None, None)


def test_the_record_keeps_what_an_auditor_should_know():
    session = told(started(0, register=5_000), ended(10, register=4_000))
    cdr = write_cdr(session, a_tariff(per_kwh=Decimal(1)), "cdr-1", at(11))
    assert Finding.METER_BACKWARDS in cdr.findings
    assert cdr.energy == wh(0)
    assert cdr.bill.total == euros("0.00")
