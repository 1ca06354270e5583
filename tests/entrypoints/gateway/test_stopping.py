"""A node that stops answers what it has heard, then sends its stations elsewhere."""

import asyncio
import json

import pytest
from tests.asynchronous import asynchronous
from tests.conformance.client import basic, dial
from tests.conformance.knocking import Request, knock
from tests.entrypoints.gateway.house import SECRET, house, until
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from adapters.memory import MemoryStorage
from adapters.world import SystemClock

BOOT = {"chargePointVendor": "V", "chargePointModel": "M"}
STATUS = {"connectorId": 1, "errorCode": "NoError", "status": "Available"}


@asynchronous
async def test_what_is_in_work_is_answered_before_the_line_is_closed_with_1012() -> None:
    storage = MemoryStorage(SystemClock())
    async with house(storage) as home:
        await home.register("CP1")
        cp = await dial(home.port, "CP1", "ocpp1.6", SECRET.encode())
        await cp.call("BootNotification", BOOT)
        committing = asyncio.Event()

        async def slow(attempt) -> None:
            if attempt.link is not None:
                await committing.wait()

        storage.faults.before_commit = slow
        await cp.send(json.dumps([2, "s1", "StatusNotification", STATUS]))
        [held] = home.gateway.roster
        await until(lambda: held.connection._work is not None)
        stopping = asyncio.create_task(home.gateway.stop())
        await asyncio.sleep(0.05)
        assert not cp.closed
        committing.set()
        await stopping
        assert cp.answers["s1"] == [3, "s1", {}]
        assert await cp.gone() == 1012
        assert not await home.is_online("CP1")


@asynchronous
async def test_while_a_node_stops_nobody_gets_in() -> None:
    async with house() as home:
        await home.register("CP1")
        port = home.port
        await home.gateway.stop()
        request = Request("/ocpp/CP1", {"Authorization": basic("CP1", SECRET.encode())})
        async with knock(port, request.raw) as answer:
            assert answer.failed
            assert answer.status == 0


# Compression.


async def _compressed(port: int):
    headers = {"Authorization": basic("CP1", SECRET.encode())}
    return await connect(
        f"ws://127.0.0.1:{port}/ocpp/CP1",
        subprotocols=["ocpp1.6"],
        additional_headers=headers,
        compression="deflate",
        proxy=None,
    )


@asynchronous
async def test_compression_is_spoken_with_a_station_that_asks_for_it() -> None:
    async with house() as home:
        await home.register("CP1")
        async with await _compressed(home.port) as socket:
            assert [each.name for each in socket.protocol.extensions] == ["permessage-deflate"]
            await socket.send(json.dumps([2, "b", "BootNotification", BOOT]))
            assert json.loads(await socket.recv())[2]["status"] == "Accepted"


@asynchronous
async def test_what_grows_beyond_the_limit_when_inflated_is_refused() -> None:
    async with house() as home:
        await home.register("CP1")
        async with await _compressed(home.port) as socket:
            await socket.send(json.dumps([2, "z", "DataTransfer", {"vendorId": "x" * 2**24}]))
            with pytest.raises(ConnectionClosed) as closed:
                await socket.recv()
            assert closed.value.rcvd is not None
            assert closed.value.rcvd.code == 1009
