"""Sessions whose price follows a market."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from tests.application.office import Office, end, start, update
from tests.application.rules import rule
from tests.asynchronous import asynchronous
from tests.builders import VOLTA, at

from adapters.memory import MemoryFramesLog
from adapters.memory.views import MemoryViews
from application.billing.decide_unpriced import DecideUnpriced
from application.charging.recording import Recording
from application.charging.settle_session import SettleSession
from application.tariff.edit_tariff import CreateTariff, TariffParticulars
from application.tariff.explain_price import (
    ExplainPrice,
    ExplainPriceHandler,
    ExplainSession,
    ExplainSessionHandler,
)
from application.tariff.pricing import Pricing
from application.tariff.quote_prices import QuotePrices, QuotePricesHandler
from application.views.past_sessions import PastFilter
from application.views.what_if import priced_again
from domain.cdr import Decision
from domain.errors import Invalid
from domain.quantities import Energy
from domain.tariff import (
    Dimension,
    Element,
    FullPrices,
    PriceComponent,
    PriceSeries,
    Spot,
    TypicalSession,
)
from domain.tariff.market import MarketPricesQuoted, MarketPriceUnknown

COMPONENT = PriceComponent(Dimension.ENERGY, Decimal("0.40"), None, 1, Spot("day-ahead"))
SPOT = TariffParticulars(
    name="Spot",
    currency="EUR",
    is_default=True,
    prices=FullPrices(elements=(Element((COMPONENT,)),)),
)


async def quoted(office: Office, *prices: str, since: float = 0, **more):
    points = PriceSeries.even(at(since), prices, timedelta(hours=1)).points
    given = {"tenant": VOLTA, "series": "day-ahead", "currency": "EUR", "points": points, **more}
    return await office.run(QuotePrices(**given))


async def an_office(*prices: str):
    """With a tariff that follows the market, and prices from eight on, known since four."""
    office = await Office().open()
    office.clock.at = at(-240)
    if prices:
        await quoted(office, *prices)
    office.clock.at = at(0)
    tariff = await office.run(CreateTariff(VOLTA, SPOT))
    return office, await office.station(), tariff


async def two_hours(office: Office, station):
    """A session of five kWh from eight, and five from nine."""
    office.later(180)
    told = await office.hears(
        station, start(), update(60, shows=6_000), end(120, register=11_000)
    )  # fmt: skip
    return told, await office.session(station)


@rule(Pricing, "Market prices are those that were known when the session began")
@asynchronous
async def test_a_session_costs_what_the_market_asked_and_the_station_is_told():
    office, station, _ = await an_office("0.10", "0.30")
    told, session = await two_hours(office, station)
    assert told.cost.amount == Decimal("2.00")
    cdr = await office.run(SettleSession(session.id))
    assert cdr.bill.total.amount == Decimal("2.00")
    explained = await office.run(ExplainSession(session.id))
    assert explained.bill.total.amount == Decimal("2.00")


@rule(Recording, "Market prices are those that were known at the session's start")
@rule(Pricing, "Where a market price is missing, nobody is told or charged a guess")
@rule(ExplainSessionHandler, "Where a market price is not known")
@asynchronous
async def test_a_session_through_a_hole_waits_with_the_reason():
    office, station, _ = await an_office("0.10")
    told, session = await two_hours(office, station)
    assert told.cost is None
    assert await office.run(SettleSession(session.id)) is None
    entry = await office.stores().unpriced.get(session.id)
    assert "no price of day-ahead is known from 2026-03-02T09:00+00:00" in entry.reason
    with pytest.raises(MarketPriceUnknown):
        await office.run(ExplainSession(session.id))


@asynchronous
async def test_once_the_missing_prices_are_told_it_can_be_priced():
    office, station, tariff = await an_office("0.10")
    _, session = await two_hours(office, station)
    await office.run(SettleSession(session.id))
    decide = DecideUnpriced(
        session=session.id, decision=Decision.PRICED, by="Grace", currency="EUR", tariff=tariff.id
    )
    with pytest.raises(MarketPriceUnknown):
        await office.run(decide)
    await quoted(office, "0.30", since=60)
    assert (await office.run(decide)).bill.total.amount == Decimal("2.00")


@rule(QuotePricesHandler, "A price that is told anew takes the place")
@asynchronous
async def test_who_charges_keeps_the_prices_he_was_shown():
    office, station, tariff = await an_office("0.10", "0.30")
    await office.hears(station, start())
    office.later(30)
    assert await quoted(office, "9", since=60) == (1, 0)
    office.later(150)
    await office.hears(station, update(60, shows=6_000), end(120, register=11_000))
    first = await office.run(SettleSession((await office.session(station)).id))
    assert first.bill.total.amount == Decimal("2.00")
    later = TypicalSession(
        start=at(60), energy=Energy.from_kwh(5), charging=timedelta(hours=1)
    )  # fmt: skip
    # A session that begins at nine finds the price that has been told since.
    assert (await office.run(ExplainPrice(VOLTA, later, tariff.id))).bill.total.amount == 45


@rule(QuotePricesHandler, "Of a time of which nothing was known then")
@asynchronous
async def test_the_next_days_prices_count_for_who_plugged_in_before_they_were_told():
    office, station, _ = await an_office("0.10")
    await office.hears(station, start())
    office.later(30)
    await quoted(office, "0.30", since=60)
    office.later(150)
    told = await office.hears(station, update(60, shows=6_000), end(120, register=11_000))
    assert told.cost.amount == Decimal("2.00")


@rule(QuotePricesHandler, "What is known already changes nothing")
@asynchronous
async def test_prices_told_twice_are_kept_once():
    office = await Office().open()
    assert await quoted(office, "0.10", "0.30") == (2, 0)
    assert await quoted(office, "0.10", "0.30") == (0, 2)
    assert await quoted(office, "0.10", "0.31") == (1, 1)
    assert len(await office.events(MarketPricesQuoted)) == 2


@rule(QuotePricesHandler, "All of them or none")
@asynchronous
async def test_two_prices_for_one_moment_are_refused_with_all_the_others():
    office = await Office().open()
    points = PriceSeries.hourly(at(24 * 60), ["3"]).points * 2
    with pytest.raises(Invalid, match="one moment"):
        await quoted(office, points=(*PriceSeries.hourly(at(0), ["1"]).points, *points))
    assert await office.events(MarketPricesQuoted) == []


@asynchronous
async def test_an_upload_of_a_month_is_kept_by_the_day():
    office = await Office().open()
    assert await quoted(office, *(["0.1"] * 24 * 30)) == (720, 0)
    assert len(await office.events(MarketPricesQuoted)) == 31  # it begins at eight


@rule(ExplainPriceHandler, "Market prices are those that were known at the session's start")
@asynchronous
async def test_a_preview_through_a_hole_shows_the_own_price_and_warns():
    office, _, tariff = await an_office("0.10")
    typical = TypicalSession(start=at(30), energy=Energy.from_kwh(2), charging=timedelta(hours=1))
    told = await office.run(ExplainPrice(VOLTA, typical, tariff.id))
    assert told.bill.total.amount == Decimal("0.50")
    (warning,) = [w for w in told.bill.warnings if w.code == "spot_price_missing"]
    assert "09:00" in warning.detail


@asynchronous
async def test_past_sessions_are_priced_again_by_the_market_of_their_time():
    office, station, tariff = await an_office("0.10", "0.30")
    _, session = await two_hours(office, station)
    await office.run(SettleSession(session.id))
    dearer = replace(COMPONENT, spot=Spot("day-ahead", Decimal(2)))
    draft = replace(SPOT, prices=FullPrices(elements=(Element((dearer,)),)))
    view = MemoryViews(office.storage, MemoryFramesLog()).tenant(VOLTA).tariffs
    drafted = draft.drafted(tariff.id, VOLTA)
    sums = (await priced_again(view, office.stores().market, drafted, PastFilter(), 10)).sums
    assert (sums.before, sums.after) == (Decimal("2.00"), Decimal("4.00"))
