"""Orders to stations: taken, delivered, expired."""

import asyncio
from datetime import timedelta

import pytest
from tests.application.office import Office, end, start
from tests.application.rules import rule
from tests.asynchronous import asynchronous
from tests.builders import VOLTA, at

from adapters.memory.bus import MemoryBus
from application.ports.remote_control import StationLine
from application.provisioning.boot_station import BootStation
from application.remote_control.deliver import DeliverOrder, DeliverOrderHandler, NextOrder
from application.remote_control.order import (
    MOST_WAITING,
    CancelOrder,
    CancelOrderHandler,
    ExpireOrders,
    ExpireOrdersHandler,
    OrderInstructionHandler,
    StopSession,
    StopSessionHandler,
)
from domain.errors import NotPossibleNow
from domain.instruction import (
    ChangeSettings,
    ClearCache,
    OrderState,
    Outcome,
    ReadInventory,
    RemoteStart,
    RemoteStop,
    Unlock,
    Verdict,
)
from domain.station import Hardware, Registration, SettingKey

HOUR = timedelta(hours=1)


class Scripted(StationLine):
    """A line that gives the outcomes of a script, and notes what it saw of the order then."""

    def __init__(self, office, *outcomes):
        self.office = office
        self.outcomes = list(outcomes)
        self.seen = []

    async def ask(self, station, instruction):
        orders = self.office.storage.database.tables.orders.rows.values()
        self.seen.append([order.state for order in orders])
        outcome = self.outcomes.pop(0)
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome


# Taking.


@rule(OrderInstructionHandler, "Its outcome is always recorded.")
@rule(OrderInstructionHandler, "A station that is away cannot be reached")
@asynchronous
async def test_an_order_for_a_station_that_is_away_says_so_at_once_unless_it_may_wait():
    office = await Office().open()
    station = await office.station()
    refused = await office.ordered(station, ClearCache())
    waiting = await office.ordered(station, ClearCache(), wait_for=HOUR)
    assert (await office.order(refused)).outcome.verdict is Verdict.STATION_OFFLINE
    assert (await office.order(waiting)).state is OrderState.QUEUED
    office.later(61)
    await office.run(ExpireOrders(timedelta(minutes=1)))
    assert (await office.order(waiting)).outcome.verdict is Verdict.EXPIRED


@rule(OrderInstructionHandler, "A station that was not accepted gets no orders")
@asynchronous
async def test_a_rejected_station_gets_no_orders_and_a_pending_one_can_be_prepared():
    office = await Office().open()
    rejected = await office.station("NO-1", registration=Registration.REJECTED)
    pending = await office.station("WAIT-1", registration=Registration.PENDING)
    for station in (rejected, pending):
        await office.connected(station)
        await office.run(BootStation(station.id, Hardware("V", "M")))
    with pytest.raises(NotPossibleNow):
        await office.ordered(rejected, ClearCache())
    settings = ChangeSettings(((SettingKey("HeartbeatInterval"), "60"),))
    assert (await office.ordered(pending, settings)).state is OrderState.QUEUED


@rule(OrderInstructionHandler, "More than a hundred orders do not wait for one station.")
@asynchronous
async def test_the_hundred_and_first_waiting_order_is_refused():
    office = await Office().open()
    station, other = await office.station(), await office.station("OTHER-1")
    for _ in range(MOST_WAITING):
        await office.ordered(station, ClearCache(), wait_for=HOUR)
    with pytest.raises(NotPossibleNow):
        await office.ordered(station, ClearCache(), wait_for=HOUR)
    assert await office.ordered(other, ClearCache(), wait_for=HOUR)


@rule(OrderInstructionHandler, "A request that the station answers later")
@asynchronous
async def test_what_is_answered_later_gets_a_number_of_its_own():
    office = await Office().open()
    station = await office.station_on_line()
    start_order = await office.ordered(station, RemoteStart("DEADBEEF"))
    report_order = await office.ordered(station, ReadInventory())
    numbers = {start_order.instruction.number, report_order.instruction.request}
    assert len(numbers) == 2
    assert all(0 < number < 2**31 for number in numbers)


@rule(OrderInstructionHandler, "The node that holds the station's line is woken up")
@asynchronous
async def test_the_bell_rings_once_the_order_can_be_found():
    bus = MemoryBus()
    office = await Office(bus=bus).open()
    station = await office.station_on_line()
    async with bus.listen("orders") as rings:
        await office.ordered(station, ClearCache())
        async with asyncio.timeout(1):
            assert await anext(rings) == ("orders", f"{VOLTA} {station.id}")
        assert await office.run(NextOrder(station.id)) is not None


@rule(StopSessionHandler, "A session that has ended cannot be stopped.")
@asynchronous
async def test_a_running_session_is_stopped_by_its_reference_and_an_ended_one_not():
    office = await Office().open()
    station = await office.station_on_line()
    await office.hears(station, start())
    session = await office.session(station)
    order = await office.run(StopSession(VOLTA, session.id))
    assert order.instruction == RemoteStop(session.reference)
    await office.hears(station, end(30))
    with pytest.raises(NotPossibleNow):
        await office.run(StopSession(VOLTA, session.id))


@rule(CancelOrderHandler, "Only while it is queued")
@asynchronous
async def test_a_queued_order_can_be_taken_back_and_a_sent_one_not():
    office = await Office().open()
    station = await office.station_on_line()
    order = await office.ordered(station, ClearCache())
    await office.run(CancelOrder(order.id))
    assert (await office.order(order)).state is OrderState.CANCELLED
    sent = await office.ordered(station, ClearCache())
    line = Scripted(office, RuntimeError("the node dies"))
    with pytest.raises(RuntimeError):
        await office.run_on_line(DeliverOrder(sent.id), line)
    with pytest.raises(NotPossibleNow):
        await office.run(CancelOrder(sent.id))


# Delivering.


@rule(DeliverOrderHandler, "It is noted as sent before it is")
@asynchronous
async def test_an_order_whose_node_dies_is_not_sent_twice():
    office = await Office().open()
    station = await office.station_on_line()
    order = await office.ordered(station, Unlock(1))
    line = Scripted(office, RuntimeError("the node dies"))
    with pytest.raises(RuntimeError):
        await office.run_on_line(DeliverOrder(order.id), line)
    assert line.seen == [[OrderState.SENT]]
    await office.run_on_line(DeliverOrder(order.id), line)
    assert len(line.seen) == 1


@rule(DeliverOrderHandler, "One that has expired is not sent.")
@asynchronous
async def test_an_expired_order_is_not_sent():
    office = await Office().open()
    station = await office.station()
    order = await office.ordered(station, ClearCache(), wait_for=HOUR)
    office.later(60)
    line = Scripted(office)
    await office.run_on_line(DeliverOrder(order.id), line)
    assert line.seen == []
    assert (await office.order(order)).outcome.verdict is Verdict.EXPIRED


@rule(DeliverOrderHandler, "The outcome is noted, whatever it is")
@pytest.mark.parametrize(
    ("verdict", "state"),
    [
        (Verdict.ACCEPTED, OrderState.CONFIRMED),
        (Verdict.SCHEDULED, OrderState.ACCEPTED),
        (Verdict.REJECTED, OrderState.REJECTED),
        (Verdict.NOT_SUPPORTED, OrderState.REJECTED),
        (Verdict.TIMED_OUT, OrderState.TIMED_OUT),
        (Verdict.STATION_OFFLINE, OrderState.STATION_OFFLINE),
    ],
)
@asynchronous
async def test_whatever_becomes_of_an_order_is_noted(verdict, state):
    office = await Office().open()
    station = await office.station_on_line()
    order = await office.ordered(station, Unlock(1))
    await office.run_on_line(DeliverOrder(order.id), Scripted(office, Outcome(verdict)))
    kept = await office.order(order)
    assert (kept.outcome.verdict, kept.state) == (verdict, state)


# Expiring.


@rule(ExpireOrdersHandler, "One that was not sent in time has expired.")
@rule(ExpireOrdersHandler, "One whose node died before the answer came has timed out.")
@asynchronous
async def test_no_order_is_left_without_an_outcome():
    office = await Office().open()
    station = await office.station_on_line()
    sent = await office.ordered(station, ClearCache())
    with pytest.raises(RuntimeError):
        await office.run_on_line(
            DeliverOrder(sent.id), Scripted(office, RuntimeError("the node dies"))
        )
    unsent = await office.ordered(station, ClearCache())
    assert await office.run(ExpireOrders(timedelta(minutes=1))) == 0
    office.later(10)
    assert await office.run(ExpireOrders(timedelta(minutes=1))) == 2
    assert (await office.order(sent)).outcome.verdict is Verdict.TIMED_OUT
    assert (await office.order(unsent)).outcome.verdict is Verdict.EXPIRED
    assert (await office.order(unsent)).answered_at == at(10)
