"""Live updates are kept from those who may not have them, and from those who cannot keep up."""

import pytest
from tests.asynchronous import asynchronous
from tests.builders import VOLTA
from tests.entrypoints.api.live_world import (
    caught_up,
    commit,
    connected,
    ended_with,
    heard,
    listening_house,
    say,
)
from tests.entrypoints.api.world import BOOTSTRAP, said
from websockets.exceptions import InvalidStatus

from application.access.keys import RevokeKey
from application.ports.topics import OUTBOX
from application.provisioning.report_status import ReportStatus
from application.remote_control.order import CancelOrder
from domain.access import Scope
from domain.station import Available, Faulted
from entrypoints.api.live import listener as listening
from entrypoints.api.live import socket as sockets
from entrypoints.api.live import telling

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
