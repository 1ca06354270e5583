"""Which connection of a station is the one, decided by a number that only rises."""

from datetime import timedelta

import pytest
from tests.adapters.stores.world import World, promise
from tests.builders import OHM, VOLTA, a_session, new_id

from domain.errors import Fenced, NotFound
from domain.station import StationDisconnected


@promise
async def test_a_taken_link_is_found_until_it_is_released(world: World):
    station = await world.station()
    links = world.volta().links
    assert await links.find(station.id) is None
    link, took_over = await links.take(station.id, "north", "ocpp1.6", "10.0.0.1:4711")
    assert took_over is False
    assert (link.station, link.node, link.protocol) == (station.id, "north", "ocpp1.6")
    assert link.peer == "10.0.0.1:4711"
    found = await world.volta().links.find(station.id)
    assert (found.fence, found.node, found.peer) == (link.fence, "north", "10.0.0.1:4711")
    assert await links.release(link) is True
    assert await world.volta().links.find(station.id) is None


@promise
async def test_the_newer_connection_wins_and_is_told_of_the_older(world: World):
    station = await world.station()
    old, _ = await world.volta().links.take(station.id, "north", "ocpp1.6", "")
    new, took_over = await world.volta().links.take(station.id, "south", "ocpp2.0.1", "")
    assert took_over is True
    assert new.fence > old.fence
    assert (await world.volta().links.find(station.id)).node == "south"


@promise
async def test_the_end_of_an_older_connection_does_not_unregister_the_newer(world: World):
    station = await world.station()
    old, _ = await world.volta().links.take(station.id, "north", "ocpp1.6", "")
    new, _ = await world.volta().links.take(station.id, "north", "ocpp1.6", "")
    assert await world.volta().links.release(old) is False
    assert (await world.volta().links.find(station.id)).fence == new.fence


@promise
async def test_the_fence_rises_also_after_a_release(world: World):
    station = await world.station()
    old, _ = await world.volta().links.take(station.id, "north", "ocpp1.6", "")
    await world.volta().links.release(old)
    new, took_over = await world.volta().links.take(station.id, "north", "ocpp1.6", "")
    assert took_over is False
    assert new.fence > old.fence


@promise
async def test_a_released_link_is_not_released_again(world: World):
    station = await world.station()
    link, _ = await world.volta().links.take(station.id, "north", "ocpp1.6", "")
    await world.volta().links.release(link)
    await world.volta().links.release(link)
    assert await world.volta().links.find(station.id) is None


@promise
async def test_no_link_without_a_station(world: World):
    with pytest.raises(NotFound):
        await world.volta().links.take(new_id(), "north", "ocpp1.6", "")


@promise
async def test_a_writer_behind_a_newer_connection_is_shut_out(world: World):
    station = await world.station()
    session = a_session(station)
    _, old = await world.linked(station)
    old.sessions.save(session)
    await old.work.commit()
    _, new = await world.linked(station, "south")

    late = await old.sessions.get(session.id)
    late.token = "DEADBEEF"
    old.sessions.save(late)
    with pytest.raises(Fenced):
        await old.work.commit()
    assert (await world.volta().sessions.get(session.id)).token is None

    present = await new.sessions.get(session.id)
    present.token = "CAFE"
    new.sessions.save(present)
    await new.work.commit()
    assert (await world.volta().sessions.get(session.id)).token == "CAFE"


@promise
async def test_a_fenced_writer_stays_shut_out(world: World):
    station = await world.station()
    _, old = await world.linked(station)
    await world.linked(station)
    for number in range(2):
        old.sessions.save(a_session(station, f"tx-{number}"))
        with pytest.raises(Fenced):
            await old.work.commit()
    assert await world.volta().sessions.open_at(station.id) == ()


@promise
async def test_the_last_word_after_a_release_can_still_be_written(world: World):
    station = await world.station()
    link, scope = await world.linked(station)
    newest = await world.storage.outbox.newest()
    await scope.links.release(link)
    scope.journal.note(StationDisconnected(tenant=VOLTA, at=world.clock.now(), station=station.id))
    await scope.work.commit()
    assert len(await world.storage.outbox.after(newest, 10)) == 1


@promise
async def test_a_scope_that_is_no_connections_is_never_fenced(world: World):
    station = await world.station()
    await world.linked(station)
    scope = world.volta()
    scope.sessions.save(a_session(station))
    await scope.work.commit()


@promise
async def test_a_link_of_a_dead_node_is_not_open(world: World):
    station = await world.station()
    await world.linked(station, "north")
    await world.records.kill("north")
    assert await world.volta().links.find(station.id) is None


@promise
async def test_touching_notes_when_each_station_was_last_heard(world: World):
    market, harbour = await world.station("MARKET-1"), await world.station("HARBOUR-1")
    (near, _), (far, _) = await world.linked(market), await world.linked(harbour, "south")
    later = near.last_seen + timedelta(minutes=5)
    await world.volta().links.touch({market.id: later, harbour.id: later}, "north")
    assert (await world.volta().links.find(market.id)).last_seen == later
    unmoved = (await world.volta().links.find(harbour.id)).last_seen
    assert unmoved == far.last_seen


@promise
async def test_touching_never_turns_the_time_back(world: World):
    station = await world.station()
    link, _ = await world.linked(station)
    later = link.last_seen + timedelta(minutes=5)
    await world.volta().links.touch({station.id: later}, "north")
    await world.volta().links.touch({station.id: link.last_seen}, "north")
    assert (await world.volta().links.find(station.id)).last_seen == later


@promise
async def test_the_same_identity_at_two_operators_is_two_stations(world: World):
    ours, theirs = await world.station("MARKET-1"), await world.station("MARKET-1", OHM)
    await world.linked(ours)
    assert await world.ohm().links.find(theirs.id) is None
    assert await world.ohm().links.find(ours.id) is None
    with pytest.raises(NotFound):
        await world.ohm().links.take(ours.id, "north", "ocpp1.6", "")
    assert (await world.volta().links.find(ours.id)).fence > 0
