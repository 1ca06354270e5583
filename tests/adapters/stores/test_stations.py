"""Stations, their secrets, their settings and their sites."""

import pytest
from tests.adapters.stores.world import World, promise
from tests.builders import (
    EIGHT,
    VOLTA,
    a_location,
    a_session,
    a_station,
    at,
    new_id,
    some_credentials,
)

from domain.errors import AlreadyExists, NotFound, StaleState, StillReferenced
from domain.station import (
    InventoryReport,
    Profile,
    Quirk,
    ReportPage,
    SecretHash,
    Setting,
    SettingKey,
    StationRemoved,
)
from domain.tenant import TenantPolicy

INTERVAL = SettingKey("HeartbeatInterval")
LANGUAGE = SettingKey("Language")


def interval(value: str) -> Setting:
    return Setting(INTERVAL, value)


@promise
async def test_a_station_is_found_by_what_it_calls_itself(world: World):
    station = await world.station("MARKET-1")
    assert (await world.volta().stations.find_by_identity("MARKET-1")).id == station.id
    assert await world.volta().stations.find_by_identity("market-1") is None
    assert await world.volta().stations.find_by_identity("MARKET-2") is None


@promise
async def test_what_is_not_there_is_none_to_find_and_an_error_to_get(world: World):
    scope, nobody = world.volta(), new_id()
    assert await scope.stations.find(nobody) is None
    assert await scope.locations.find(nobody) is None
    assert await scope.credentials.find(nobody) is None
    assert await scope.inventories.find_report(nobody, 1) is None
    for store in (scope.stations, scope.locations):
        with pytest.raises(NotFound) as refusal:
            await store.get(nobody)
        assert refusal.value.name == str(nobody)


@promise
async def test_a_station_can_change_its_identity_and_free_the_old_one(world: World):
    station, scope = await world.station("MARKET-1"), world.volta()
    renamed = await scope.stations.get(station.id)
    renamed.identity = "MARKET-2"
    scope.stations.save(renamed)
    await scope.work.commit()
    assert await world.volta().stations.find_by_identity("MARKET-1") is None
    await world.station("MARKET-1")
    third, other = await world.volta().stations.get(station.id), world.volta()
    third.identity = "MARKET-1"
    other.stations.save(third)
    with pytest.raises(AlreadyExists) as refusal:
        await other.work.commit()
    assert (refusal.value.kind, refusal.value.name) == ("station", "MARKET-1")


@promise
async def test_a_removed_station_is_gone_with_its_secret_and_its_sessions_stay(world: World):
    station = await world.station("MARKET-1")
    session = a_session(station)
    await world.keep(session, some_credentials(station))
    scope = world.volta()
    leaving = await scope.stations.get(station.id)
    leaving.cause(StationRemoved(tenant=VOLTA, at=EIGHT, station=station.id, identity="MARKET-1"))
    scope.stations.remove(leaving)
    await scope.work.commit()

    after = world.volta()
    assert await after.stations.find(station.id) is None
    assert await after.stations.find_by_identity("MARKET-1") is None
    assert await after.credentials.find(station.id) is None
    assert await after.links.find(station.id) is None
    assert (await after.sessions.get(session.id)).station == station.id
    events = await world.storage.outbox.after(0, 100)
    assert isinstance(events[-1].event, StationRemoved)


@promise
async def test_the_identity_of_a_removed_station_can_be_given_again(world: World):
    station, scope = await world.station("MARKET-1"), world.volta()
    scope.stations.remove(await scope.stations.get(station.id))
    await scope.work.commit()
    successor = await world.station("MARKET-1")
    found = await world.volta().stations.find_by_identity("MARKET-1")
    assert found.id == successor.id != station.id


@promise
async def test_a_station_stands_only_at_a_location_that_is_there(world: World):
    scope = world.volta()
    scope.stations.save(a_station(location=new_id()))
    with pytest.raises(NotFound):
        await scope.work.commit()


@promise
async def test_a_location_is_not_removed_while_stations_stand_there(world: World):
    location = a_location()
    await world.keep(location)
    station = a_station(location=location.id)
    await world.keep(station)
    scope = world.volta()
    scope.locations.remove(await scope.locations.get(location.id))
    with pytest.raises(StillReferenced):
        await scope.work.commit()
    assert await world.volta().locations.find(location.id) is not None

    mover = world.volta()
    moved = await mover.stations.get(station.id)
    moved.location = None
    mover.stations.save(moved)
    await mover.work.commit()
    scope = world.volta()
    scope.locations.remove(await scope.locations.get(location.id))
    await scope.work.commit()
    assert await world.volta().locations.find(location.id) is None


@promise
async def test_a_station_and_its_location_can_come_in_one_unit(world: World):
    scope, location = world.volta(), a_location()
    station = a_station(location=location.id)
    scope.locations.save(location)
    scope.stations.save(station)
    await scope.work.commit()
    assert (await world.volta().stations.get(station.id)).location == location.id


@promise
async def test_two_changes_of_one_secret_do_not_both_succeed(world: World):
    station = await world.station()
    await world.keep(some_credentials(station))
    first, second = world.volta(), world.volta()
    for scope, name in ((first, b"first"), (second, b"second")):
        credentials = await scope.credentials.find(station.id)
        credentials.propose(SecretHash(b"salt", name), at(3))
        scope.credentials.save(credentials)
    await first.work.commit()
    with pytest.raises(StaleState):
        await second.work.commit()
    kept = await world.volta().credentials.find(station.id)
    assert kept.proposed == (SecretHash(b"salt", b"first"),)
    assert kept.proposed[0].proposed_at == at(3)


@promise
async def test_two_first_secrets_of_one_station_do_not_both_succeed(world: World):
    station = await world.station()
    first, second = world.volta(), world.volta()
    first.credentials.save(some_credentials(station))
    second.credentials.save(some_credentials(station))
    await first.work.commit()
    with pytest.raises((StaleState, AlreadyExists)):
        await second.work.commit()


@promise
async def test_pages_of_one_report_from_two_hands_do_not_overwrite_one_another(world: World):
    station = await world.station()
    first, second = world.volta(), world.volta()
    for scope, number in ((first, 0), (second, 1)):
        report = InventoryReport(tenant=VOLTA, station=station.id, request=7, started_at=EIGHT)
        report.add(ReportPage(number, number == 1, (interval("60"),)))
        scope.inventories.save_report(report)
    await first.work.commit()
    with pytest.raises((StaleState, AlreadyExists)):
        await second.work.commit()
    kept = await world.volta().inventories.find_report(station.id, 7)
    assert [page.number for page in kept.pages] == [0]


@promise
async def test_settings_told_again_replace_those_of_the_same_key(world: World):
    station, scope = await world.station(), world.volta()
    scope.inventories.put_settings(
        station.id, (interval("60"), Setting(LANGUAGE, "de")), EIGHT, whole=True
    )
    await scope.work.commit()
    scope.inventories.put_settings(station.id, (interval("300"),), EIGHT, whole=False)
    assert set(await scope.inventories.settings(station.id)) == {
        interval("300"),
        Setting(LANGUAGE, "de"),
    }
    await scope.work.commit()
    fresh = world.volta().inventories
    assert set(await fresh.settings(station.id)) == {interval("300"), Setting(LANGUAGE, "de")}
    assert await fresh.settings(station.id, (INTERVAL,)) == (interval("300"),)
    assert await fresh.settings(station.id, (SettingKey("Unheard"),)) == ()


@promise
async def test_a_whole_list_makes_the_other_settings_disappear(world: World):
    station, scope = await world.station(), world.volta()
    scope.inventories.put_settings(
        station.id, (interval("60"), Setting(LANGUAGE, "de")), EIGHT, whole=False
    )
    await scope.work.commit()
    scope.inventories.put_settings(station.id, (interval("60"),), EIGHT, whole=True)
    await scope.work.commit()
    assert await world.volta().inventories.settings(station.id) == (interval("60"),)


@promise
async def test_settings_of_one_station_are_not_those_of_another(world: World):
    market, harbour = await world.station("MARKET-1"), await world.station("HARBOUR-1")
    scope = world.volta()
    scope.inventories.put_settings(market.id, (interval("60"),), EIGHT, whole=True)
    scope.inventories.put_settings(harbour.id, (interval("90"),), EIGHT, whole=True)
    await scope.work.commit()
    assert await world.volta().inventories.settings(market.id) == (interval("60"),)
    assert await world.volta().inventories.settings(harbour.id) == (interval("90"),)


@promise
async def test_the_policy_is_the_tenants(world: World):
    platform = world.storage.platform()
    tenant = await platform.tenants.get(VOLTA)
    own = Profile("our posts", frozenset({Quirk.LONG_TEXTS}), vendor="V*", firmware="1.?")
    tenant.policy = TenantPolicy(auto_provision=True, tolerances=(own,))
    platform.tenants.save(tenant)
    await platform.work.commit()
    assert (await world.volta().policies.current()).auto_provision is True
    assert (await world.volta().policies.current()).tolerances == (own,)
    assert (await world.ohm().policies.current()).auto_provision is False
