"""A connection's scope remembers its station and its open sessions; the version is the truth."""

import pytest
from tests.adapters.stores.world import World, promise
from tests.builders import a_session, ended, moment, started, updated, wh

from domain.errors import StaleState


@promise
async def test_what_the_scope_has_committed_is_what_it_reads_next(world: World):
    station = await world.station()
    _, scope = await world.linked(station)
    session = a_session(station)
    for minute, report in enumerate((started(0, sequence=0), updated(1, sequence=1, shows=900))):
        session.hear(report)
        scope.sessions.save(session)
        await scope.work.commit()
        session = await scope.sessions.find(station.id, session.reference)
        assert session.version == minute + 1
    assert session.energy == wh(0)
    assert (await scope.sessions.open_at(station.id)) == (session,)


@promise
async def test_an_uncommitted_change_of_a_read_copy_is_not_remembered(world: World):
    station = await world.station()
    await world.keep(a_session(station))
    _, scope = await world.linked(station)
    (await scope.stations.get(station.id)).name = "never saved"
    (await scope.sessions.open_at(station.id))[0].token = "never saved"
    assert (await scope.stations.get(station.id)).name == ""
    assert (await scope.sessions.open_at(station.id))[0].token is None


@promise
async def test_a_stale_memory_is_refused_dropped_and_read_again(world: World):
    station = await world.station()
    _, scope = await world.linked(station)
    remembered = await scope.stations.get(station.id)

    operator = world.volta()
    edited = await operator.stations.get(station.id)
    edited.name = "Market square, north"
    operator.stations.save(edited)
    await operator.work.commit()

    remembered.observe(1, 1, remembered.status, moment(1), "warning")
    scope.stations.save(remembered)
    with pytest.raises(StaleState):
        await scope.work.commit()
    again = await scope.stations.get(station.id)
    assert again.name == "Market square, north"
    again.observe(1, 1, again.status, moment(1), "warning")
    scope.stations.save(again)
    await scope.work.commit()
    kept = await world.volta().stations.get(station.id)
    assert (kept.name, kept.connector(1, 1).warning) == ("Market square, north", "warning")


@promise
async def test_discard_drops_what_was_remembered(world: World):
    station = await world.station()
    _, scope = await world.linked(station)
    await scope.stations.get(station.id)
    operator = world.volta()
    edited = await operator.stations.get(station.id)
    edited.name = "new name"
    operator.stations.save(edited)
    await operator.work.commit()
    scope.work.discard()
    assert (await scope.stations.get(station.id)).name == "new name"


@promise
async def test_an_ended_session_leaves_the_open_ones_and_is_still_found(world: World):
    station = await world.station()
    _, scope = await world.linked(station)
    session = a_session(station, start_key="1|DEADBEEF|0|08:00")
    session.hear(started())
    scope.sessions.save(session)
    await scope.work.commit()
    session.hear(ended(30))
    scope.sessions.save(session)
    await scope.work.commit()
    assert await scope.sessions.open_at(station.id) == ()
    assert (await scope.sessions.find(station.id, session.reference)).ended is not None
    assert (await scope.sessions.find_by_start(station.id, session.start_key)).id == session.id
    assert (await scope.sessions.get(session.id)).open is False


@promise
async def test_a_refused_unit_of_many_leaves_no_changed_memory(world: World):
    station = await world.station()
    _, scope = await world.linked(station)
    session = a_session(station)
    scope.sessions.save(session)
    await scope.work.commit()

    mine = await scope.sessions.get(session.id)
    owner = await scope.stations.get(station.id)
    watchman = world.volta()
    watched = await watchman.sessions.get(session.id)
    watched.fall_silent(world.clock.now())
    watchman.sessions.save(watched)
    await watchman.work.commit()

    mine.token, owner.name = "DEADBEEF", "changed with it"
    scope.sessions.save(mine)
    scope.stations.save(owner)
    with pytest.raises(StaleState):
        await scope.work.commit()
    assert (await scope.stations.get(station.id)).name == ""
    truth = await scope.sessions.get(session.id)
    assert truth.token is None
    assert truth.silent_since is not None


@promise
async def test_two_scopes_of_one_link_do_not_overwrite_one_another(world: World):
    station = await world.station()
    link, inbound = await world.linked(station)
    outbound = world.storage.station_scope(station.tenant, link)
    first, second = await inbound.stations.get(station.id), await outbound.stations.get(station.id)
    first.name, second.name = "first", "second"
    inbound.stations.save(first)
    outbound.stations.save(second)
    await inbound.work.commit()
    with pytest.raises(StaleState):
        await outbound.work.commit()
    assert (await outbound.stations.get(station.id)).name == "first"


@promise
async def test_reactions_have_in_common_what_was_read_until_it_is_discarded(world: World):
    station = await world.station()
    session = a_session(station)
    await world.keep(session)
    scope = world.storage.reaction_scope(station.tenant)
    await scope.sessions.get(session.id)
    await scope.stations.get(station.id)
    operator = world.volta()
    edited = await operator.stations.get(station.id)
    edited.name = "new name"
    operator.stations.save(edited)
    await operator.work.commit()
    scope.work.discard()
    assert (await scope.stations.get(station.id)).name == "new name"
