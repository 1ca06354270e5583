"""What was not answered is sent again: same id, same bytes, same order."""

import asyncio

import pytest
from tests.entrypoints.simulator.fake_csms import fake_csms
from tests.entrypoints.simulator.worlds import alive, plan, world

from entrypoints.simulator import History, SimulatedStation
from entrypoints.simulator.sayings import Cause

VERSIONS = ["1.6", "2.0.1", "2.1"]
MOMENTS = [
    ("1.6", "StartTransaction"),
    ("1.6", "StopTransaction"),
    ("2.0.1", "TransactionEvent"),
    ("2.1", "TransactionEvent"),
]


def _charge(station) -> None:
    outlet = station.outlets[0]
    outlet.plug_in()
    outlet.begin("04A1", Cause.AUTHORIZED)
    outlet.meter(Cause.PERIODIC)
    outlet.end(Cause.LOCAL, "04A1")
    outlet.unplug()


@pytest.mark.parametrize(("version", "action"), MOMENTS)
def test_a_message_cut_off_is_sent_again_with_the_same_id(version, action):
    async def story():
        first_time = []

        def cut(seen) -> bool:
            if seen.action == action and not first_time:
                first_time.append(seen)
                return True
            return False

        async with world(version, csms_traits={"cut_on": cut}) as (csms, station):
            _charge(station)
            await station.queue.drained()
            sent = [s for s in csms.seen if s.action == action]
            assert (sent[0].id, sent[0].payload) == (sent[1].id, sent[1].payload)
            assert (sent[0].connection, sent[1].connection) == (1, 2)
            (account,) = station.history.accounts
            assert account.complete
            assert [m.sends for m in account.messages if m.id == sent[0].id] == [2]
            # No second boot: a lost socket is no restart.
            assert csms.actions().count("BootNotification") == 1

    asyncio.run(story())


@pytest.mark.parametrize("version", VERSIONS)
def test_an_answer_that_never_came_is_not_acknowledged(version):
    async def story():
        deaf = {"silent_on": lambda seen: seen.action in {"StartTransaction", "TransactionEvent"}}
        async with world(version, csms_traits=deaf) as (csms, station):
            _charge(station)
            await csms.saw("StartTransaction" if version == "1.6" else "TransactionEvent")
            (account,) = station.history.accounts
            assert not account.start_acknowledged
            assert account.ended_at is not None
            csms.silent_on = lambda seen: False
            station.drop()
            await station.queue.drained()
            assert account.complete

    asyncio.run(story())


def test_offline_charging_goes_on_and_is_told_later_in_order():
    async def story():
        async with world("2.0.1") as (csms, station):
            station.go_offline()
            _charge(station)
            _charge(station)
            assert csms.events() == []
            assert station.messages_wait
            station.go_online()
            await station.queue.drained()
        events = csms.events()
        assert [e["eventType"] for e in events] == ["Started", "Updated", "Updated", "Ended"] * 2
        assert [e["seqNo"] for e in events] == [0, 1, 2, 3] * 2
        assert all(e["offline"] for e in events)
        assert csms.answered.index(csms.seen[-1].id) >= 0
        assert csms.actions().count("BootNotification") == 1

    asyncio.run(story())


def test_1_6_learns_its_number_late_and_uses_it_for_what_was_queued_behind():
    async def story():
        async with world("1.6") as (csms, station):
            station.go_offline()
            _charge(station)
            station.go_online()
            await station.queue.drained()
            (account,) = station.history.accounts
            number = account.csms_id
            assert number > 0
            assert csms.of("MeterValues")[0]["transactionId"] == number
            assert csms.of("StopTransaction")[0]["transactionId"] == number

    asyncio.run(story())


def test_a_refused_message_is_tried_again_with_a_new_id_and_at_last_given_up():
    async def story():
        broken = {"fault_on": lambda s: "InternalError" if s.action == "StartTransaction" else None}
        settings = {"TransactionMessageAttempts": "2", "TransactionMessageRetryInterval": "0"}
        async with world("1.6", broken, settings=settings) as (csms, station):
            _charge(station)
            await station.queue.drained()
            starts = [s for s in csms.seen if s.action == "StartTransaction"]
            assert len({s.id for s in starts}) == 2
            (account,) = station.history.accounts
            start = account.messages[0]
            assert (start.given_up, start.refusals) == (True, ["InternalError"] * 2)
            assert not account.complete
            assert csms.of("StopTransaction")[0]["transactionId"] == -1

    asyncio.run(story())


def test_a_csms_that_forgot_the_boot_is_told_again_and_nothing_is_lost():
    async def story():
        forgot = []

        def fault(seen):
            if seen.action == "TransactionEvent" and not forgot:
                forgot.append(seen)
                return "SecurityError"
            return None

        async with world("2.0.1", {"fault_on": fault}) as (csms, station):
            _charge(station)
            await station.queue.drained()
            assert csms.actions().count("BootNotification") == 2
            (account,) = station.history.accounts
            assert account.complete
            assert account.messages[0].refusals == []

    asyncio.run(story())


@pytest.mark.parametrize("version", VERSIONS)
def test_nothing_but_boots_is_sent_until_one_is_accepted(version):
    async def story():
        async with (
            fake_csms(boots={"DE-01": ["Pending", "Rejected", "Accepted"]}) as csms,
            alive(SimulatedStation(plan(csms, version))) as station,
        ):
            await csms.saw("BootNotification", 1)
            _charge(station)
            await station.queue.drained()
            assert csms.actions()[:3] == ["BootNotification"] * 3
            assert csms.actions().count("BootNotification") == 3

    asyncio.run(story())


def test_the_history_survives_json():
    async def story():
        async with world("2.0.1") as (_, station):
            _charge(station)
            await station.queue.drained()
            data = station.history.as_data()
            assert History.from_data(data).accounts == station.history.accounts

    asyncio.run(story())
