"""What a price list may say beyond OCPI: graces, allowances, groups, discounts, markets."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from tests.domain.tariff.small import (
    MONDAY,
    a_list,
    at,
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
    Allowance,
    Cause,
    Dimension,
    Discount,
    GroupPrices,
    Heading,
    Interpretation,
    PriceComponent,
    PricePlan,
    PriceSeries,
    Rounding,
    Spot,
    Terms,
    price,
)
from domain.tariff.interpretation import MissingVat

STAY = stay("10:00", "charging 10 kWh", "11:00", "parking", "12:00", "charging 2 kWh", "13:00",
            "parking", "14:00")  # fmt: skip


@pytest.mark.parametrize(
    ("minutes", "expected"), [(0, "12"), (30, "9"), (60, "6"), (90, "3"), (120, "0"), (500, "0")]
)
def test_parking_is_free_for_a_while_in_each_session(minutes, expected):
    tariff = a_list(parking("6"), terms=Terms(idle_grace=timedelta(minutes=minutes)))
    assert cost(tariff, STAY) == expected
    assert cost(tariff, STAY) == expected


def test_what_is_within_the_grace_begins_no_step():
    tariff = a_list(parking("6", step=3600), terms=Terms(idle_grace=timedelta(hours=2)))
    assert price(tariff, STAY).lines == ()


def test_parking_costs_at_most_its_cap():
    bill = price(a_list(parking("6"), energy("1"), terms=Terms(idle_cap=Decimal(5))), STAY)
    assert (told(bill.exact.before_taxes), told(bill.exact.after_taxes)) == ("17", "20.4")
    [cap] = bill.adjustments
    assert (cap.cause, told(cap.before_taxes), told(cap.after_taxes)) == (
        Cause.IDLE_CAP, "-7", "-8.4",
    )  # fmt: skip
    assert price(a_list(parking("6"), terms=Terms(idle_cap=Decimal(12))), STAY).adjustments == ()


def test_the_cap_takes_from_each_rate_its_share():
    tariff = a_list(
        parking("2", "10", end_time="12:00"), parking("6", "20"), terms=Terms(idle_cap=Decimal(4))
    )
    bill = price(tariff, STAY)
    assert (told(bill.exact.before_taxes), told(bill.exact.after_taxes)) == ("4", "4.7")


@pytest.mark.parametrize(
    ("dimension", "amount", "expected"),
    [
        ("ENERGY", "11", "1"),
        ("ENERGY", "20", "0"),
        ("TIME", "90", "1"),
        ("PARKING_TIME", "60", "2"),
    ],
)
def test_so_much_of_a_dimension_is_free(dimension, amount, expected):
    prices = {"ENERGY": energy("1"), "TIME": charging("2"), "PARKING_TIME": parking("2")}
    allowance = Allowance(Dimension(dimension), Decimal(amount))
    tariff = a_list(prices[dimension], terms=Terms(allowances=(allowance,)))
    assert cost(tariff, STAY) == expected


def test_what_is_free_counts_for_the_tiers():
    tariff = a_list(
        energy("9", min_kwh=10), energy("1"),
        terms=Terms(allowances=(Allowance(Dimension.ENERGY, Decimal(4)),)),
    )  # fmt: skip
    assert cost(tariff, STAY) == "24"


def test_a_group_has_its_own_prices():
    terms = Terms(
        groups=(GroupPrices("staff", (energy("0.10"),)), GroupPrices("vip", (energy("0.20"),)))
    )
    tariff = a_list(energy("0.50"), terms=terms)
    costs = {
        groups: cost(tariff, replace(STAY, groups=frozenset(groups)))
        for groups in ((), ("staff",), ("vip",), ("vip", "staff"), ("guests",))
    }
    assert list(costs.values()) == ["6", "1.2", "2.4", "1.2", "6"]


def test_a_plan_knows_the_groups_apart():
    groups = (GroupPrices("staff", (energy("0.10"),)), GroupPrices("club", (energy("0.30"),)))
    plan = PricePlan(a_list(energy("1"), terms=Terms(groups=groups)))
    session = stay("10:00", "charging 10 kWh", "11:00")
    for groups_of_driver, expected in (("", "10"), ("club", "3"), ("club staff", "1"), ("x", "10")):
        whose = replace(session, groups=frozenset(groups_of_driver.split()))
        assert told(plan.price(whose).exact.before_taxes) == expected


def test_allowances_of_a_dimension_add_up():
    two = [(Dimension.ENERGY, 2), (Dimension.TIME, 15), (Dimension.PARKING_TIME, 15)] * 2
    allowances = tuple(Allowance(dimension, Decimal(amount)) for dimension, amount in two)
    terms = Terms(idle_grace=timedelta(minutes=30), allowances=allowances)
    tariff = a_list(energy("1"), charging("10"), parking("100"), terms=terms)
    session = stay("10:00", "charging 10 kWh", "11:00", "parking", "12:30")
    assert cost(tariff, session) == "61"  # 6 kWh, half an hour, half an hour


def test_a_discount_stands_beside_the_limit_that_it_meets():
    tariff = a_list(
        energy("1"),
        min_price=("9", "9"),
        terms=Terms(discounts=(Discount("spring", Decimal(50)),)),
    )
    bill = price(tariff, stay("10:00", "charging 10 kWh", "11:00"))
    assert [(a.cause, told(a.before_taxes)) for a in bill.adjustments] == [
        (Cause.DISCOUNT, "-5"), (Cause.MINIMUM, "4"),
    ]  # fmt: skip


def test_a_discount_on_what_has_no_tax_leaves_the_rest_unknown():
    tariff = a_list(
        element(component("ENERGY", "1", None), component("FLAT", "2", "10")),
        terms=Terms(discounts=(Discount("spring", Decimal(50)),)),
    )
    bill = price(tariff, stay("10:00", "charging 10 kWh", "11:00"))
    assert (told(bill.exact.before_taxes), bill.exact.after_taxes) == ("6", None)
    assert told(bill.under(Heading.FIXED).after_taxes) == "1.1"
    face = price(
        tariff,
        stay("10:00", "charging 10 kWh", "11:00"),
        Interpretation(missing_vat=MissingVat.FACE_VALUE),
    )
    assert told(face.exact.after_taxes) == "6.1"


def test_discounts_are_taken_one_after_another():
    terms = Terms(
        discounts=(Discount("Launch", Decimal(50)), Discount("Club", Decimal(10), "club"))
    )
    tariff = a_list(energy("1"), terms=terms)
    assert cost(tariff, STAY) == "6"
    member = replace(STAY, memberships=frozenset({"club"}))
    bill = price(tariff, member)
    assert (told(bill.exact.before_taxes), told(bill.exact.after_taxes)) == ("5.4", "6.48")
    assert [(a.name, told(a.before_taxes), a.vat) for a in bill.adjustments] == [
        ("Launch", "-6", 20), ("Club", "-0.6", 20),
    ]  # fmt: skip


def test_a_discount_has_its_time_and_its_dimensions():
    discount = Discount(
        "January", Decimal(100), valid_from=at("10:00"), valid_until=at("10:01"),
        dimensions=frozenset({Dimension.FLAT}),
    )  # fmt: skip
    tariff = a_list(fee("3"), energy("1"), terms=Terms(discounts=(discount,)))
    assert cost(tariff, STAY) == "12"
    for moved in (timedelta(seconds=-1), timedelta(minutes=1)):
        assert cost(tariff, replace(STAY, start=STAY.start + moved)) == "15"


def test_a_discount_comes_after_the_cap_and_before_the_minimum():
    terms = Terms(idle_cap=Decimal(4), discounts=(Discount("Half", Decimal(50)),))
    tariff = a_list(parking("6"), terms=terms)
    assert cost(tariff, STAY) == "2"
    assert cost(replace(tariff, min_price=a_list(min_price=("3", "3")).min_price), STAY) == "3"


def test_where_a_tax_is_not_known_a_discount_does_not_make_it_so():
    tariff = a_list(energy("1", None), terms=Terms(discounts=(Discount("Half", Decimal(50)),)))
    bill = price(tariff, STAY)
    assert (told(bill.exact.before_taxes), bill.exact.after_taxes) == ("6", None)
    assert str(bill.total.amount) == "6.00"


# Prices of a market.


def market(price="0.40", **more):
    spot = Spot("day-ahead/DE-LU", **{k: Decimal(v) if v else None for k, v in more.items()})
    return a_list(element(PriceComponent(Dimension.ENERGY, Decimal(price), Decimal(20), 0, spot)))


SERIES = {"day-ahead/DE-LU": PriceSeries.hourly(at("10:00"), ["0.10", "0.30", "-0.05"])}
HOURS = stay(*(s for h in range(9, 14) for s in (f"{h:02}:00", "charging 1 kWh")), "14:00")


def test_each_hour_has_the_market_s_price_and_others_the_component_s():
    assert cost(market(), HOURS, series=SERIES) == "1.2"
    assert cost(market(), HOURS) == "2"


def test_the_market_s_price_is_multiplied_and_raised():
    # Twice 0.10, 0.30 and -0.05, each with 0.15 more, and twice 0.40.
    assert cost(market(factor="2", addend="0.15"), HOURS, series=SERIES) == "1.95"


def test_below_zero_it_is_free_unless_the_tariff_says_otherwise():
    one = stay("12:00", "charging 1 kWh", "13:00")
    assert cost(market(), one, series=SERIES) == "0"
    assert cost(market(floor=""), one, series=SERIES) == "-0.05"
    assert cost(market(floor="0.02"), one, series=SERIES) == "0.02"


def test_an_hour_that_ends_in_a_period_splits_it():
    bill = price(market(), stay("10:30", "charging 2 kWh", "11:30"), series=SERIES)
    assert (told(bill.exact.before_taxes), codes(bill)) == ("0.4", ["period_spans_price_change"])
    assert [str(line.price) for line in bill.lines] == ["0.10", "0.30"]


def test_a_market_s_prices_may_be_told_by_the_quarter():
    quarters = PriceSeries.even(at("10:00"), ["1", "2", "3", "4"], timedelta(minutes=15))
    session = stay("10:00", "charging 4 kWh", "11:00")
    assert cost(market(), session, series={"day-ahead/DE-LU": quarters}) == "10"
    assert quarters.covers(at("10:00"), at("11:00"))
    assert not quarters.covers(at("09:59"), at("11:00"))
    assert not quarters.covers(at("10:00"), at("11:01"))
    assert quarters.covers(at("10:10"), at("10:20"))


def test_a_series_with_a_hole_does_not_cover():
    points = PriceSeries.hourly(MONDAY, ["1", "2", "3"]).points
    holed = PriceSeries((points[0], points[2]))
    assert not holed.covers(MONDAY, MONDAY + timedelta(hours=3))
    assert holed.covers(MONDAY + timedelta(hours=2), MONDAY + timedelta(hours=3))


def test_two_prices_may_follow_the_market():
    series = {"day-ahead": PriceSeries.hourly(at("10:00"), ["0.10", "0.30"])}
    dear = PriceComponent(
        Dimension.ENERGY, Decimal(9), spot=Spot("day-ahead", addend=Decimal("0.50"))
    )
    cheap = PriceComponent(Dimension.ENERGY, Decimal(9), spot=Spot("day-ahead"))
    tariff = a_list(element(dear, max_kwh=1), element(cheap))
    session = stay("10:00", "charging 2 kWh", "11:00", "charging 1 kWh", "12:00")
    assert cost(tariff, session, series=series) == "1"  # 0.60, 0.10, 0.30


def test_a_series_covers_up_to_its_end_and_no_further():
    series = PriceSeries.hourly(at("10:00"), ["0.10", "0.30"])
    assert series.covers(at("10:30"), at("12:00"))
    assert not series.covers(at("10:30"), at("12:01"))
    assert not series.covers(at("09:59"), at("12:00"))
    assert series.covers(at("11:00"), at("11:00"))


def test_a_free_part_of_an_untaxed_heading_does_not_make_its_tax_known():
    tariff = a_list(
        energy("0", None, max_kwh=5),
        energy("1", None),
        terms=Terms(discounts=(Discount("spring", Decimal(50)),)),
    )
    bill = price(tariff, stay("10:00", "charging 10 kWh", "11:00"))
    assert (told(bill.exact.before_taxes), bill.exact.after_taxes) == ("2.5", None)
    [change] = bill.adjustments
    assert (change.cause, change.after_taxes) == (Cause.DISCOUNT, None)


def test_terms_that_are_made_anew_are_the_same_terms():
    """As those of a tariff that was read from a database."""
    session = stay("10:00", "charging 10 kWh", "11:00", "parking", "12:00")
    tariff = a_list(energy("1"), parking("6"))
    anew = replace(tariff, terms=replace(tariff.terms))
    assert price(anew, session) == price(tariff, session)
    assert PricePlan(anew).plain
    rounding = Rounding(unit=Decimal("0.05"))
    group = GroupPrices("staff", (energy("0.10"),))
    assert PricePlan(replace(tariff, terms=Terms(groups=(group,), rounding=rounding))).plain
    assert not PricePlan(replace(tariff, terms=Terms(idle_cap=Decimal(1)))).plain
    assert not PricePlan(replace(tariff, terms=Terms(idle_grace=timedelta(minutes=1)))).plain
