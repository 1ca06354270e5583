"""Live updates over a real socket: a snapshot, then every change, and nothing twice too often."""

import asyncio
from datetime import timedelta
from unittest.mock import patch

from tests.asynchronous import asynchronous
from tests.builders import OHM, VOLTA
from tests.entrypoints.api.live_world import (
    caught_up,
    commit,
    connected,
    ended_with,
    heard,
    listening_house,
    say,
)
from tests.entrypoints.api.world import BOOTSTRAP, said, shows

from application.authorization.edit_token import WithdrawToken
from application.charging.hear_report import HearReport
from application.charging.report import SaidReport
from application.ports.stores import FrameRecord
from application.ports.topics import OUTBOX
from application.provisioning.edit_station import RemoveStation
from application.provisioning.register_station import RegisterStation
from application.provisioning.report_status import ReportStatus
from application.remote_control.order import CancelOrder
from domain.identity import StationIdentity, TransactionReference
from domain.session import ReportKind
from domain.station import Available, Faulted


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
