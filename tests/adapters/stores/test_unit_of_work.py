"""Everything saved since the last commit holds together, or nothing of it does."""

import asyncio

import pytest
from tests.adapters.stores.world import World, promise, within
from tests.builders import EIGHT, VOLTA, a_location, a_station, a_tariff, a_token

from domain.description import Change
from domain.errors import AlreadyExists, StaleState
from domain.station import Hardware, StationDisconnected
from domain.token import IdTokenChanged


@promise
async def test_what_was_committed_is_found_by_others(world: World):
    station = await world.station("MARKET-1")
    found = await world.volta().stations.get(station.id)
    assert found == station


@promise
async def test_what_was_saved_is_seen_in_its_own_scope_only_until_it_is_committed(world: World):
    scope, station = world.volta(), a_station("MARKET-1")
    scope.stations.save(station)
    assert (await scope.stations.find(station.id)).identity == "MARKET-1"
    assert (await scope.stations.find_by_identity("MARKET-1")).id == station.id
    assert await world.volta().stations.find(station.id) is None
    await scope.work.commit()
    assert await world.volta().stations.find(station.id) is not None


@promise
async def test_saving_takes_a_copy(world: World):
    scope, station = world.volta(), a_station(name="as saved")
    scope.stations.save(station)
    station.name = "changed after"
    await scope.work.commit()
    assert (await world.volta().stations.get(station.id)).name == "as saved"


@promise
async def test_loading_gives_a_copy(world: World):
    station = await world.station()
    scope = world.volta()
    (await scope.stations.get(station.id)).name = "never saved"
    assert (await scope.stations.get(station.id)).name == ""


@promise
async def test_each_commit_raises_the_version_by_one(world: World):
    scope, station = world.volta(), a_station()
    for version in (1, 2, 3):
        station.name = f"number {version}"
        scope.stations.save(station)
        await scope.work.commit()
        assert station.version == version
        assert (await world.volta().stations.get(station.id)).version == version


@promise
async def test_the_same_thing_saved_twice_in_one_unit_is_written_once(world: World):
    scope, station = world.volta(), a_station(name="first")
    scope.stations.save(station)
    station.name = "second"
    scope.stations.save(station)
    await scope.work.commit()
    found = await world.volta().stations.get(station.id)
    assert (found.name, found.version) == ("second", 1)


@promise
async def test_a_thing_read_back_within_its_unit_can_be_saved_again(world: World):
    scope, station = world.volta(), a_station()
    scope.stations.save(station)
    again = await scope.stations.get(station.id)
    again.name = "read back"
    scope.stations.save(again)
    await scope.work.commit()
    assert (await world.volta().stations.get(station.id)).name == "read back"


@promise
async def test_a_stale_copy_is_refused_and_leaves_nothing_behind(world: World):
    station = await world.station()
    early, late = world.volta(), world.volta()
    stale = await early.stations.get(station.id)
    fresh = await late.stations.get(station.id)
    fresh.name = "by the quicker one"
    late.stations.save(fresh)
    await late.work.commit()
    token, newest = a_token(), await world.storage.outbox.newest()

    stale.name = "by the slower one"
    stale.boot(Hardware("Acme", "One"), EIGHT)
    early.tokens.save(token)
    early.stations.save(stale)
    early.journal.note(StationDisconnected(tenant=VOLTA, at=EIGHT, station=station.id))
    with pytest.raises(StaleState):
        await early.work.commit()

    assert (await world.volta().stations.get(station.id)).name == "by the quicker one"
    assert await world.volta().tokens.find(token.uid) is None
    assert await world.storage.outbox.after(newest, 10) == ()


@promise
async def test_after_a_refusal_the_scope_sees_the_truth_and_can_go_on(world: World):
    station = await world.station()
    early, late = world.volta(), world.volta()
    stale = await early.stations.get(station.id)
    fresh = await late.stations.get(station.id)
    late.stations.save(fresh)
    await late.work.commit()
    early.stations.save(stale)
    with pytest.raises(StaleState):
        await early.work.commit()
    early.work.discard()

    again = await early.stations.get(station.id)
    again.name = "second attempt"
    early.stations.save(again)
    await early.work.commit()
    assert (await world.volta().stations.get(station.id)).name == "second attempt"


@promise
async def test_a_taken_natural_key_is_refused_and_leaves_nothing_behind(world: World):
    await world.station("MARKET-1")
    scope, location = world.volta(), a_location()
    scope.locations.save(location)
    scope.stations.save(a_station("MARKET-1"))
    with pytest.raises(AlreadyExists, match="MARKET-1"):
        await scope.work.commit()
    assert await world.volta().locations.find(location.id) is None


@promise
async def test_of_many_writers_of_one_thing_exactly_one_wins_each_round(world: World):
    station = await world.station()
    scopes = [world.volta() for _ in range(8)]
    for number, scope in enumerate(scopes):
        copy = await scope.stations.get(station.id)
        copy.name = f"writer {number}"
        scope.stations.save(copy)
    results = await asyncio.gather(
        *(scope.work.commit() for scope in scopes), return_exceptions=True
    )
    refused = [result for result in results if result is not None]
    assert len(refused) == 7
    assert all(isinstance(result, StaleState) for result in refused)
    winner = results.index(None)
    found = await world.volta().stations.get(station.id)
    assert (found.name, found.version) == (f"writer {winner}", 2)


@promise
async def test_a_refused_writer_does_not_harm_the_others_of_the_same_moment(world: World):
    await world.station("TAKEN")
    stations = [a_station(f"MARKET-{n}") for n in range(6)]
    scopes = [world.volta() for _ in range(7)]
    for scope, station in zip(scopes, [*stations, a_station("TAKEN")], strict=True):
        scope.stations.save(station)
    results = await asyncio.gather(
        *(scope.work.commit() for scope in scopes), return_exceptions=True
    )
    assert results[:6] == [None] * 6
    assert isinstance(results[6], AlreadyExists)
    for station in stations:
        assert await world.volta().stations.find(station.id) is not None


@promise
async def test_discard_forgets_what_was_saved(world: World):
    station = await world.station()
    scope = world.volta()
    changed = await scope.stations.get(station.id)
    changed.name = "regretted"
    scope.stations.save(changed)
    scope.tokens.save(a_token())
    scope.work.discard()
    assert (await scope.stations.get(station.id)).name == ""
    await scope.work.commit()
    assert (await world.volta().stations.get(station.id)).name == ""
    assert await world.volta().tokens.find("DEADBEEF") is None


@promise
async def test_a_commit_of_nothing_is_nothing(world: World):
    newest = await world.storage.outbox.newest()
    await world.volta().work.commit()
    assert await world.storage.outbox.newest() == newest


@promise
async def test_a_removed_thing_is_gone_and_cannot_be_changed_by_an_older_copy(world: World):
    token = a_token()
    await world.keep(token)
    remover, editor = world.volta(), world.volta()
    old = await editor.tokens.get(token.id)
    remover.tokens.remove(await remover.tokens.get(token.id))
    assert await remover.tokens.find(token.uid) is None
    await remover.work.commit()
    assert await world.volta().tokens.find(token.uid) is None
    old.blocked = True
    editor.tokens.save(old)
    with pytest.raises(StaleState):
        await editor.work.commit()


@promise
async def test_a_stale_copy_cannot_remove(world: World):
    token = a_token()
    await world.keep(token)
    editor, remover = world.volta(), world.volta()
    old = await remover.tokens.get(token.id)
    changed = await editor.tokens.get(token.id)
    changed.label = "changed"
    editor.tokens.save(changed)
    await editor.work.commit()
    remover.tokens.remove(old)
    with pytest.raises(StaleState):
        await remover.work.commit()
    assert (await world.volta().tokens.get(token.id)).label == "changed"


KEPT = {
    "locations": a_location,
    "tokens": a_token,
    "tariffs": a_tariff,
    "stations": a_station,
}
"""What an operator can take away, by its store."""


@pytest.mark.parametrize("store", KEPT)
def test_what_somebody_changed_meanwhile_is_not_taken_away(installation, store):
    async def holds(world: World):
        thing = KEPT[store]()
        await world.keep(thing)
        remover, editor = world.volta(), world.volta()
        seen = await getattr(remover, store).get(thing.id)
        known = await getattr(editor, store).get(thing.id)
        getattr(editor, store).save(known)
        await editor.work.commit()
        getattr(remover, store).remove(seen)
        with pytest.raises(StaleState):
            await remover.work.commit()
        assert (await getattr(world.volta(), store).get(thing.id)).version == known.version

    within(installation, holds)


@promise
async def test_an_event_says_who_acts_in_its_scope(world: World):
    for by in (None, "Anna"):
        scope = world.storage.scope(VOLTA, by)
        token = a_token(f"CARD-{by}")
        token.note(Change.CREATED, EIGHT)
        scope.tokens.save(token)
        await scope.work.commit()
    stored = await world.storage.outbox.after(0, 100)
    told = [each.event for each in stored if isinstance(each.event, IdTokenChanged)]
    assert [(event.uid, event.by) for event in told] == [("CARD-None", None), ("CARD-Anna", "Anna")]
