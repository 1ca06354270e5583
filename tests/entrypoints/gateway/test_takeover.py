"""One station, one line: the newest with the right secret, on whichever node."""

import asyncio

import pytest
from tests.asynchronous import asynchronous
from tests.conformance.client import Client, dial
from tests.entrypoints.gateway.house import SECRET, House, house, until
from websockets.exceptions import InvalidStatus

from domain.instruction import ClearCache, OrderState
from domain.station import LineContested, StationDisconnected
from entrypoints.gateway.node import CONTEST_AT

BOOT = {"chargePointVendor": "V", "chargePointModel": "M"}


async def come(port: int, identity: str = "CP1") -> Client:
    client = await dial(port, identity, "ocpp1.6", SECRET.encode())
    await client.call("BootNotification", BOOT)
    return client


async def obey(client: Client) -> None:
    """Take the next order."""
    call = await client.next_call("ClearCache")
    assert call is not None
    await client.send(f'[3,"{call[1]}",{{"status":"Accepted"}}]')


async def served(client: Client) -> bool:
    return (await client.call("Heartbeat", {}))[0] == 3


@asynchronous
async def test_a_second_connection_with_the_right_secret_wins() -> None:
    async with house() as home:
        await home.register("CP1")
        first = await come(home.port)
        second = await come(home.port)
        assert await first.gone(5) == 1008
        assert await served(second)
        assert await home.is_online("CP1")
        order = await home.order("CP1", ClearCache())
        await obey(second)
        assert (await home.outcome(order)).state is OrderState.CONFIRMED
        assert await home.events(StationDisconnected) == []
        second.drop()


@asynchronous
async def test_a_second_connection_with_a_wrong_secret_does_nothing_to_the_first() -> None:
    async with house() as home:
        await home.register("CP1")
        first = await come(home.port)
        with pytest.raises(InvalidStatus):
            await dial(home.port, "CP1", "ocpp1.6", b"wrong-Passw0rd-16")
        assert await served(first)
        assert not first.closed
        first.drop()


@asynchronous
async def test_the_order_under_way_on_the_older_line_fails_and_is_not_sent_again() -> None:
    async with house() as home:
        await home.register("CP1")
        first = await come(home.port)
        order = await home.order("CP1", ClearCache())
        assert await first.next_call("ClearCache") is not None
        second = await come(home.port)
        assert (await home.outcome(order)).state is OrderState.STATION_OFFLINE
        assert await second.next_call("ClearCache", 0.2) is None
        second.drop()


@asynchronous
async def test_a_station_that_flaps_ends_with_one_line_and_raises_one_alarm() -> None:
    async with house() as home:
        await home.register("CP1")
        clients = await asyncio.gather(*(come_if_let(home) for _ in range(12)))
        await until(lambda: sum(not c.closed for c in clients if c is not None) == 1)
        assert len(home.gateway.roster) == 1
        [left] = [c for c in clients if c is not None and not c.closed]
        await left.call("BootNotification", BOOT)
        assert await served(left)
        [alarm] = await home.events(LineContested)
        assert (alarm.station, alarm.takeovers) == (home.stations["CP1"].id, CONTEST_AT)
        left.drop()


async def come_if_let(home: House) -> Client | None:
    return await dial(home.port, "CP1", "ocpp1.6", SECRET.encode())


# Two nodes.


@asynchronous
async def test_an_order_reaches_the_node_that_holds_the_line() -> None:
    async with house() as home, home.another_node() as other:
        await home.register("CP1")
        await home.register("CP2")
        here, there = await come(home.port, "CP1"), await come(other.ports["ws"], "CP2")
        orders = [await home.order(name, ClearCache()) for name in ("CP1", "CP2")]
        await obey(here)
        await obey(there)
        for order in orders:
            assert (await home.outcome(order)).state is OrderState.CONFIRMED
        here.drop()
        there.drop()


@asynchronous
async def test_a_station_that_comes_to_another_node_leaves_the_first() -> None:
    async with house() as home, home.another_node() as other:
        await home.register("CP1")
        first = await come(home.port)
        second = await come(other.ports["ws"])
        assert await first.gone(5) == 1008
        assert await served(second)
        await until(lambda: (len(home.gateway.roster), len(other.roster)) == (0, 1))
        assert await home.is_online("CP1"), "the end of the older line signs nobody off"
        order = await home.order("CP1", ClearCache())
        await obey(second)
        assert (await home.outcome(order)).state is OrderState.CONFIRMED
        second.drop()


@asynchronous
async def test_an_older_line_that_missed_the_news_may_write_no_more() -> None:
    async with house() as home, home.another_node() as other:
        await home.register("CP1")
        first = await come(home.port)
        for task in home.gateway._background:
            if task.get_name() == "takeovers":
                task.cancel()  # this node does not hear of it
        second = await come(other.ports["ws"])
        status = {"connectorId": 1, "errorCode": "NoError", "status": "Charging"}
        await first.send(f'[2,"s","StatusNotification",{_json(status)}]')
        assert await first.gone(5) == 1008
        assert "s" not in first.answers
        station = await home.storage.scope(home.stations["CP1"].tenant).stations.get(
            home.stations["CP1"].id
        )
        assert station.evses == ()
        second.drop()


def _json(value: dict) -> str:
    return "{" + ",".join(f'"{k}":{v!r}'.replace("'", '"') for k, v in value.items()) + "}"
