"""Which nodes are alive, as one of them sees it."""

import asyncio

from tests.asynchronous import asynchronous

from adapters.memory.bus import MemoryBus, MemoryPresence
from entrypoints.wiring import neighbours
from entrypoints.wiring.neighbours import LEASE_SECONDS, Neighbours


class Time:
    def __init__(self):
        self.seconds = 0.0

    def __call__(self):
        return self.seconds


@asynchronous
async def test_a_node_that_comes_is_seen_by_the_others_at_once():
    presence, bus = MemoryPresence(Time()), MemoryBus()
    async with Neighbours(presence, bus, "a") as a:
        await asyncio.sleep(0)
        assert a.alive("a")
        assert not a.alive("b")
        async with Neighbours(presence, bus, "b") as b:
            assert b.alive("a")
            await turns()
            assert a.alive("b")
        await turns()
        assert not a.alive("b")


@asynchronous
async def test_a_node_that_died_is_dead_when_its_lease_is_over():
    time, bus = Time(), MemoryBus()
    presence = MemoryPresence(time)
    await presence.renew("dead", LEASE_SECONDS)
    async with Neighbours(presence, bus, "a") as a:
        assert a.alive("dead")
        time.seconds = LEASE_SECONDS + 1
        await a.look()
        assert not a.alive("dead")
        assert a.alive("a")


@asynchronous
async def test_while_presence_cannot_be_asked_the_last_word_holds(monkeypatch):
    monkeypatch.setattr(neighbours, "RENEW_SECONDS", 0.001)
    presence, bus = MemoryPresence(Time()), MemoryBus()
    await presence.renew("b", 60)
    asked = asyncio.Event()

    async def fails(_):
        asked.set()
        raise OSError("away")

    async with Neighbours(presence, bus, "a") as a:
        monkeypatch.setattr(MemoryPresence, "alive", fails)
        await asked.wait()
        await turns()
        assert a.alive("b")
        assert not a._task.done()


async def turns():
    for _ in range(20):
        await asyncio.sleep(0)
