"""The loop that scenarios in memory run on: time stands still, and nobody leaves the process."""

import asyncio
import time

import pytest
from features.worlds.virtual_loop import VirtualLoop
from websockets.asyncio.client import connect
from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed

HOURS = 3600.0


def played(story):
    """What the story returns, told on a loop of its own."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(story())


def test_hours_pass_in_no_time():
    async def story():
        await asyncio.sleep(5 * HOURS)
        return asyncio.get_running_loop().time()

    began = time.monotonic()
    assert played(story) == 5 * HOURS
    assert time.monotonic() - began < 60


def test_who_waits_until_all_is_settled_lets_no_time_pass():
    async def story():
        loop = asyncio.get_running_loop()
        told = []
        sleeper = asyncio.create_task(_later(1.0, told))
        await loop.settled()
        before = (loop.time(), list(told))
        await sleeper
        return before, (loop.time(), told)

    assert played(story) == ((0.0, []), (1.0, ["later"]))


async def _later(seconds, told):
    await asyncio.sleep(seconds)
    told.append("later")


def test_all_that_can_happen_has_happened_before_it_is_settled():
    async def story():
        told = []

        async def pass_on(number):
            await asyncio.sleep(0)
            told.append(number)
            if number < 100:
                asyncio.get_running_loop().create_task(pass_on(number + 1))

        asyncio.get_running_loop().create_task(pass_on(1))
        await asyncio.get_running_loop().settled()
        return len(told)

    assert played(story) == 100


def test_everybody_waiting_for_nobody_is_an_error():
    async def story():
        await asyncio.get_running_loop().create_future()

    with pytest.raises(RuntimeError, match="nobody will ever wake them"):
        played(story)


def test_websockets_speak_within_the_loop():
    async def story():
        async def echo(socket):
            async for message in socket:
                await socket.send(message)

        async with serve(echo, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            async with connect(f"ws://127.0.0.1:{port}", proxy=None) as socket:
                await socket.send("x" * 500_000)
                heard = await socket.recv()
            with pytest.raises(ConnectionClosed):
                await socket.recv()
        with pytest.raises(ConnectionRefusedError):
            await connect(f"ws://127.0.0.1:{port}", proxy=None)
        return len(heard)

    assert played(story) == 500_000


def test_a_ping_that_nobody_answers_ends_the_connection():
    async def story():
        ended = []

        async def wait(socket):
            await socket.wait_closed()
            ended.append(asyncio.get_running_loop().time())

        async with serve(wait, "127.0.0.1", 0, ping_interval=60, ping_timeout=20) as server:
            port = server.sockets[0].getsockname()[1]
            socket = await connect(f"ws://127.0.0.1:{port}", proxy=None, ping_interval=None)
            socket.transport.pause_reading()
            await asyncio.sleep(10 * 60)
            await socket.close()
        return ended

    (ended,) = played(story)
    assert 80 <= ended < 120
