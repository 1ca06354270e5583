"""Real chargers break rules: none of it may stall or stop another station."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest
from tests.adapters.ocpp.wire.corpus import smallest
from tests.adapters.persistence.installed import migrated
from tests.asynchronous import asynchronous
from tests.conformance.client import Client, dial
from tests.entrypoints.gateway.house import SECRET, TENANT, House, house, until
from tests.services import PostgresServer

from adapters.memory import MemoryStorage
from adapters.persistence import PostgresStorage
from adapters.world import SystemClock
from domain.instruction import ClearCache, OrderState, Verdict
from domain.session import ReportKind
from domain.station import ReportRefused

AT_THE_DOOR = 400
AT_ONCE = 0.9
"""Seconds; who found no room is heard again after one."""
VERSIONS = ["ocpp1.6", "ocpp2.0.1", "ocpp2.1"]
BOOT = {"chargePointVendor": "V", "chargePointModel": "M"}


def boot_of(version: str) -> dict:
    return smallest(version, "BootNotificationRequest")


@asynccontextmanager
async def on_line(home: House, identity: str, version: str = "ocpp1.6") -> AsyncIterator[Client]:
    """A registered station that has booted."""
    if identity not in home.stations:
        await home.register(identity)
    client = await dial(home.port, identity, version, SECRET.encode())
    try:
        await client.call("BootNotification", boot_of(version))
        yield client
    finally:
        client.drop()


def start(tag: str = "TAG-ANNA", **more: object) -> dict:
    at = "2026-03-01T12:00:00Z"
    return {"connectorId": 1, "idTag": tag, "meterStart": 0, "timestamp": at, **more}


@asynchronous
async def test_hundreds_who_come_while_the_gateway_is_at_work_find_room_at_its_door() -> None:
    """Whom the system turns away asks again after seconds, and is turned away by the next ones."""
    async with house() as home, AsyncExitStack() as doors:
        for _ in range(AT_THE_DOOR):  # nothing is taken in meanwhile: this blocks the loop
            there = socket.create_connection(("127.0.0.1", home.port), timeout=AT_ONCE)
            doors.callback(there.close)
        async with on_line(home, "CP-1"):
            """And who knocks is let in."""


@pytest.mark.parametrize("version", VERSIONS)
def test_calls_pipelined_without_waiting_are_answered_in_order_and_none_refused(version) -> None:
    @asynchronous
    async def play() -> None:
        async with house() as home, on_line(home, "CP1", version) as cp:
            cp.texts.clear()
            status = smallest(version, "StatusNotificationRequest")
            frames = [[2, f"h{n}", "Heartbeat", {}] for n in range(20)]
            frames[5:5] = [[2, "s1", "StatusNotification", status]]
            for frame in frames:
                await cp.send(json.dumps(frame))
            await cp.answer_to("h19")
            answers = [json.loads(text) for text in cp.texts]
            assert [(kind, message_id) for kind, message_id, _ in answers] == [
                (3, frame[1]) for frame in frames
            ]

    play()


@pytest.mark.parametrize("version", VERSIONS)
def test_a_status_sent_before_the_boot_answer_is_taken(version) -> None:
    @asynchronous
    async def play() -> None:
        async with house() as home:
            await home.register("CP1")
            cp = await dial(home.port, "CP1", version, SECRET.encode())
            status = smallest(version, "StatusNotificationRequest")
            await cp.send(json.dumps([2, "b", "BootNotification", boot_of(version)]))
            await cp.send(json.dumps([2, "s", "StatusNotification", status]))
            assert (await cp.answer_to("s"))[0] == 3
            assert cp.answers["b"][2]["status"] == "Accepted"
            await cp.close()

    play()


@asynchronous
async def test_a_station_that_reconnects_while_its_old_socket_is_torn_down_stays_online() -> None:
    storage = MemoryStorage(SystemClock())
    async with house(storage) as home, on_line(home, "CP1") as old:
        torn_down = asyncio.Event()

        async def slow_goodbye(attempt) -> None:
            if any(type(event).__name__ == "StationDisconnected" for event in attempt.events):
                await torn_down.wait()

        storage.faults.before_commit = slow_goodbye
        old.drop()
        async with on_line(home, "CP1") as new:
            torn_down.set()
            await until(lambda: len(home.gateway.roster) == 1)
            assert (await new.call("Heartbeat", {}))[0] == 3
            assert await home.is_online("CP1")


@asynchronous
async def test_an_answer_after_the_time_is_ignored_and_the_next_order_goes_its_way() -> None:
    async with house(call_timeout=0.2) as home, on_line(home, "CP1") as cp:
        late = await home.order("CP1", ClearCache())
        asked = await cp.next_call("ClearCache")
        assert (await home.outcome(late)).state is OrderState.TIMED_OUT
        again = await home.order("CP1", ClearCache())
        asked_again = await cp.next_call("ClearCache")
        await cp.send(json.dumps([3, asked[1], {"status": "Accepted"}]))
        await cp.send(json.dumps([3, asked_again[1], {"status": "Rejected"}]))
        assert (await home.outcome(again)).state is OrderState.REJECTED
        assert (await home.outcome(late)).state is OrderState.TIMED_OUT
        assert (await cp.call("Heartbeat", {}))[0] == 3


@pytest.fixture
def small_pool(postgres: PostgresServer) -> Iterator[PostgresStorage]:
    """PostgreSQL behind two connections for reading."""
    database = migrated(postgres)
    yield PostgresStorage(database.url, SystemClock(), pool_size=2)
    postgres.drop(database)


async def _many_start_at_once(home: House, stations: int) -> None:
    await home.issue("TAG-ANNA")
    clients = []
    for number in range(stations):
        await home.register(f"CP{number}")
        client = await dial(home.port, f"CP{number}", "ocpp1.6", SECRET.encode())
        await client.call("BootNotification", BOOT)
        clients.append(client)
    answers = await asyncio.gather(*(c.call("StartTransaction", start()) for c in clients))
    numbers = {answer[2]["transactionId"] for answer in answers}
    assert len(numbers) == stations
    assert {answer[2]["idTagInfo"]["status"] for answer in answers} == {"Accepted"}
    for client in clients:
        client.drop()
    await until(lambda: len(home.gateway.roster) == 0)


@asynchronous
async def test_hundreds_of_stations_start_at_once() -> None:
    async with house() as home:
        await _many_start_at_once(home, 300)


def test_hundreds_of_stations_start_at_once_over_two_database_connections(small_pool) -> None:
    @asynchronous
    async def play() -> None:
        async with small_pool, house(small_pool) as home:
            await _many_start_at_once(home, 200)

    play()


@asynchronous
async def test_a_frame_above_one_mebibyte_closes_the_line_and_a_large_one_below_does_not() -> None:
    async with house() as home, on_line(home, "CP1", "ocpp2.0.1") as cp:
        transfer = {"vendorId": "org.example", "data": "x" * 450_000}
        assert (await cp.call("DataTransfer", transfer))[2]["status"] == "UnknownVendorId"
        await cp.send(json.dumps([2, "big", "DataTransfer", {**transfer, "data": "x" * 2**20}]))
        assert await cp.gone(5) == 1009


@asynchronous
async def test_a_flood_is_closed_and_other_stations_are_served_meanwhile() -> None:
    storage = MemoryStorage(SystemClock())
    async with house(storage) as home, on_line(home, "CALM") as calm, on_line(home, "WILD") as cp:
        stuck, wild = asyncio.Event(), home.stations["WILD"].id

        async def slow_for_one(attempt) -> None:
            if attempt.link is not None and attempt.link.station == wild:
                await stuck.wait()

        storage.faults.before_commit = slow_for_one
        status = {"connectorId": 1, "errorCode": "NoError", "status": "Available"}
        for number in range(300):
            status["info"] = str(number)
            await cp.send(json.dumps([2, f"s{number}", "StatusNotification", status]))
        assert (await calm.call("Heartbeat", {}))[0] == 3
        await cp.until(lambda: False, 2)
        stuck.set()
        assert await cp.gone(5) == 1008


PING = 1.0
"""Seconds; longer than a busy machine may leave this process standing, for then the pongs of
healthy stations are late as well, and they are rightly let go."""


@asynchronous
async def test_a_station_that_does_not_read_is_closed_and_holds_up_nobody() -> None:
    async with (
        house(ping_interval=PING) as home,
        on_line(home, "CALM") as calm,
        on_line(home, "DEAF") as deaf,
    ):
        deaf.vanish()
        for number in range(200):
            await deaf.send(json.dumps([2, f"h{number}", "Heartbeat", {}]))
        assert (await calm.call("Heartbeat", {}))[0] == 3
        await until(lambda: _offline(home, "DEAF"))


@asynchronous
async def test_a_half_open_socket_is_found_by_ping() -> None:
    async with house(ping_interval=PING) as home, on_line(home, "CP1") as cp:
        cp.vanish()
        await until(lambda: _offline(home, "CP1"))


async def _offline(home: House, identity: str) -> bool:
    return not await home.is_online(identity)


@asynchronous
async def test_a_line_that_breaks_fails_the_order_that_was_sent_and_sends_it_not_again() -> None:
    async with house() as home:
        async with on_line(home, "CP1") as cp:
            order = await home.order("CP1", ClearCache())
            assert await cp.next_call("ClearCache") is not None
        done = await home.outcome(order)
        assert done.outcome is not None
        assert done.outcome.verdict is Verdict.STATION_OFFLINE
        async with on_line(home, "CP1") as cp:
            assert await cp.next_call("ClearCache", 0.2) is None


@asynchronous
async def test_a_station_calls_while_it_owes_us_an_answer() -> None:
    async with house() as home, on_line(home, "CP1") as cp:
        order = await home.order("CP1", ClearCache())
        asked = await cp.next_call("ClearCache")
        assert (await cp.call("Heartbeat", {}))[0] == 3
        await cp.send(json.dumps([3, asked[1], {"status": "Accepted"}]))
        assert (await home.outcome(order)).state is OrderState.CONFIRMED


# Records that cannot be read.

ABSURD = "222222017-10-27T19:10:11Z"


@asynchronous
async def test_a_record_with_an_absurd_time_is_refused_and_its_text_is_kept() -> None:
    async with house() as home, on_line(home, "CP1") as cp:
        refused = await cp.call("StartTransaction", start(timestamp=ABSURD), "odd-1")
        assert refused[:3] == [4, "odd-1", "PropertyConstraintViolation"]
        [kept] = await home.events(ReportRefused)
        assert kept.station == home.stations["CP1"].id
        assert (kept.action, kept.message_id) == ("StartTransaction", "odd-1")
        assert json.loads(kept.text) == start(timestamp=ABSURD)
        assert "timestamp" in kept.fault
        assert any(ABSURD in frame.text for frame in home.frames.frames)


@asynchronous
async def test_a_refused_record_told_again_and_again_is_kept_once() -> None:
    async with house() as home, on_line(home, "CP1") as cp:
        for number in range(5):
            await cp.call("StartTransaction", start(timestamp=ABSURD), f"odd-{number}")
        await cp.call("StartTransaction", start(timestamp=ABSURD, meterStart=1), "other")
        assert len(await home.events(ReportRefused)) == 2


@asynchronous
async def test_the_station_is_told_of_a_refusal_only_when_its_record_is_kept() -> None:
    storage = MemoryStorage(SystemClock())
    async with house(storage) as home, on_line(home, "CP1") as cp:
        kept = asyncio.Event()

        async def slowly(attempt) -> None:
            if any(isinstance(event, ReportRefused) for event in attempt.events):
                await kept.wait()

        storage.faults.before_commit = slowly
        await cp.send(json.dumps([2, "odd", "StartTransaction", start(timestamp=ABSURD)]))
        await cp.send(json.dumps([2, "after", "Heartbeat", {}]))
        assert not await cp.until(lambda: cp.answers.keys() & {"odd", "after"}, 0.2)
        kept.set()
        await cp.answer_to("after")
        assert list(cp.answers)[-2:] == ["odd", "after"]


@asynchronous
async def test_what_is_no_record_or_comes_too_early_is_refused_without_a_trace() -> None:
    async with house() as home:
        await home.register("CP1")
        early = await dial(home.port, "CP1", "ocpp2.0.1", SECRET.encode())
        event = smallest("ocpp2.0.1", "TransactionEventRequest")
        assert (await early.call("TransactionEvent", event))[2] == "SecurityError"
        await early.call("BootNotification", boot_of("ocpp2.0.1"))
        assert (await early.call("Authorize", {}))[0] == 4
        assert await home.events(ReportRefused) == []
        await early.close()


@asynchronous
async def test_a_stop_that_nobody_knows_is_kept_aside_and_stops_nothing() -> None:
    storage = MemoryStorage(SystemClock())
    async with house(storage) as home, on_line(home, "CP1") as cp:
        stop = {"transactionId": -1, "meterStop": 5, "timestamp": "2026-03-01T12:00:00Z"}
        assert (await cp.call("StopTransaction", stop))[0] == 3
        [aside] = storage.unmatched(TENANT)
        assert aside.report.kind is ReportKind.ENDED
