"""Prices of a market: which of several counts, and where one is missing."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from tests.domain.tariff.small import a_list, at, element, stay

from domain.errors import Invalid
from domain.quantities import Currency
from domain.tariff import (
    Dimension,
    GroupPrices,
    PriceComponent,
    PricePoint,
    PriceSeries,
    Spot,
    Terms,
)
from domain.tariff.market import (
    MarketPriceUnknown,
    Need,
    Quotation,
    known_prices,
    need_of,
    refuse_unknown_prices,
    series_of,
    unknown_prices,
)

NAME = "day-ahead/DE-LU"
EURO = Currency("EUR")


def told(
    since: str, *prices: str, known: str = "08:00", minutes: int = 60, number: int = 1, **more
):
    """Prices one after another from `since` on, known at `known`."""
    series = PriceSeries.even(at(since), prices, timedelta(minutes=minutes))
    given = {"series": NAME, "currency": EURO, "tenant": "volta", "points": series.points, **more}
    return Quotation(id=UUID(int=number), known_at=at(known), **given)


def counts(*quotations: Quotation, since="09:00", until="13:00", began="09:00") -> list[str]:
    """The prices that count, with the hours from which they do."""
    need = Need(
        series=frozenset({NAME}), currency=EURO, start=at(since), end=at(until), as_of=at(began)
    )
    known = known_prices(quotations, need).get(NAME, PriceSeries(()))
    return [f"{p.start:%H:%M} {p.price}" for p in known.points]


def test_a_later_price_takes_the_place_of_an_earlier_one():
    first, second = told("09:00", "1", "2", "3"), told("10:00", "7", known="08:30", number=2)
    assert counts(first, second) == counts(second, first) == ["09:00 1", "10:00 7", "11:00 3"]


def test_a_session_keeps_what_was_known_when_it_began():
    first, second = told("09:00", "1", "2", "3"), told("10:00", "7", known="09:30", number=2)
    assert counts(first, second, began="09:29") == ["09:00 1", "10:00 2", "11:00 3"]
    assert counts(first, second, began="09:30") == ["09:00 1", "10:00 7", "11:00 3"]


def test_what_was_not_known_then_is_what_was_told_first():
    today, tomorrow = told("09:00", "1"), told("10:00", "5", known="09:30", number=2)
    corrected = told("10:00", "6", known="09:45", number=3)
    assert counts(today, tomorrow, corrected) == ["09:00 1", "10:00 5"]


def test_quarters_of_an_hour_cut_the_hour_they_fall_in():
    hour, quarter = told("09:00", "1"), told("09:15", "4", minutes=15, known="08:30", number=2)
    assert counts(hour, quarter) == ["09:00 1", "09:15 4", "09:30 1"]


def test_other_series_currencies_and_times_do_not_count():
    assert counts(told("09:00", "1", series="other")) == []
    assert counts(told("09:00", "1", currency=Currency("CHF"))) == []
    assert counts(told("06:00", "1", "2", "3"), told("13:00", "1", number=2)) == []
    assert counts(told("08:00", "1", "2")) == ["09:00 2"]


def test_a_price_is_whole_where_another_quotation_begins_or_ends():
    one, other = told("09:00", "1", minutes=240), told("10:00", "9", known="07:00", number=2)
    assert counts(one, other) == ["09:00 1"]


@pytest.mark.parametrize(
    ("points", "why"),
    [
        ((), "one price or more"),
        ((PricePoint(at("09:00"), at("09:00"), Decimal(1)),), "ends after"),
        (PriceSeries.hourly(at("09:00"), "12").points * 2, "one moment"),
    ],
)
def test_nonsense_is_no_quotation(points, why):
    with pytest.raises(Invalid, match=why):
        told("09:00", "1", points=points)


def follows(series: str = NAME, **more):
    spot = Spot(series)
    return a_list(element(PriceComponent(Dimension.ENERGY, Decimal("0.40"), None, 0, spot)), **more)


STAY = stay("09:00", "charging 1 kWh", "10:00", "charging 1 kWh", "11:00", "parking", "12:00")


def test_a_tariff_names_its_series_also_those_of_groups():
    grouped = GroupPrices("fleet", follows("night").elements)
    tariff = follows(terms=Terms(groups=(grouped,)))
    assert series_of(tariff) == {NAME, "night"}
    need = need_of(tariff, at("09:00"), at("10:00"), at("09:00"))
    assert (need.series, need.currency) == ({NAME, "night"}, EURO)
    assert need_of(a_list(), at("09:00"), at("10:00"), at("09:00")) is None


def test_a_hole_is_told_with_its_time():
    series = {NAME: PriceSeries.hourly(at("09:00"), ["1"])}
    (hole,) = unknown_prices(follows(), STAY, series)
    assert (hole.series, f"{hole.start:%H:%M}", f"{hole.end:%H:%M}") == (NAME, "10:00", "11:00")
    assert hole.path == "elements[0].price_components[0].spot"
    with pytest.raises(MarketPriceUnknown, match="no price of day-ahead/DE-LU is known from"):
        refuse_unknown_prices(follows(), STAY, series)


def test_holes_that_touch_are_one():
    (hole,) = unknown_prices(follows(), STAY)
    assert (f"{hole.start:%H:%M}", f"{hole.end:%H:%M}") == ("09:00", "11:00")


def test_where_nothing_is_charged_by_the_market_nothing_is_missing():
    whole = {NAME: PriceSeries.hourly(at("09:00"), ["1", "2"])}
    assert unknown_prices(follows(), STAY, whole) == ()  # nobody charges from 11 on
    fleet = GroupPrices(
        "fleet", a_list(element(PriceComponent(Dimension.FLAT, Decimal(1)))).elements
    )
    tariff = follows(terms=Terms(groups=(fleet,)))
    in_fleet = stay("09:00", "charging 1 kWh", "10:00", groups=frozenset({"fleet"}))
    assert unknown_prices(tariff, in_fleet) == ()
    assert unknown_prices(a_list(*fleet.elements), STAY) == ()
