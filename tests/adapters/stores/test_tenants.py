"""Nothing of one operator is seen, found, counted or changed by another."""

import pytest
from tests.adapters.stores.world import World, promise
from tests.builders import (
    EIGHT,
    OHM,
    VOLTA,
    a_location,
    a_session,
    a_station,
    a_tariff,
    a_token,
    an_order,
    at,
    reading,
    some_credentials,
    started,
)

from application.ports.charging import ReadingSet
from domain.errors import NotFound
from domain.instruction import OrderState, Reset
from domain.session import SessionStarted
from domain.station import InventoryReport, ReportPage, Setting, SettingKey
from domain.tariff import Target, TariffAssignment


@promise
async def test_nothing_of_ours_is_found_by_the_other(world: World):
    station, location, token = await world.station(), a_location(), a_token()
    tariff = a_tariff(is_default=True)
    await world.keep(location, token, tariff, some_credentials(station))
    session = a_session(station, start_key="start", token=token.uid, last_heard=at(-60))
    order = an_order(station, Reset(), state=OrderState.SENT, sent_at=at(-60))
    await world.keep(session, order)
    scope = world.volta()
    report = InventoryReport(tenant=VOLTA, station=station.id, request=1, started_at=EIGHT)
    report.add(ReportPage(0, True, ()))
    scope.inventories.save_report(report)
    scope.inventories.put_settings(
        station.id, (Setting(SettingKey("Language"), "de"),), EIGHT, whole=True
    )
    await scope.work.commit()
    await world.linked(station)

    theirs = world.ohm()
    assert await theirs.stations.find(station.id) is None
    assert await theirs.stations.find_by_identity(station.identity) is None
    assert await theirs.credentials.find(station.id) is None
    assert await theirs.inventories.find_report(station.id, 1) is None
    assert await theirs.inventories.settings(station.id) == ()
    assert await theirs.links.find(station.id) is None
    assert await theirs.locations.find(location.id) is None
    assert await theirs.tokens.find(token.uid) is None
    assert await theirs.tokens.open_sessions(token.uid, apart_from=location.id) == 0
    assert await theirs.sessions.find(station.id, session.reference) is None
    assert await theirs.sessions.find_by_start(station.id, "start") is None
    assert await theirs.sessions.open_at(station.id) == ()
    assert await theirs.sessions.overdue(at(0), 10) == ()
    assert await theirs.sessions.unsettled(at(0), 10) == ()
    assert await theirs.cdrs.find(session.id) is None
    assert await theirs.tariffs.applicable(station.id, 1, at(0)) is None
    assert await theirs.tariffs.find(tariff.id) is None
    assert await theirs.orders.find(order.id) is None
    assert await theirs.orders.queued_for(station.id, 10) == ()
    assert await theirs.orders.unconfirmed(station.id, Reset) == ()
    assert await theirs.orders.overdue(at(600), at(600), 10) == ()
    assert await theirs.orders.waiting(station.id) == 0
    for store, name in (
        (theirs.stations, station.id),
        (theirs.locations, location.id),
        (theirs.tokens, token.id),
        (theirs.sessions, session.id),
        (theirs.tariffs, tariff.id),
        (theirs.orders, order.id),
    ):
        with pytest.raises(NotFound):
            await store.get(name)


@promise
async def test_the_same_names_at_two_operators_are_two_things(world: World):
    ours, theirs = await world.station("MARKET-1"), await world.station("MARKET-1", OHM)
    await world.keep(
        a_session(ours, "7", start_key="start"), a_session(theirs, "7", start_key="start")
    )
    await world.keep(a_token("DEADBEEF"), a_token("DEADBEEF", OHM))
    assert (await world.volta().stations.find_by_identity("MARKET-1")).id == ours.id
    assert (await world.ohm().stations.find_by_identity("MARKET-1")).id == theirs.id
    assert (await world.ohm().sessions.find(theirs.id, "7")).tenant == OHM


@promise
async def test_an_aggregate_of_another_tenant_is_not_written(world: World):
    foreign, scope = a_station("SMUGGLED", OHM), world.volta()
    with pytest.raises(Exception):  # noqa: B017, PT011, PT012 - each storage refuses its own way
        scope.stations.save(foreign)
        await scope.work.commit()
    assert await world.volta().stations.find(foreign.id) is None
    assert await world.ohm().stations.find(foreign.id) is None


@promise
async def test_a_reference_cannot_lead_to_another_tenant(world: World):
    location, tariff = a_location(tenant=OHM), a_tariff(tenant=OHM)
    await world.keep(location, tariff)
    station = await world.station()
    scope = world.volta()
    known = await scope.stations.get(station.id)
    known.location = location.id
    scope.stations.save(known)
    with pytest.raises(NotFound):
        await scope.work.commit()
    scope = world.volta()
    scope.tariffs.save_assignment(
        TariffAssignment(
            id=station.id, tenant=VOLTA, tariff=tariff.id, target=Target(station=station.id)
        )
    )
    with pytest.raises(NotFound):
        await scope.work.commit()


@promise
async def test_readings_belong_to_the_tenant_of_the_scope(world: World):
    station = await world.station()
    scope = world.volta()
    scope.readings.add(ReadingSet(station.id, None, 1, 1, (reading(1000),)))
    await scope.work.commit()
    assert len(await world.records.readings(VOLTA)) == 1
    assert await world.records.readings(OHM) == []


@promise
async def test_an_event_bears_the_tenant_of_its_cause(world: World):
    ours, theirs = await world.station("MARKET-1"), await world.station("MARKET-1", OHM)
    for station in (ours, theirs):
        session = a_session(station)
        session.hear(started())
        await world.keep(session)
    events = [stored.event for stored in await world.storage.outbox.after(0, 100)]
    begun = [(e.tenant, e.station) for e in events if isinstance(e, SessionStarted)]
    assert begun == [(VOLTA, ours.id), (OHM, theirs.id)]
