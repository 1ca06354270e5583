"""The relay on memory storage: at least once, in order, nothing in anybody's way."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from tests.asynchronous import asynchronous
from tests.entrypoints.worker.house import DEMO, NoWork, Surroundings, boot

from application.authorization.edit_token import IssueToken, TokenParticulars
from application.charging.settle_session import SettleSession
from application.desk import Desk
from application.ports.topics import OUTBOX
from application.provisioning.register_station import RegisterStation
from application.remote_control.order import OrderInstruction
from domain.errors import NotPossibleNow
from domain.identity import SessionId, StationId, TenantId
from domain.instruction import OrderState, Reset
from entrypoints.worker.relay import MOST_CLAIMS, PARKED_UNTIL, RETRIES

A, B = StationId(UUID(int=1)), StationId(UUID(int=2))


def as_told(event):
    """The event is its own command."""
    return (event,)


@asynchronous
async def test_an_event_meets_its_reactions_and_is_done():
    around, seen = Surroundings(), []

    async def run(command):
        seen.append(command.station)

    around.happened(A, B)
    assert await around.relay(as_told, run).round() == 2
    assert sorted(seen) == [A, B]
    assert around.open == []
    assert around.told.events == ["done", "done"]


@asynchronous
async def test_events_without_a_reaction_are_done_as_well():
    around = Surroundings()
    around.happened(A)
    await around.relay(lambda _: ()).round()
    assert around.open == []


@asynchronous
async def test_events_of_one_station_stay_in_order():
    around, seen = Surroundings(), []

    async def run(command):
        await asyncio.sleep(0)
        seen.append(command)

    events = around.happened(A, B, A, B, A)
    await around.relay(as_told, run).round()
    assert [e for e in seen if e.station == A] == [e for e in events if e.station == A]


@asynchronous
async def test_a_failure_is_tried_again_later_and_blocks_nobody():
    around, broken = Surroundings(), True

    async def run(command):
        if broken and command.station == A:
            raise OSError("the database is away")

    around.happened(A, B, A)
    relay = around.relay(as_told, run)
    await relay.round()
    assert around.open == [1, 3]
    assert await relay.round() == 0  # not before its time
    broken = False
    around.clock.advance(RETRIES[0])
    await relay.round()
    assert around.open == []


@asynchronous
async def test_the_pause_grows_with_each_failure_and_the_last_parks_the_event():
    around = Surroundings()

    async def run(command):
        raise ValueError("poison")

    around.happened(A)
    relay = around.relay(as_told, run)
    entry = around.storage.database.outbox.entries[0]
    for pause in RETRIES:
        await relay.round()
        assert entry.free_at == around.clock.now() + pause
        around.clock.advance(pause)
    await relay.round()
    assert entry.free_at == PARKED_UNTIL
    assert around.told.events == ["failed"] * len(RETRIES) + ["parked"]
    assert entry.failures[-1] == "ValueError: poison"
    around.clock.advance(timedelta(days=365))
    assert await relay.round() == 0


@asynchronous
async def test_a_worker_that_starts_anew_does_not_begin_to_hammer_what_fails():
    around = Surroundings()

    async def run(command):
        raise ValueError("poison")

    around.happened(A)
    entry = around.storage.database.outbox.entries[0]
    for pause in RETRIES:
        await around.relay(as_told, run).round()
        assert entry.free_at == around.clock.now() + pause
        around.clock.advance(pause)
    await around.relay(as_told, run).round()
    assert entry.free_at == PARKED_UNTIL


@asynchronous
async def test_what_brings_down_every_worker_that_takes_it_up_is_parked():
    around, taken_up = Surroundings(), []

    async def run(command):
        taken_up.append(command)
        raise asyncio.CancelledError  # as far as the relay can tell, the process ends here

    around.happened(A)
    for _ in range(MOST_CLAIMS):
        with pytest.raises(asyncio.CancelledError):
            await around.relay(as_told, run).round()
        around.clock.advance(timedelta(minutes=2))
    await around.relay(as_told, run).round()
    assert len(taken_up) == MOST_CLAIMS
    assert around.told.events == ["parked"]
    assert around.storage.database.outbox.entries[0].free_at == PARKED_UNTIL


@asynchronous
async def test_a_refusal_by_the_rules_is_an_answer_and_not_tried_again():
    around = Surroundings()

    async def run(command):
        raise NotPossibleNow("The station was rejected; it takes no orders.")

    around.happened(A)
    await around.relay(as_told, run).round()
    assert around.open == []


@asynchronous
async def test_a_refused_command_does_not_rob_the_event_of_its_others():
    around, seen = Surroundings(), []

    async def run(command):
        if command == "first":
            raise NotPossibleNow("no")
        seen.append(command)

    around.happened(A)
    await around.relay(lambda _: ("first", "second"), run).round()
    assert seen == ["second"]


@asynchronous
async def test_it_wakes_when_the_bus_says_so():
    around, seen = Surroundings(), asyncio.Event()

    async def run(command):
        seen.set()

    running = asyncio.create_task(around.relay(as_told, run).run())
    for _ in range(10):
        await asyncio.sleep(0)  # until it listens
    around.happened(A)
    await around.bus.publish(OUTBOX, "")
    await seen.wait()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


@asynchronous
async def test_it_looks_by_itself_where_no_word_comes():
    around, seen = Surroundings(), asyncio.Event()

    async def run(command):
        seen.set()

    running = asyncio.create_task(around.relay(as_told, run, poll_seconds=0.01).run())
    await asyncio.sleep(0)
    around.happened(A)
    await seen.wait()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


@asynchronous
async def test_it_goes_on_when_the_outbox_comes_back(monkeypatch):
    around, seen, claim = Surroundings(), asyncio.Event(), None
    relay = around.relay(as_told, lambda _: mark(), poll_seconds=0.001)
    claim, tries = relay.outbox.claim, []

    async def mark():
        seen.set()

    async def failing(*words):
        tries.append(words)
        if len(tries) < 3:
            raise OSError("connection refused")
        return await claim(*words)

    monkeypatch.setattr(type(relay.outbox), "claim", lambda _, *words: failing(*words))
    around.happened(A)
    running = asyncio.create_task(relay.run())
    await seen.wait()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


@asynchronous
async def test_it_tells_how_far_behind_it_is():
    around = Surroundings()
    around.happened(A)
    around.clock.advance(timedelta(seconds=7))
    relay = around.relay(lambda _: ())
    await relay.round()
    await relay.round()
    assert around.told.ages == [timedelta(seconds=7), timedelta(0)]


@asynchronous
async def test_a_boot_confirms_the_reset_that_was_ordered():
    """The real table of reactions, over the real desk."""
    around = Surroundings()
    await around.open_tenant()
    station = await around.desk().run(RegisterStation(DEMO, "CP1"))
    order = await around.desk().run(
        OrderInstruction(DEMO, station.id, Reset(), wait_for=timedelta(minutes=5))
    )
    orders = around.storage.scope(DEMO)
    sent = await orders.orders.get(order.id)
    sent.send(around.clock.now())
    orders.orders.save(sent)
    await orders.work.commit()
    around.happened(station.id)
    relay = around.relay()
    await relay.round()
    assert (await around.storage.scope(DEMO).orders.get(order.id)).state is OrderState.CONFIRMED
    await relay.round()  # of what the reaction itself has caused
    assert around.open == []


@asynchronous
async def test_a_reaction_about_something_gone_is_done():
    around = Surroundings()
    await around.open_tenant()
    await around.desk().run(IssueToken(DEMO, TokenParticulars(uid="04AA")))
    around.happened(A)
    gone = SettleSession(SessionId(UUID(int=99)))
    await around.relay(lambda _: (gone,)).round()
    assert around.open == []


@asynchronous
async def test_a_desk_is_lent_on_and_remembers_nothing_of_the_row_before():
    around, made, said = Surroundings(), [], []

    class Memory(NoWork):
        def discard(self):
            said.append("forgotten")

    async def run(command):
        said.append(command.station)

    def desk_of(_):
        made.append(Desk(Memory(), lambda _: run))
        return made[-1]

    around.happened(A, B, A)
    relay = replace(around.relay(as_told, run, at_once=1), desk_of=desk_of)
    await relay.round()
    assert said == [A, A, "forgotten", B, "forgotten"]
    assert len(made) == 1


@asynchronous
async def test_tenants_are_lent_desks_of_their_own():
    around, asked = Surroundings(), []

    async def run(command):
        asked.append(command.tenant)

    def desk_of(tenant):
        async def handler(command):
            assert command.tenant == tenant
            await run(command)

        return Desk(NoWork(), lambda _: handler)

    events = [replace(boot(A), tenant=TenantId(name)) for name in ("demo", "other", "demo")]
    around.storage.database.outbox.append(events)
    relay = replace(around.relay(as_told, run, at_once=1), desk_of=desk_of)
    await relay.round()
    assert sorted(asked) == ["demo", "demo", "other"]
    assert around.open == []


@asynchronous
async def test_what_a_round_has_not_begun_in_time_is_given_back():
    around, seen = Surroundings(), []

    async def run(command):
        seen.append(command.station)
        await asyncio.sleep(0.01)

    around.happened(A, A, B)
    relay = around.relay(as_told, run, lease_seconds=0.0)
    for _ in range(3):
        await relay.round()
    assert sorted(seen) == [A, A, B]
    assert around.open == []
    assert all(e.stored.claims <= 2 for e in around.storage.database.outbox.entries)


@asynchronous
async def test_a_round_that_cannot_note_a_failure_leaves_nothing_running(monkeypatch):
    around, begun, ended = Surroundings(), [], []

    async def run(command):
        begun.append(command.station)
        if command.station == A:
            await asyncio.sleep(0)
            raise OSError("the database is away")
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(command.station)

    async def failing(*_):
        raise OSError("connection refused")

    around.happened(A, B)
    relay = around.relay(as_told, run)
    monkeypatch.setattr(type(relay.outbox), "failed", failing)
    with pytest.raises(OSError, match="connection refused"):
        await relay.round()
    assert (sorted(begun), ended) == ([A, B], [B])
    assert around.told.events == []
