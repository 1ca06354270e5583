"""Orders: which goes next, which wait, and which are late."""

import asyncio

import pytest
from tests.adapters.stores.world import World, promise
from tests.builders import an_order, at, new_id

from domain.errors import NotFound, StaleState
from domain.instruction import (
    AskTransactionStatus,
    ClearCache,
    OrderChanged,
    OrderState,
    Outcome,
    RemoteStart,
    RemoteStop,
    Reset,
    Verdict,
)

ACCEPTED = Outcome(Verdict.ACCEPTED, "Accepted", {"note": "at once"})


@promise
async def test_an_order_is_found_and_got(world: World):
    station = await world.station()
    order = an_order(station, ClearCache())
    await world.keep(order)
    assert (await world.volta().orders.find(order.id)).instruction == ClearCache()
    assert (await world.volta().orders.get(order.id)).ordered_at == order.ordered_at
    assert await world.volta().orders.find(new_id()) is None
    with pytest.raises(NotFound):
        await world.volta().orders.get(new_id())


@promise
async def test_the_most_urgent_order_goes_first_then_the_oldest(world: World):
    station, other = await world.station("MARKET-1"), await world.station("HARBOUR-1")
    await world.keep(
        an_order(station, AskTransactionStatus(), 0),
        an_order(station, ClearCache(), 2),
        an_order(station, Reset(), 3),
        an_order(station, RemoteStart("B"), 5),
        an_order(station, RemoteStart("A"), 4),
        an_order(station, RemoteStop("7"), 6),
        an_order(station, ClearCache(), 1, state=OrderState.SENT),
        an_order(station, ClearCache(), 1, state=OrderState.CANCELLED),
        an_order(other, RemoteStop("8")),
    )
    orders = world.volta().orders
    queued = [order.instruction for order in await orders.queued_for(station.id, 10)]
    assert queued == [
        RemoteStop("7"),
        RemoteStart("A"),
        RemoteStart("B"),
        Reset(),
        ClearCache(),
        AskTransactionStatus(),
    ]
    assert [o.instruction for o in await orders.queued_for(station.id, 2)] == queued[:2]


@promise
async def test_unconfirmed_are_those_whose_effect_may_still_be_seen(world: World):
    station, other = await world.station("MARKET-1"), await world.station("HARBOUR-1")
    kept = {
        state: an_order(station, RemoteStart(state), minute, state=state)
        for minute, state in enumerate(OrderState)
    }
    await world.keep(
        *kept.values(),
        an_order(station, Reset(), state=OrderState.ACCEPTED),
        an_order(other, RemoteStart("elsewhere"), state=OrderState.ACCEPTED),
    )
    found = await world.volta().orders.unconfirmed(station.id, RemoteStart)
    assert [order.state for order in found] == [
        OrderState.SENT,
        OrderState.ACCEPTED,
        OrderState.TIMED_OUT,
    ]


@promise
async def test_overdue_are_expired_queued_ones_and_sent_ones_without_an_answer(world: World):
    station = await world.station()
    sent, state = OrderState.SENT, "state"
    expired = an_order(station, minutes=0, expires_at=at(10))
    unanswered = an_order(station, minutes=1, **{state: sent}, sent_at=at(2))
    await world.keep(
        expired,
        unanswered,
        an_order(station, minutes=2, expires_at=at(30)),
        an_order(station, minutes=3, **{state: sent}, sent_at=at(9)),
        an_order(station, minutes=4, state=OrderState.ACCEPTED, sent_at=at(1)),
        an_order(station, minutes=5, state=OrderState.CANCELLED, expires_at=at(1)),
    )
    orders = world.volta().orders
    found = await orders.overdue(at(10), at(5), 10)
    assert [order.id for order in found] == [expired.id, unanswered.id]
    assert len(await orders.overdue(at(10), at(5), 1)) == 1
    assert await orders.overdue(at(9), at(2), 10) == ()


@promise
async def test_waiting_counts_queued_and_sent_orders_of_the_station(world: World):
    station, other = await world.station("MARKET-1"), await world.station("HARBOUR-1")
    await world.keep(*(an_order(station, state=state) for state in OrderState), an_order(other))
    scope = world.volta()
    assert await scope.orders.waiting(station.id) == 2
    scope.orders.save(an_order(station))
    assert await scope.orders.waiting(station.id) == 3


@promise
async def test_an_order_is_followed_from_queue_to_effect(world: World):
    station = await world.station()
    order, newest = an_order(station, Reset()), await world.storage.outbox.newest()
    await world.keep(order)
    steps = (
        lambda o: o.send(at(1)),
        lambda o: o.answer(ACCEPTED, at(2)),
        lambda o: o.confirm(at(3)),
    )
    for step in steps:
        scope = world.volta()
        known = await scope.orders.get(order.id)
        step(known)
        scope.orders.save(known)
        await scope.work.commit()
    kept = await world.volta().orders.get(order.id)
    assert (kept.state, kept.outcome) == (OrderState.CONFIRMED, ACCEPTED)
    assert (kept.sent_at, kept.answered_at, kept.confirmed_at) == (at(1), at(2), at(3))
    events = [stored.event for stored in await world.storage.outbox.after(newest, 10)]
    assert [e.state for e in events if isinstance(e, OrderChanged)] == [
        "sent",
        "accepted",
        "confirmed",
    ]


@promise
async def test_an_order_is_sent_by_one_sender_only(world: World):
    station = await world.station()
    order = an_order(station)
    await world.keep(order)
    senders = [world.volta() for _ in range(3)]
    for scope in senders:
        mine = await scope.orders.get(order.id)
        mine.send(at(1))
        scope.orders.save(mine)
    results = await asyncio.gather(*(s.work.commit() for s in senders), return_exceptions=True)
    assert results.count(None) == 1
    assert sum(isinstance(result, StaleState) for result in results) == 2


@promise
async def test_request_numbers_are_positive_and_never_given_twice(world: World):
    here, there = world.volta().orders, world.ohm().orders
    given = [await store.next_number() for _ in range(60) for store in (here, there)]
    assert len(set(given)) == len(given)
    assert all(0 < number < 2**31 for number in given)
