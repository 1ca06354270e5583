"""The bus outlives its server, and does not wait for ever on a silent one."""

import asyncio
import os
import signal

import psutil
import pytest
from tests.asynchronous import asynchronous
from tests.services import PostgresServer, RedisServer

from adapters.bus import PostgresBus, line
from adapters.redis import RedisBus, subscriptions
from adapters.redis import bus as redis_bus

MISSED = ("", "")


@pytest.fixture(scope="module")
def postgres_of_ours():
    """A server that these tests may kill."""
    server = PostgresServer()
    yield server
    server.close()


@pytest.fixture(scope="module")
def redis_of_ours():
    server = RedisServer()
    yield server
    server.close()


def postgres(request):
    ours = request.getfixturevalue("postgres_of_ours")
    database = ours.database()

    def kill():
        os.kill(ours.embedded.running().pid, signal.SIGKILL)

    def freeze():
        children = psutil.Process(ours.embedded.running().pid).children()
        return [process for process in children if _serves(process, database.name)]

    return lambda: PostgresBus(database.url), kill, ours.embedded.start, freeze


def _serves(process, name):
    """Whether it is a living server process of that database; workers come and go."""
    try:
        alive = process.status() != psutil.STATUS_ZOMBIE
        return alive and name in " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return False


def redis(request):
    ours = request.getfixturevalue("redis_of_ours")
    return (
        lambda: RedisBus(ours.url),
        ours.kill,
        ours.start,
        lambda: [psutil.Process(ours.process.pid)],
    )


both = pytest.mark.parametrize("make", [postgres, redis])


async def answered(bus, heard, message):
    """Publish until it arrives: the publishing connection may have to come back as well."""
    while True:
        await bus.publish("t", message)
        try:
            async with asyncio.timeout(0.3):
                while await anext(heard) != ("t", message):
                    pass
        except TimeoutError:
            continue
        return


@both
@asynchronous
async def test_a_server_killed_and_started_again_is_found_again(make, request):
    bus, kill, start, _ = make(request)
    async with bus() as bus, bus.listen("t") as heard:
        await answered(bus, heard, "before")
        await asyncio.to_thread(kill)
        await bus.publish("t", "into the void")
        await asyncio.sleep(0.3)
        await asyncio.to_thread(start)
        while await anext(heard) != MISSED:
            pass
        await answered(bus, heard, "after")


@both
@asynchronous
async def test_a_silent_server_is_left_and_the_gap_is_told(make, request, monkeypatch):
    for module in (line, subscriptions):
        monkeypatch.setattr(module, "HEARTBEAT_SECONDS", 0.2)
    for module in (line, redis_bus):
        monkeypatch.setattr(module, "ANSWER_SECONDS", 0.5)
    bus, _, _, freeze = make(request)
    async with bus() as bus, bus.listen("t") as heard:
        await answered(bus, heard, "before")
        frozen = await asyncio.to_thread(freeze)
        assert frozen
        for process in frozen:
            process.suspend()
        await asyncio.sleep(1.5)
        for process in frozen:
            process.resume()
        while await anext(heard) != MISSED:
            pass
        await answered(bus, heard, "after")
