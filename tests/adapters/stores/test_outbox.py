"""The outbox: events become visible in order, and each is handled until it is done."""

import asyncio
from datetime import timedelta

from tests.adapters.stores.world import World, promise
from tests.builders import OHM, VOLTA, new_id

from application.ports.stores import StoredEvent
from domain.station import StationBooted, StationConnected

HOUR = 3600.0


def connected(tenant: str, protocol: str, world: World) -> StationConnected:
    return StationConnected(
        tenant=tenant, at=world.clock.now(), station=new_id(), protocol=protocol
    )


async def note(world: World, *names: str) -> None:
    """Events of VOLTA's in one unit, told apart by their protocol."""
    scope = world.volta()
    for name in names:
        scope.journal.note(connected(VOLTA, name, world))
    await scope.work.commit()


def names(events: tuple[StoredEvent, ...]) -> list[str]:
    return [stored.event.protocol for stored in events]


@promise
async def test_an_event_comes_back_whole(world: World):
    scope, wanted = (
        world.volta(),
        StationBooted(
            tenant=VOLTA,
            at=world.clock.now(),
            station=new_id(),
            registration="accepted",
            reason="PowerUp",
            hardware_changed=True,
        ),
    )
    scope.journal.note(wanted)
    await scope.work.commit()
    [stored] = await world.storage.outbox.after(0, 10)
    assert stored.event == wanted


@promise
async def test_events_of_one_unit_keep_their_order(world: World):
    await note(world, "first", "second", "third")
    stored = await world.storage.outbox.after(0, 10)
    assert names(stored) == ["first", "second", "third"]
    assert [s.number for s in stored] == sorted({s.number for s in stored})


@promise
async def test_numbers_rise_in_the_order_in_which_events_become_visible(world: World):
    seen = 0
    for round_ in range(5):
        await asyncio.gather(*(note(world, f"{round_}.{n}") for n in range(6)))
        fresh = await world.storage.outbox.after(seen, 100)
        assert {name.split(".")[0] for name in names(fresh)} == {str(round_)}
        assert len(fresh) == 6
        seen = fresh[-1].number
        assert await world.storage.outbox.newest() == seen


@promise
async def test_a_reader_that_follows_misses_nothing_while_others_write(world: World):
    wanted, seen, last = 40, [], 0
    writers = asyncio.gather(*(note(world, str(n)) for n in range(wanted)))
    while len(seen) < wanted:
        fresh = await world.storage.outbox.after(last, 7)
        assert all(stored.number > last for stored in fresh)
        seen.extend(names(fresh))
        last = fresh[-1].number if fresh else last
        await asyncio.sleep(0)
    await writers
    assert sorted(seen, key=int) == [str(n) for n in range(wanted)]


@promise
async def test_after_counts_from_the_number_and_stops_at_the_limit(world: World):
    await note(world, "a", "b", "c")
    everything = await world.storage.outbox.after(0, 10)
    assert names(await world.storage.outbox.after(everything[0].number, 10)) == ["b", "c"]
    assert names(await world.storage.outbox.after(0, 2)) == ["a", "b"]
    assert await world.storage.outbox.after(everything[-1].number, 10) == ()


@promise
async def test_an_empty_outbox_has_no_newest(world: World):
    assert await world.storage.outbox.newest() == 0
    assert await world.storage.outbox.claim(10, HOUR) == ()


@promise
async def test_a_claimed_event_is_nobody_elses_before_the_lease_runs_out(world: World):
    await note(world, "a", "b", "c")
    outbox = world.storage.outbox
    assert names(await outbox.claim(2, HOUR)) == ["a", "b"]
    assert names(await outbox.claim(2, HOUR)) == ["c"]
    assert await outbox.claim(2, HOUR) == ()


@promise
async def test_many_claimers_share_the_events_between_them(world: World):
    await note(world, *(str(n) for n in range(30)))
    outbox = world.storage.outbox
    shares = await asyncio.gather(*(outbox.claim(6, HOUR) for _ in range(8)))
    claimed = [name for share in shares for name in names(share)]
    claimed += names(await outbox.claim(30, HOUR))
    assert sorted(claimed, key=int) == [str(n) for n in range(30)]


@promise
async def test_an_event_whose_lease_ran_out_is_claimed_again(world: World):
    await note(world, "a", "b")
    outbox = world.storage.outbox
    assert names(await outbox.claim(10, 0)) == ["a", "b"]
    assert names(await outbox.claim(10, HOUR)) == ["a", "b"]


@promise
async def test_a_done_event_is_not_claimed_again_and_can_still_be_read(world: World):
    await note(world, "a", "b")
    outbox = world.storage.outbox
    first, _ = await outbox.claim(10, 0)
    await outbox.done([first.number])
    await outbox.done([first.number])
    assert names(await outbox.claim(10, HOUR)) == ["b"]
    assert names(await outbox.after(0, 10)) == ["a", "b"]


@promise
async def test_a_failed_event_waits_for_its_time(world: World):
    await note(world, "soon", "late")
    outbox, now = world.storage.outbox, world.clock.now()
    soon, late = await outbox.claim(10, HOUR)
    await outbox.failed(soon.number, "the mail server was away", now - timedelta(seconds=1))
    await outbox.failed(late.number, "the mail server was away", now + timedelta(hours=1))
    assert names(await outbox.claim(10, HOUR)) == ["soon"]


@promise
async def test_the_outbox_holds_the_events_of_all_tenants(world: World):
    await note(world, "ours")
    scope = world.ohm()
    scope.journal.note(connected(OHM, "theirs", world))
    await scope.work.commit()
    stored = await world.storage.outbox.after(0, 10)
    assert [s.event.tenant for s in stored] == [VOLTA, OHM]


@promise
async def test_what_is_given_back_is_free_at_once_and_was_not_claimed(world: World):
    await note(world, "first", "second", "third")
    outbox = world.storage.outbox
    first, second, third = await outbox.claim(10, HOUR)
    await outbox.done([first.number])
    await outbox.give_back([first.number, second.number])
    again = await outbox.claim(10, HOUR)
    assert [(s.number, s.claims) for s in again] == [(second.number, 1)]
    assert third.claims == 1
