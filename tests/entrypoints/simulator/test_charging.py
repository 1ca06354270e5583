"""A station boots, charges by itself and tells it in the words of its version."""

import asyncio

import pytest
from tests.entrypoints.simulator.worlds import LIVELY, world

from entrypoints.simulator.sayings import Cause

VERSIONS = ["1.6", "2.0.1", "2.1"]


@pytest.mark.parametrize("version", VERSIONS)
def test_station_boots_and_shows_its_outlets(version):
    async def story():
        async with world(version, outlets=2) as (csms, _):
            shown = 3 if version == "1.6" else 2  # 1.6 has the station itself as connector 0
            await csms.saw("StatusNotification", shown)
            assert csms.actions()[0] == "BootNotification"
            assert csms.seen[0].subprotocol == f"ocpp{version}"

    asyncio.run(story())


@pytest.mark.parametrize("version", VERSIONS)
def test_a_driver_charges_and_the_history_has_it_all(version):
    async def story():
        async with world(version, rhythm=LIVELY) as (_, station):
            await station.visits_over()
            await station.queue.drained()
        (account,) = station.history.accounts
        assert account.complete
        assert account.start_acknowledged
        assert account.end_acknowledged
        assert account.energy_wh > 0
        registers = [m.energy_wh for m in account.messages if m.energy_wh is not None]
        assert registers == sorted(registers)
        assert (registers[0], registers[-1]) == (account.meter_start_wh, account.meter_stop_wh)

    asyncio.run(story())


def test_1_6_tells_start_readings_and_stop_with_the_number_it_was_given():
    async def story():
        async with world("1.6", rhythm=LIVELY) as (csms, station):
            await csms.saw("StopTransaction")
        (account,) = station.history.accounts
        (stop,) = csms.of("StopTransaction")
        assert stop["transactionId"] == account.csms_id
        assert stop["meterStop"] == account.meter_stop_wh
        assert {m["transactionId"] for m in csms.of("MeterValues")} == {account.csms_id}
        assert len(csms.of("MeterValues")) >= 2

    asyncio.run(story())


@pytest.mark.parametrize("version", ["2.0.1", "2.1"])
def test_2_x_numbers_its_events_and_names_evse_and_token_once(version):
    async def story():
        async with world(version, rhythm=LIVELY) as (csms, station):
            await station.visits_over()
            await station.queue.drained()
        events = csms.events()
        assert [e["seqNo"] for e in events] == list(range(len(events)))
        assert events[0]["eventType"] == "Started"
        assert events[-1]["eventType"] == "Ended"
        assert [("evse" in e) for e in events] == [True] + [False] * (len(events) - 1)
        assert not any(e["offline"] for e in events)
        states = [e["transactionInfo"].get("chargingState") for e in events]
        assert states[:2] == ["EVConnected", "Charging"]

    asyncio.run(story())


@pytest.mark.parametrize("version", VERSIONS)
def test_a_refused_token_starts_nothing(version):
    async def story():
        async with world(version, csms_traits={"token_status": "Blocked"}, rhythm=LIVELY) as (
            csms,
            station,
        ):
            await csms.saw("Authorize", 2)
        assert station.history.accounts == []

    asyncio.run(story())


@pytest.mark.parametrize("version", VERSIONS)
def test_a_token_refused_at_the_start_ends_the_transaction(version):
    async def story():
        async with world(version, csms_traits={"token_status": "Invalid"}) as (csms, station):
            station.outlets[0].plug_in()
            station.outlets[0].begin("04BAD", Cause.AUTHORIZED)
            await station.outlets[0].ended()
            await station.queue.drained()
        (account,) = station.history.accounts
        assert account.complete
        if version == "1.6":
            assert csms.of("StopTransaction")[0]["reason"] == "DeAuthorized"
        else:
            assert csms.events()[-1]["transactionInfo"]["stoppedReason"] == "DeAuthorized"

    asyncio.run(story())
