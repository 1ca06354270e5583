"""What the station does when the CSMS asks, in the words of each version."""

import asyncio

import pytest
from tests.entrypoints.simulator.fake_csms import fake_csms
from tests.entrypoints.simulator.worlds import alive, plan, world

from entrypoints.simulator import SimulatedStation

TWO = ["2.0.1", "2.1"]
EVERY = ["1.6", *TWO]
TOKEN = {"idToken": "04A1", "type": "ISO14443"}

START = {
    "1.6": ("RemoteStartTransaction", {"idTag": "04A1", "connectorId": 1}),
    "2.0.1": ("RequestStartTransaction", {"idToken": TOKEN, "remoteStartId": 7, "evseId": 1}),
    "2.1": ("RequestStartTransaction", {"idToken": TOKEN, "remoteStartId": 7}),
}


async def _start(csms, version) -> None:
    assert (await csms.ask("DE-01", *START[version]))[2] == {"status": "Accepted"}
    await csms.saw("StartTransaction" if version == "1.6" else "TransactionEvent")


def _stop(version: str) -> str:
    return "RemoteStopTransaction" if version == "1.6" else "RequestStopTransaction"


@pytest.mark.parametrize("version", EVERY)
def test_remote_start_really_starts_and_remote_stop_really_stops(version):
    async def story():
        async with world(version) as (csms, station):
            await _start(csms, version)
            again = await csms.ask("DE-01", *START[version])
            assert again[2] == {"status": "Rejected"}
            await csms.until(lambda: bool(csms.answered))
            transaction = await _known(station, version)
            answer = await csms.ask("DE-01", _stop(version), {"transactionId": transaction})
            assert answer[2] == {"status": "Accepted"}
            await station.queue.drained()
            (account,) = station.history.accounts
            await csms.until(lambda: account.complete)
            assert account.complete
            if version == "1.6":
                assert csms.of("StopTransaction")[0]["reason"] == "Remote"
            else:
                started, ended = csms.events()[0], csms.events()[-1]
                assert started["transactionInfo"]["remoteStartId"] == 7
                assert started["triggerReason"] == "RemoteStart"
                assert ended["transactionInfo"]["stoppedReason"] == "Remote"

    asyncio.run(story())


async def _known(station, version):
    await station.queue.drained()
    (account,) = station.history.accounts
    return account.csms_id if version == "1.6" else account.transaction


@pytest.mark.parametrize("version", EVERY)
def test_stopping_an_unknown_transaction_is_refused(version):
    async def story():
        unknown = 4711 if version == "1.6" else "nobody"
        async with world(version) as (csms, _):
            answer = await csms.ask("DE-01", _stop(version), {"transactionId": unknown})
            assert answer[2] == {"status": "Rejected"}

    asyncio.run(story())


RESETS = [("1.6", "Soft", "SoftReset"), ("1.6", "Hard", "HardReset")]
RESETS += [(version, "Immediate", "ImmediateReset") for version in TWO]


@pytest.mark.parametrize(("version", "manner", "reason"), RESETS)
def test_a_reset_ends_the_transaction_drops_the_socket_and_boots(version, manner, reason):
    async def story():
        async with world(version) as (csms, station):
            await _start(csms, version)
            answer = await csms.ask("DE-01", "Reset", {"type": manner})
            assert answer[2] == {"status": "Accepted"}
            await csms.saw("BootNotification", 2)
            await station.queue.drained()
            assert csms.connections["DE-01"] >= 2
            if version == "1.6":
                assert csms.of("StopTransaction")[0]["reason"] == reason
            else:
                assert csms.events()[-1]["transactionInfo"]["stoppedReason"] == reason
                assert csms.of("BootNotification")[1]["reason"] == "RemoteReset"

    asyncio.run(story())


@pytest.mark.parametrize("version", TWO)
def test_a_reset_on_idle_waits_for_the_transaction(version):
    async def story():
        async with world(version) as (csms, station):
            await _start(csms, version)
            answer = await csms.ask("DE-01", "Reset", {"type": "OnIdle"})
            assert answer[2] == {"status": "Scheduled"}
            transaction = await _known(station, version)
            await csms.ask("DE-01", "RequestStopTransaction", {"transactionId": transaction})
            await csms.saw("BootNotification", 2)
            assert csms.of("BootNotification")[1]["reason"] == "ScheduledReset"

    asyncio.run(story())


@pytest.mark.parametrize("version", EVERY)
def test_an_outlet_put_out_of_service_says_so_and_starts_nothing(version):
    asked = {
        "1.6": {"connectorId": 1, "type": "Inoperative"},
        "2.0.1": {"evse": {"id": 1}, "operationalStatus": "Inoperative"},
        "2.1": {"operationalStatus": "Inoperative"},
    }

    def unavailable(csms):
        key = "status" if version == "1.6" else "connectorStatus"
        return any(s[key] == "Unavailable" for s in csms.of("StatusNotification"))

    async def story():
        async with world(version) as (csms, _):
            answer = await csms.ask("DE-01", "ChangeAvailability", asked[version])
            assert answer[2] == {"status": "Accepted"}
            await csms.until(lambda: unavailable(csms))
            assert (await csms.ask("DE-01", *START[version]))[2] == {"status": "Rejected"}

    asyncio.run(story())


@pytest.mark.parametrize("version", EVERY)
def test_out_of_service_waits_for_the_transaction(version):
    asked = {
        "1.6": {"connectorId": 0, "type": "Inoperative"},
        "2.0.1": {"operationalStatus": "Inoperative"},
        "2.1": {"operationalStatus": "Inoperative"},
    }

    async def story():
        async with world(version) as (csms, _):
            await _start(csms, version)
            answer = await csms.ask("DE-01", "ChangeAvailability", asked[version])
            assert answer[2] == {"status": "Scheduled"}

    asyncio.run(story())


def test_unlocking_ends_the_transaction_in_1_6():
    async def story():
        async with world("1.6") as (csms, _):
            await _start(csms, "1.6")
            answer = await csms.ask("DE-01", "UnlockConnector", {"connectorId": 1})
            assert answer[2] == {"status": "Unlocked"}
            await csms.saw("StopTransaction")
            assert csms.of("StopTransaction")[0]["reason"] == "UnlockCommand"

    asyncio.run(story())


@pytest.mark.parametrize("version", TWO)
def test_unlocking_spares_a_transaction_in_2_x(version):
    async def story():
        async with world(version) as (csms, _):
            plug = {"evseId": 1, "connectorId": 1}
            free = await csms.ask("DE-01", "UnlockConnector", plug)
            await _start(csms, version)
            busy = await csms.ask("DE-01", "UnlockConnector", plug)
            unknown = await csms.ask("DE-01", "UnlockConnector", {"evseId": 9, "connectorId": 1})
            assert [a[2]["status"] for a in (free, busy, unknown)] == [
                "Unlocked",
                "OngoingAuthorizedTransaction",
                "UnknownConnector",
            ]

    asyncio.run(story())


TRIGGERS = [
    (version, message)
    for version in EVERY
    for message in (
        "BootNotification",
        "Heartbeat",
        "StatusNotification",
        "MeterValues",
        "FirmwareStatusNotification",
    )
]
TRIGGERS += [("1.6", "DiagnosticsStatusNotification"), ("2.0.1", "LogStatusNotification")]


@pytest.mark.parametrize(("version", "message"), TRIGGERS)
def test_a_triggered_message_follows_the_answer(version, message):
    async def story():
        async with world(version) as (csms, _):
            await csms.saw("StatusNotification", 2 if version == "1.6" else 1)
            before = csms.actions().count(message)
            answer = await csms.ask("DE-01", "TriggerMessage", {"requestedMessage": message})
            assert answer[2] == {"status": "Accepted"}
            await csms.saw(message, before + 1)
            answered = csms.log.index("answer to TriggerMessage")
            assert csms.log[:answered].count(message) == before

    asyncio.run(story())


@pytest.mark.parametrize("version", TWO)
def test_transaction_events_can_be_triggered_while_one_runs(version):
    wanted = {"requestedMessage": "TransactionEvent"}

    async def story():
        async with world(version) as (csms, _):
            idle = await csms.ask("DE-01", "TriggerMessage", wanted)
            assert idle[2] == {"status": "Rejected"}
            await _start(csms, version)
            busy = await csms.ask("DE-01", "TriggerMessage", wanted)
            assert busy[2] == {"status": "Accepted"}
            await csms.until(lambda: any(e["triggerReason"] == "Trigger" for e in csms.events()))

    asyncio.run(story())


@pytest.mark.parametrize("version", EVERY)
def test_small_questions_get_small_answers(version):
    async def story():
        async with world(version) as (csms, _):
            cleared = await csms.ask("DE-01", "ClearCache", {})
            transferred = await csms.ask("DE-01", "DataTransfer", {"vendorId": "com.example"})
            assert cleared[2] == {"status": "Accepted"}
            assert transferred[2] == {"status": "UnknownVendorId"}

    asyncio.run(story())


@pytest.mark.parametrize("version", TWO)
def test_transaction_status_tells_what_runs_and_what_waits(version):
    async def story():
        async with world(version) as (csms, station):
            await _start(csms, version)
            transaction = await _known(station, version)
            running = await csms.ask(
                "DE-01", "GetTransactionStatus", {"transactionId": transaction}
            )
            other = await csms.ask("DE-01", "GetTransactionStatus", {"transactionId": "other"})
            any_one = await csms.ask("DE-01", "GetTransactionStatus", {})
            assert running[2] == {"ongoingIndicator": True, "messagesInQueue": False}
            assert other[2] == {"ongoingIndicator": False, "messagesInQueue": False}
            assert any_one[2] == {"messagesInQueue": False}

    asyncio.run(story())


@pytest.mark.parametrize("version", EVERY)
def test_known_but_unsupported_and_unknown_are_told_apart(version):
    async def story():
        async with world(version) as (csms, _):
            known = await csms.ask("DE-01", "ReserveNow", {})
            unknown = await csms.ask("DE-01", "MakeCoffee", {})
            assert (known[0], known[2]) == (4, "NotSupported")
            assert (unknown[0], unknown[2]) == (4, "NotImplemented")

    asyncio.run(story())


@pytest.mark.parametrize("version", EVERY)
def test_a_call_that_cannot_be_read_is_a_format_error(version):
    async def story():
        async with world(version) as (csms, _):
            answer = await csms.ask("DE-01", "Reset", {"kind": "Soft"})
            wanted = "FormationViolation" if version == "1.6" else "FormatViolation"
            assert (answer[0], answer[2]) == (4, wanted)

    asyncio.run(story())


@pytest.mark.parametrize("version", EVERY)
def test_a_triggered_reading_belongs_to_the_transaction_only_in_1_6(version):
    async def story():
        async with world(version) as (csms, station):
            await _start(csms, version)
            transaction = await _known(station, version)
            await csms.ask("DE-01", "TriggerMessage", {"requestedMessage": "MeterValues"})
            await csms.saw("MeterValues")
            reading = csms.of("MeterValues")[0]
            assert reading.get("transactionId") == (transaction if version == "1.6" else None)

    asyncio.run(story())


@pytest.mark.parametrize("version", EVERY)
def test_a_pending_station_obeys_and_boots_at_once_when_triggered(version):
    pending = {"boots": {"DE-01": ["Pending", "Accepted"]}, "boot_wait": 3600}

    async def story():
        async with (
            fake_csms(**pending) as csms,
            alive(SimulatedStation(plan(csms, version))) as station,
        ):
            await csms.saw("BootNotification")
            wanted = {"requestedMessage": "BootNotification"}
            assert (await csms.ask("DE-01", "TriggerMessage", wanted))[2] == {"status": "Accepted"}
            await csms.saw("BootNotification", 2)
            await station.presence.ready.wait()
            if version != "1.6":
                assert csms.of("BootNotification")[1]["reason"] == "Triggered"

    asyncio.run(story())


def test_a_station_whose_triggered_boot_is_not_accepted_registers_again():
    async def story():
        boots = {"boots": {"DE-01": ["Accepted", "Rejected", "Accepted"]}}
        async with world("2.0.1", boots) as (csms, station):
            await csms.ask("DE-01", "TriggerMessage", {"requestedMessage": "BootNotification"})
            await csms.saw("BootNotification", 3)
            await station.presence.ready.wait()
            assert station.presence.registered

    asyncio.run(story())
