"""Live updates over a real socket: a snapshot, then every change, and nothing twice too often."""

import asyncio
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from unittest.mock import patch

import msgspec
import pytest
import uvicorn
import websockets
from tests.asynchronous import asynchronous
from tests.builders import OHM, VOLTA
from tests.entrypoints.api.world import BOOTSTRAP, House, in_memory, said, shows, two_tenants
from websockets.exceptions import ConnectionClosed, InvalidStatus

from application.access.keys import RevokeKey
from application.authorization.edit_token import WithdrawToken
from application.charging.hear_report import HearReport
from application.charging.report import SaidReport
from application.ports.stores import FrameRecord
from application.ports.topics import OUTBOX
from application.provisioning.edit_station import RemoveStation
from application.provisioning.register_station import RegisterStation
from application.provisioning.report_status import ReportStatus
from application.remote_control.order import CancelOrder
from domain.access import Scope
from domain.identity import StationIdentity, TransactionReference
from domain.session import ReportKind
from domain.station import Available, Faulted
from entrypoints.api.live import listener as listening
from entrypoints.api.live import socket as sockets
from entrypoints.api.live import telling


class Server(uvicorn.Server):
    """Says when it serves."""

    async def startup(self, sockets=None):
        await super().startup(sockets)
        self.ready.set()

    @asynccontextmanager
    async def running(self):
        self.ready = asyncio.Event()
        task = asyncio.create_task(self.serve())
        await self.ready.wait()
        try:
            yield self.servers[0].sockets[0].getsockname()[1]
        finally:
            self.should_exit = True
            await task


@asynccontextmanager
async def listening_house(**more):
    house = in_memory(**more)
    mine, theirs = await two_tenants(house)
    config = uvicorn.Config(
        house.app, port=0, log_config=None, ws="websockets-sansio", timeout_graceful_shutdown=1
    )
    async with Server(config).running() as port:
        yield house, mine, theirs, f"ws://127.0.0.1:{port}/api/v1/live"


def connected(url: str, key: str | None = None, **more):
    offered = ["open-csms.v1", f"bearer.{key}"] if key else None
    return websockets.connect(url, subprotocols=offered, **more)


async def say(socket, **what):
    await socket.send(msgspec.json.encode(what).decode())


async def heard(socket, kind: str, seconds: float = 10):
    """The next message of that type; others are passed over."""
    async with asyncio.timeout(seconds):
        while True:
            message = msgspec.json.decode(await socket.recv())
            if message["type"] == kind:
                return message


async def caught_up(socket):
    """All messages up to `current`."""
    messages = []
    async with asyncio.timeout(10):
        while True:
            message = msgspec.json.decode(await socket.recv())
            if message["type"] == "current":
                return messages, message
            messages.append(message)


async def commit(house: House, command, tenant=VOLTA):
    done = await house.desk(tenant).run(command)
    await house.bus.publish(OUTBOX, "")
    return done


async def ended_with(socket) -> int:
    with suppress(ConnectionClosed):
        async with asyncio.timeout(10):
            while True:
                await socket.recv()
    return socket.close_code


@asynchronous
async def test_a_listener_gets_a_snapshot_of_his_own_tenant():
    async with listening_house() as (_, mine, theirs, url), connected(url, mine.key) as socket:
        assert socket.subprotocol == "open-csms.v1"
        await say(socket, type="subscribe", topics=["stations", "sessions", "commands"])
        messages, current = await caught_up(socket)
        shown = {m["topic"]: [item["id"] for item in m["items"]] for m in messages}
        assert shown == {
            "stations": [str(mine.station.id)],
            "sessions": [str(mine.running.id)],
            "commands": [str(mine.order.id)],
        }
        assert current["number"] > 0
        assert str(theirs.station.id) not in repr(messages)


@asynchronous
async def test_every_change_of_a_topic_is_told_with_a_rising_number():
    async with listening_house() as (house, mine, _, url), connected(url, mine.key) as socket:
        await say(socket, type="subscribe", topics=["stations", "commands"])
        _, current = await caught_up(socket)
        told = house.station_desk(VOLTA, mine.link).run
        await told(ReportStatus(mine.station.id, 1, 1, Faulted("GroundFailure"), said(9)))
        await commit(house, CancelOrder(mine.order.id))
        changes = {}
        while len(changes) < 2:
            change = await heard(socket, "change")
            assert change["number"] > current["number"]
            changes[change["topic"]] = change["item"]
        status = changes["stations"]["evses"][0]["connectors"][0]["status"]
        assert (status["state"], status["fault_code"]) == ("faulted", "GroundFailure")
        assert changes["commands"]["state"] == "cancelled"


@asynchronous
async def test_what_was_removed_is_told_as_nothing():
    async with listening_house() as (house, mine, _, url), connected(url, mine.key) as socket:
        station = await house.desk().run(RegisterStation(VOLTA, "SHORT-LIVED"))
        await say(socket, type="subscribe", topics=["stations"])
        await caught_up(socket)
        await commit(house, RemoveStation(station.id))
        change = await heard(socket, "change")
        assert (change["id"], change["item"]) == (str(station.id), None)


@asynchronous
async def test_energy_goes_on_between_events():
    async with listening_house() as (house, mine, _, url), connected(url, mine.key) as socket:
        await say(socket, type="subscribe", topics=["sessions"])
        messages, _ = await caught_up(socket)
        assert messages[0]["items"][0]["energy_wh"] == 2500
        report = SaidReport(
            kind=ReportKind.UPDATED, said_at=said(7), sequence=2, readings=(shows(9000, 7),)
        )
        name = TransactionReference("tx-2")
        command = HearReport(VOLTA, mine.station.id, name, report, self_named=True)
        events = await house.storage.outbox.newest()
        await asyncio.sleep(1.5)  # until the first look at what is open
        await house.station_desk(VOLTA, mine.link).run(command)
        assert await house.storage.outbox.newest() == events
        assert (await heard(socket, "change"))["item"]["energy_wh"] == 4000


@asynchronous
async def test_a_filter_of_stations_lets_only_theirs_through():
    async with listening_house() as (house, mine, _, url), connected(url, mine.key) as socket:
        other = await house.desk().run(RegisterStation(VOLTA, "MARKET-2"))
        await say(socket, type="subscribe", topics=["stations"], stations=[str(other.id)])
        messages, _ = await caught_up(socket)
        assert [item["identity"] for m in messages for item in m["items"]] == ["MARKET-2"]
        told = house.station_desk(VOLTA, mine.link).run
        await told(ReportStatus(mine.station.id, 1, 1, Available(), said(9)))
        link, _ = await house.storage.scope(VOLTA).links.take(other.id, "n", "ocpp1.6", "")
        await house.station_desk(VOLTA, link).run(
            ReportStatus(other.id, 1, 1, Available(), said(9))
        )
        await house.bus.publish(OUTBOX, "")
        assert (await heard(socket, "change"))["id"] == str(other.id)


@asynchronous
async def test_another_tenants_station_is_one_that_is_not_there():
    async with listening_house() as (house, mine, theirs, url), connected(url, mine.key) as socket:
        topics = ["stations", "sessions", "commands", "frames"]
        await say(socket, type="subscribe", topics=topics, stations=[str(theirs.station.id)])
        messages, _ = await caught_up(socket)
        assert [m["items"] for m in messages] == [[], [], []]
        told = house.station_desk(OHM, theirs.link).run
        await told(ReportStatus(theirs.station.id, 1, 1, Faulted("X"), said(9)))
        await commit(house, CancelOrder(theirs.order.id), OHM)
        await say(socket, type="subscribe", topics=topics)
        messages, _ = await caught_up(socket)
        assert str(theirs.station.id) not in repr(messages)
        assert {m["type"] for m in messages} == {"snapshot"}


@asynchronous
async def test_frames_are_told_as_they_come():
    async with listening_house() as (house, mine, _, url), connected(url, mine.key) as socket:
        await say(socket, type="subscribe", topics=["frames"])
        await caught_up(socket)
        await asyncio.sleep(1.5)  # until the first look at the log

        def record(tenant, text):
            house.frames.record(
                FrameRecord(
                    tenant, StationIdentity("MARKET-1"), str(mine.station.id), house.clock.now(),
                    True, "ocpp2.0.1", "call", "m-9", "Heartbeat", text,
                )
            )  # fmt: skip

        record(OHM, "theirs")
        record(VOLTA, "mine")
        assert (await heard(socket, "frame"))["item"]["text"] == "mine"


@asynchronous
async def test_a_returning_listener_hears_what_he_missed_and_no_snapshot():
    async with listening_house() as (house, mine, _, url):
        async with connected(url, mine.key) as socket:
            await say(socket, type="subscribe", topics=["commands"])
            _, current = await caught_up(socket)
        await commit(house, CancelOrder(mine.order.id))
        async with connected(url, mine.key) as socket:
            seen = {"number": current["number"], "at": current["at"]}
            await say(socket, type="subscribe", topics=["commands"], resume=seen)
            messages, _ = await caught_up(socket)
        assert [(m["type"], m["item"]["state"]) for m in messages] == [("change", "cancelled")]


@asynchronous
async def test_what_happens_is_told_at_once_with_who_did_it():
    async with listening_house() as (house, mine, _, url), connected(url, mine.key) as socket:
        await say(socket, type="subscribe", topics=["events"])
        _, start = await caught_up(socket)
        async with house.client(mine.key) as api:
            await api.post("/api/v1/locations", json={"name": "Harbour"})
            await api.delete(f"/api/v1/id-tokens/{mine.token.id}")
            await api.put(f"/api/v1/stations/{mine.station.id}", json={"name": "Right"})
            await api.post("/api/v1/keys", json={"name": "more", "scopes": ["read"]})
        await house.bus.publish(OUTBOX, "")
        told = [await heard(socket, "event") for _ in range(4)]
        kinds = ["location_changed", "id_token_changed", "station_edited", "key_created"]
        assert [message["item"]["kind"] for message in told] == kinds
        assert told[0]["item"]["data"]["change"] == "created"
        assert told[1]["item"]["data"]["change"] == "removed"
        assert told[2]["item"]["data"]["what"] == ["name", "location"]
        assert {message["item"]["by"] for message in told} == {f"key tests ({mine.key[:16]})"}
        numbers = [message["number"] for message in told]
        assert start["number"] < numbers[0]
        assert numbers == sorted(numbers)
        async with connected(url, mine.key) as again:
            seen = {"number": numbers[1], "at": told[1]["at"]}
            await say(again, type="subscribe", topics=["events"], resume=seen)
            missed, _ = await caught_up(again)
            assert [message["number"] for message in missed] == numbers[2:]


@asynchronous
async def test_with_a_filter_of_stations_only_their_events_are_told():
    async with listening_house() as (house, mine, _, url), connected(url, mine.key) as socket:
        wanted = [str(mine.station.id)]
        await say(socket, type="subscribe", topics=["events"], stations=wanted)
        await caught_up(socket)
        await commit(house, RegisterStation(VOLTA, "OTHER"))
        await commit(house, WithdrawToken(mine.token.id))
        await commit(house, ReportStatus(mine.station.id, 1, 1, Faulted(), said(30)))
        message = await heard(socket, "event")
        assert message["item"]["station"] == str(mine.station.id)


@asynchronous
async def test_what_changed_while_the_database_was_away_is_told_when_it_is_back():
    async with listening_house() as (house, mine, _, url), connected(url, mine.key) as socket:
        await say(socket, type="subscribe", topics=["stations"])
        await caught_up(socket)
        many = house.views.tenant(VOLTA).stations.many
        refusals = iter([True, True, False])

        async def away_at_first(_self, ids):
            if next(refusals, False):
                raise ConnectionError("The database is away.")
            return await many(ids)

        with patch.object(type(house.views.tenant(VOLTA).stations), "many", away_at_first):
            await commit(house, ReportStatus(mine.station.id, 1, 1, Faulted(), said(30)))
            message = await heard(socket, "change")
        assert message["id"] == str(mine.station.id)
        assert next(refusals, None) is None, "it was tried until it could be told"


@asynchronous
async def test_who_was_away_too_long_gets_a_snapshot():
    async with listening_house() as (house, mine, _, url), connected(url, mine.key) as socket:
        long_ago = (house.clock.now() - timedelta(hours=2)).isoformat()
        seen = {"number": 1, "at": long_ago}
        await say(socket, type="subscribe", topics=["stations"], resume=seen)
        messages, _ = await caught_up(socket)
        assert [m["type"] for m in messages] == ["snapshot"]


@asynchronous
async def test_a_key_may_come_with_the_first_message():
    async with listening_house() as (_, mine, _, url), connected(url) as socket:
        await say(socket, type="hello", token=mine.key)
        await say(socket, type="ping")
        await heard(socket, "pong")
        await say(socket, type="subscribe", topics=["stations"])
        messages, _ = await caught_up(socket)
        assert messages[0]["items"][0]["id"] == str(mine.station.id)
        await say(socket, type="hello", token=mine.key)
        await heard(socket, "refused")


@asynchronous
async def test_a_key_of_the_platform_names_the_tenant():
    async with listening_house() as (_, _, theirs, url):
        async with connected(url) as socket:
            await say(socket, type="hello", token=BOOTSTRAP, tenant="ohm")
            await say(socket, type="subscribe", topics=["stations"])
            messages, _ = await caught_up(socket)
            assert messages[0]["items"][0]["id"] == str(theirs.station.id)
        async with connected(url, BOOTSTRAP) as socket:
            await say(socket, type="subscribe", topics=["stations"], tenant="ohm")
            messages, _ = await caught_up(socket)
            assert messages[0]["items"][0]["id"] == str(theirs.station.id)
        async with connected(url, BOOTSTRAP) as socket:
            await say(socket, type="subscribe", topics=["stations"])
            assert await ended_with(socket) == 1008


REFUSED = {
    "a wrong key": [{"type": "hello", "token": "ocsms_wrong"}],
    "another tenant": [{"type": "hello", "token": "KEY", "tenant": "ohm"}],
    "no such tenant": [{"type": "hello", "token": BOOTSTRAP, "tenant": "nobody"}],
    "something before hello": [{"type": "ping"}],
    "an unknown word": [{"type": "hello", "token": "KEY"}, {"type": "dance"}],
    "an unknown topic": [{"type": "hello", "token": "KEY"}, {"type": "subscribe", "topics": ["x"]}],
    "no topic": [{"type": "hello", "token": "KEY"}, {"type": "subscribe", "topics": []}],
    "an unknown field": [{"type": "hello", "token": "KEY", "x": 1}],
    "another tenant later": [
        {"type": "hello", "token": "KEY"},
        {"type": "subscribe", "topics": ["stations"], "tenant": "ohm"},
    ],
}


@pytest.mark.parametrize("words", REFUSED.values(), ids=REFUSED.keys())
@asynchronous
async def test_who_may_not_listen_is_sent_away(words):
    async with listening_house() as (_, mine, _, url), connected(url) as socket:
        for word in words:
            token = {"token": mine.key} if word.get("token") == "KEY" else {}
            await say(socket, **{**word, **token})
        assert await ended_with(socket) == 1008


@asynchronous
async def test_what_is_no_json_or_too_long_ends_the_conversation():
    async with listening_house() as (_, mine, _, url):
        async with connected(url, mine.key) as socket:
            await socket.send("{")
            assert await ended_with(socket) == 1008
        async with connected(url, mine.key) as socket:
            await socket.send("x" * (sockets.LONGEST_WORD + 1))
            assert await ended_with(socket) == 1009


@asynchronous
async def test_a_key_without_the_scope_hears_nothing():
    async with listening_house() as (house, _, _, url):
        key = await house.key(None, Scope.PLATFORM)
        async with connected(url, key) as socket:
            assert await ended_with(socket) == 1008


@asynchronous
async def test_a_page_of_another_site_is_refused_before_the_handshake():
    async with listening_house(public_url="https://csms.example.com") as (_, mine, _, url):
        with pytest.raises(InvalidStatus) as refused:
            await connected(url, mine.key, origin="https://evil.example")
        assert refused.value.response.status_code == 403
        async with connected(url, mine.key, origin="https://csms.example.com") as socket:
            await say(socket, type="ping")
            await heard(socket, "pong")


@asynchronous
async def test_a_key_in_the_address_is_no_key(monkeypatch):
    monkeypatch.setattr(sockets, "HELLO_WITHIN", 0.2)
    async with (
        listening_house() as (_, mine, _, url),
        connected(f"{url}?token={mine.key}") as socket,
    ):
        assert await ended_with(socket) == 1008


@asynchronous
async def test_a_revoked_key_hears_no_more(monkeypatch):
    monkeypatch.setattr(sockets, "CHECK_AGAIN", 0.1)
    async with listening_house() as (house, mine, _, url), connected(url, mine.key) as socket:
        await say(socket, type="ping")
        await heard(socket, "pong")
        key = await house.storage.platform().keys.find_by_prefix(mine.key[:16])
        await house.desks.platform(house.storage.platform()).run(RevokeKey(key.id, VOLTA))
        assert await ended_with(socket) == 1008


@asynchronous
async def test_who_reads_too_slowly_gets_a_fresh_snapshot(monkeypatch):
    monkeypatch.setattr(listening, "MOST_BYTES", 10)
    async with listening_house() as (house, mine, _, url), connected(url, mine.key) as socket:
        await say(socket, type="subscribe", topics=["commands"])
        await caught_up(socket)
        await commit(house, CancelOrder(mine.order.id))
        await heard(socket, "lagging")
        messages, _ = await caught_up(socket)
        assert [m["type"] for m in messages] == ["snapshot"]


@asynchronous
async def test_who_never_keeps_up_is_let_go(monkeypatch):
    monkeypatch.setattr(listening, "MOST_BYTES", 10)
    monkeypatch.setattr(telling, "MOST_LAGS", 0)
    async with listening_house() as (house, mine, _, url), connected(url, mine.key) as socket:
        await say(socket, type="subscribe", topics=["commands"])
        await caught_up(socket)
        await commit(house, CancelOrder(mine.order.id))
        assert await ended_with(socket) == 1013


@asynchronous
async def test_no_thing_is_told_more_than_five_times_a_second():
    async with listening_house() as (house, mine, _, url), connected(url, mine.key) as socket:
        await say(socket, type="subscribe", topics=["stations"])
        await caught_up(socket)
        told = house.station_desk(VOLTA, mine.link).run
        for step in range(50):
            status = Available() if step % 2 else Faulted(f"F{step}")
            await told(ReportStatus(mine.station.id, 1, 1, status, said(10 + step)))
            await house.bus.publish(OUTBOX, "")
        last = {"number": 0}
        count = 0
        newest = await house.storage.outbox.newest()
        while last["number"] < newest:
            last = await heard(socket, "change")
            count += 1
        assert count <= 5
        connector = last["item"]["evses"][0]["connectors"][0]
        assert connector["status"]["state"] == "available"
