"""Sockets die at random moments, before and after answers: the history stays true."""

import asyncio
import random

import pytest
from tests.entrypoints.simulator.fake_csms import fake_csms
from tests.entrypoints.simulator.worlds import IMPATIENT, world

from entrypoints.simulator import FleetPlan, History, Rhythm, run_fleet

BRIEF = Rhythm(
    pause=(0.0, 0.01), session=(0.03, 0.08), reading_seconds=0.02, sessions=3, acceleration=1000
)


@pytest.mark.parametrize("seed", range(4))
def test_nothing_is_lost_doubled_or_out_of_order_when_sockets_die(seed):
    async def story():
        chance = random.Random(seed)
        history = History()
        async with fake_csms(
            cut_on=lambda _: chance.random() < 0.04,
            cut_after=lambda _: chance.random() < 0.04,
        ) as csms:
            plan = FleetPlan(csms.url, 9, rhythm=BRIEF, patience=IMPATIENT, seed=seed)
            report = await run_fleet(plan, history=history)
        assert (report.faults_inside, report.undelivered) == ((), 0)
        assert len(history.accounts) == 27
        answered = set(csms.answered)
        for account in history.accounts:
            assert account.complete
            for message in account.messages:
                assert message.id in answered
                arrived = [s.payload for s in csms.seen if s.id == message.id]
                assert all(payload == arrived[0] for payload in arrived)
        for station in csms.connections:
            told = [m.id for account in history.of(station) for m in account.messages]
            heard = dict.fromkeys(s.id for s in csms.seen if s.station == station)
            assert [one for one in heard if one in set(told)] == told

    asyncio.run(story())


def test_a_history_that_keeps_two_forgets_only_what_is_complete():
    async def story():
        history = History(keep=2)
        async with fake_csms() as csms:
            plan = FleetPlan(csms.url, 3, rhythm=BRIEF, patience=IMPATIENT)
            report = await run_fleet(plan, history=history)
        assert report.sessions_ended == 9
        assert len(history.accounts) == 2

    asyncio.run(story())


def test_nonsense_from_the_csms_does_not_disturb_a_station():
    async def story():
        async with world("1.6") as (csms, station):
            for nonsense in ("", "[]", "{}", "[3]", "[2,1,[],{}]", '[3,"x",[]]', "[9,1]", "nope"):
                await csms.sockets["DE-01"].send(nonsense)
            answer = await csms.ask("DE-01", "ClearCache", {})
            assert answer[2] == {"status": "Accepted"}
            assert station.online

    asyncio.run(story())
