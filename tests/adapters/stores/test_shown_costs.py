"""Which sessions' costs are to be shown, as both storages find them."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from tests.adapters.stores.world import World, promise
from tests.builders import OHM, VOLTA, a_session, a_tariff, at, ended, started

from domain.cost_display import CostDisplay, CostMode, ShownCost
from domain.station import SCREENS, Setting, SettingKey

RUNNING = CostDisplay(CostMode.RUNNING, timedelta(seconds=30), Decimal("0.05"))
TOTAL, OFF = CostDisplay(), CostDisplay(CostMode.OFF)


async def charging(world: World, identity="MARKET-1", display=None, told="true", **more):
    """A session at a station that is on the line and has told what it can."""
    station = await world.station(identity)
    tariff = a_tariff()
    await world.keep(tariff)
    session = a_session(station, tariff=more.pop("tariff", tariff.id), **more)
    session.hear(started())
    await world.keep(session)
    scope = world.volta()
    known = await scope.stations.get(station.id)
    known.cost_display = display
    scope.stations.save(known)
    key = more.get("key", next(iter(SCREENS)))
    scope.inventories.put_settings(station.id, (Setting(key, told),), at(0), whole=True)
    await scope.work.commit()
    await world.linked(station)
    return station, session


async def due(world: World, default=TOTAL, minutes: float = 0, limit: int = 10):
    return list(await world.volta().shown_costs.due(at(minutes), default, limit))


@promise
async def test_a_choice_is_kept_for_a_station_and_a_tenant(world: World):
    station, _ = await charging(world, display=RUNNING)
    assert (await world.volta().stations.get(station.id)).cost_display == RUNNING
    platform = world.storage.platform()
    tenant = await platform.tenants.get(VOLTA)
    tenant.policy = replace(tenant.policy, cost_display=RUNNING)
    platform.tenants.save(tenant)
    await platform.work.commit()
    assert (await world.storage.platform().tenants.get(VOLTA)).policy.cost_display == RUNNING
    assert (await world.storage.platform().tenants.get(OHM)).policy.cost_display == TOTAL


@promise
async def test_a_stations_own_choice_goes_before_its_operators(world: World):
    _, own = await charging(world, "MARKET-1", RUNNING)
    await charging(world, "MARKET-2", OFF)
    _, general = await charging(world, "MARKET-3")
    assert await due(world) == [own.id]
    assert await due(world, RUNNING) == sorted([own.id, general.id])
    assert await due(world, RUNNING, limit=1) == [min(own.id, general.id)]


@promise
async def test_only_stations_that_can_show_it_and_are_there(world: World):
    station, _ = await charging(world, "MARKET-1", RUNNING, told="false")
    await charging(world, "MARKET-2", RUNNING, tariff=None)
    assert await due(world) == []
    able = SettingKey("Available", "TariffCostCtrlr", variable_instance="Cost")
    await world.keep_with(
        lambda s: s.inventories.put_settings(
            station.id, (Setting(able, "True"),), at(0), whole=False
        )
    )
    assert len(await due(world)) == 1
    link = await world.volta().links.find(station.id)
    await world.volta().links.release(link)
    assert await due(world) == []


@promise
async def test_what_was_shown_is_looked_at_again_in_its_time(world: World):
    station, session = await charging(world, display=RUNNING)
    shown = ShownCost(session=session.id, tenant=VOLTA, station=station.id, next_at=at(1))
    shown.tell(Decimal("4.50"), at(0))
    await world.keep_with(lambda s: s.shown_costs.save(shown))
    assert await due(world) == []
    assert await due(world, minutes=1) == [session.id]
    found = await world.volta().shown_costs.find(session.id)
    assert (found.amount, found.told_at, found.final) == (Decimal("4.50"), at(0), False)
    assert await world.ohm().shown_costs.find(session.id) is None
    found.tell(Decimal(5), at(1), final=True)
    await world.keep_with(lambda s: s.shown_costs.save(found))
    assert await due(world, minutes=9) == []


@promise
async def test_a_session_that_has_ended_is_not_due(world: World):
    _, session = await charging(world, display=RUNNING)
    scope = world.volta()
    known = await scope.sessions.get(session.id)
    known.hear(ended(5))
    scope.sessions.save(known)
    await scope.work.commit()
    assert await due(world, minutes=9) == []
