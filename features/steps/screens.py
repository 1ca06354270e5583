"""Prices of a market, and what drivers read on the screens of stations."""

from datetime import timedelta
from decimal import Decimal

from pytest_bdd import parsers

from features.asynchronous import given, then
from features.tables import moment, rows
from features.world import World

Table = list[list[str]]


@given(parsers.parse('"{station}" can show what a charge costs'))
async def it_can_show_costs(world: World, station: str) -> None:
    await world.can_show_costs(station)


@given(parsers.parse('"{station}" is to show the cost so far every {minutes:d} minutes'))
async def it_shows_the_cost_so_far(world: World, station: str, minutes: int) -> None:
    await world.shows_cost_every(station, timedelta(minutes=minutes))


@given(parsers.parse('the price of a kWh follows the market "{series}"'))
async def the_price_follows_the_market(world: World, series: str) -> None:
    await world.follows_market(series)


@given(parsers.parse('the market "{series}" asks:'))
async def the_market_asks(world: World, series: str, datatable: Table) -> None:
    today = world.now()
    prices = [
        (moment(row["from"], today), Decimal(row["price"].split(maxsplit=1)[0]))
        for row in rows(datatable)
    ]
    await world.is_quoted(series, prices)


@then(parsers.parse('the screen of "{station}" has shown:'))
async def the_screen_has_shown(world: World, station: str, datatable: Table) -> None:
    assert list(await world.screen_of(station)) == [row["text"] for row in rows(datatable)]
