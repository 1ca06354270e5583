"""Prices of markets, as both storages keep them."""

from datetime import timedelta

from tests.adapters.stores.world import World, promise
from tests.builders import OHM, VOLTA, at, new_id

from domain.quantities import Currency
from domain.tariff import PriceSeries
from domain.tariff.market import Need, Quotation

EURO = Currency("EUR")


def quoted(*prices: str, since: float = 0, known: float = -60, tenant=VOLTA, series="day-ahead"):
    points = PriceSeries.even(at(since), prices, timedelta(hours=1)).points
    return Quotation(
        id=new_id(), tenant=tenant, series=series, currency=EURO, known_at=at(known), points=points
    )


def need(*series: str, until: float = 180, currency=EURO, as_of: float = 0) -> Need:
    return Need(
        series=frozenset(series or {"day-ahead"}), currency=currency, start=at(0), end=at(until),
        as_of=at(as_of),
    )  # fmt: skip


async def kept(world: World, *quotations: Quotation) -> None:
    for each in quotations:
        scope = world.storage.scope(each.tenant)
        scope.market.add(each)
        await scope.work.commit()


async def shown(world: World, wanted: Need) -> dict[str, list[str]]:
    known = await world.volta().market.known(wanted)
    return {name: [str(p.price) for p in series.points] for name, series in known.items()}


@promise
async def test_prices_are_found_by_series_currency_and_time(world: World):
    await kept(
        world, quoted("0.10", "-0.05", "1E-7"), quoted("9", series="other"),
        quoted("7", since=-60), quoted("8", since=180),
    )  # fmt: skip
    assert await shown(world, need()) == {"day-ahead": ["0.10", "-0.05", "1E-7"]}
    assert await shown(world, need("other", "nobody's")) == {"other": ["9"]}
    assert await shown(world, need(currency=Currency("CHF"))) == {}
    assert await shown(world, need(until=60)) == {"day-ahead": ["0.10"]}


@promise
async def test_of_two_quotations_the_one_known_at_the_start_counts(world: World):
    await kept(world, quoted("1", "2"), quoted("5", since=60, known=30))
    assert await shown(world, need()) == {"day-ahead": ["1", "2"]}
    assert await shown(world, need(as_of=30)) == {"day-ahead": ["1", "5"]}


@promise
async def test_nobody_sees_the_prices_of_another_tenant(world: World):
    await kept(world, quoted("1", tenant=OHM))
    assert await shown(world, need()) == {}
    assert (await world.ohm().market.known(need()))["day-ahead"].points[0].price == 1
