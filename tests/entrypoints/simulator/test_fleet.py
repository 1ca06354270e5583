"""Many stations: started in turn, counted together, stopped cleanly."""

import asyncio
import json

import pytest
from tests.entrypoints.simulator.fake_csms import fake_csms
from tests.entrypoints.simulator.worlds import IMPATIENT, LIVELY

from entrypoints.simulator import FleetPlan, History, Rhythm, identities, run_fleet
from entrypoints.simulator.dialects import UnknownVersion

FOR_EVER = Rhythm(pause=(0.01, 0.02), session=(0.1, 0.2), reading_seconds=0.05, sessions=None)


def test_a_fleet_of_three_versions_charges_and_its_numbers_agree_with_the_csms():
    async def story():
        names = identities(30)
        passwords = {name: f"secret-of-{name}".encode() for name in names}
        async with fake_csms(passwords=passwords) as csms:
            history, progress = History(), []
            plan = FleetPlan(
                url=csms.url,
                stations=30,
                passwords=passwords,
                rhythm=LIVELY,
                patience=IMPATIENT,
                ramp_seconds=0.1,
                progress_seconds=0.1,
            )
            report = await run_fleet(plan, progress.append, history=history)
        assert report.sessions_started == report.sessions_ended == 30
        assert (report.registered, report.connected, report.refused) == (30, 0, 0)
        assert (report.waiting, report.undelivered, report.faults_inside) == (0, 0, ())
        assert report.messages_sent == len(csms.seen) == len(csms.answered)
        assert report.messages_answered == report.latency_ms["count"] == len(csms.answered)
        assert {s.subprotocol for s in csms.seen} == {"ocpp1.6", "ocpp2.0.1", "ocpp2.1"}
        assert len(history.accounts) == 30
        assert all(account.complete for account in history.accounts)
        assert progress
        assert json.loads(json.dumps(report.as_data()))["stations"] == 30

    asyncio.run(story())


def test_a_fleet_that_lives_for_ever_stops_when_told_and_leaves_nothing_behind():
    async def story():
        async with fake_csms() as csms:
            stopping, history = asyncio.Event(), History()
            plan = FleetPlan(csms.url, 6, rhythm=FOR_EVER, patience=IMPATIENT)
            running = asyncio.create_task(run_fleet(plan, stopping=stopping, history=history))
            await csms.saw("StopTransaction", 2)
            stopping.set()
            report = await running
        assert report.sessions_running == 0
        assert report.faults_inside == ()
        assert all(account.complete for account in history.accounts)

    asyncio.run(story())


def test_a_fleet_has_an_end_if_it_is_given_one():
    async def story():
        async with fake_csms() as csms:
            plan = FleetPlan(csms.url, 3, rhythm=FOR_EVER, patience=IMPATIENT, seconds=0.3)
            report = await run_fleet(plan)
        assert report.connected == 0
        assert report.seconds >= 0.3

    asyncio.run(story())


def test_names_without_a_password_are_refused_before_anything_starts():
    plan = FleetPlan("ws://127.0.0.1:1/ocpp/demo", 2, passwords={"SIM0001": "x"})
    with pytest.raises(ValueError, match="SIM0002"):
        plan.station_plans()


def test_an_address_that_is_no_websocket_is_refused():
    with pytest.raises(ValueError, match="ws://"):
        FleetPlan("http://127.0.0.1:1/ocpp/demo", 1).station_plans()


def test_an_unknown_version_is_refused_with_the_choice():
    plan = FleetPlan("ws://127.0.0.1:1/ocpp/demo", 1, versions=("1.5",))
    with pytest.raises(UnknownVersion, match=r"2\.0\.1"):
        plan.station_plans()


def test_a_plan_never_shows_its_passwords():
    plan = FleetPlan("ws://h/ocpp/demo", 1, passwords={"SIM0001": "canary"})
    assert "canary" not in repr(plan)
    assert "canary" not in repr(plan.station_plans()[0])
