"""One bus and one presence, three ways of carrying them: what each must keep.

Two nodes of an installation are two adapters on the same server; in memory there is one process,
so both are the same.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

import asyncpg
import pytest
import redis.asyncio
from tests.asynchronous import asynchronous

from adapters.bus import NODE_TABLE, PostgresBus, PostgresPresence
from adapters.bus.line import LOST
from adapters.memory.bus import MemoryBus, MemoryPresence
from adapters.redis import RedisBus, RedisPresence
from application.delivery import UNREAD_LIMIT
from application.ports.bus import MAX_MESSAGE_BYTES, Bus, MessageTooLong, Presence

MISSED = ("", "")


@dataclass
class World:
    """How to enter nodes, to cut all their connections, and to let leases run out."""

    node: Callable[[], object]
    cut: Callable[[], object] = None
    clock: float = field(default=0.0)
    remote: bool = True

    async def pass_time(self, seconds: float) -> None:
        self.clock += seconds
        if self.remote:
            await asyncio.sleep(seconds)


def memory(_request) -> World:
    bus = MemoryBus()
    world = World(node=None, remote=False)
    presence = MemoryPresence(now=lambda: world.clock)

    @asynccontextmanager
    async def node():
        yield bus, presence

    world.node = node
    return world


def postgres(request) -> World:
    database = request.getfixturevalue("database")
    server = request.getfixturevalue("postgres")
    server.execute(
        f"SET ROLE open_csms_owner; {NODE_TABLE}",
        database=database.name,
    )

    @asynccontextmanager
    async def node():
        async with PostgresBus(database.url) as bus:
            yield bus, PostgresPresence(bus.line)

    async def cut():
        connection = await asyncpg.connect(database.admin_dsn)
        await connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        await connection.close()

    return World(node, cut)


def redis_(request) -> World:
    url = request.getfixturevalue("redis_url")

    @asynccontextmanager
    async def node():
        async with RedisBus(url) as bus:
            yield bus, RedisPresence(bus.client)

    async def cut():
        async with redis.asyncio.Redis.from_url(url) as client:
            for kind in ("pubsub", "normal"):
                await client.execute_command("CLIENT", "KILL", "TYPE", kind, "SKIPME", "yes")

    return World(node, cut)


every = pytest.mark.parametrize("make", [memory, postgres, redis_])
served = pytest.mark.parametrize("make", [postgres, redis_])


@pytest.fixture
def world(make, request) -> World:
    return make(request)


@asynccontextmanager
async def two_nodes(world: World) -> AsyncIterator[tuple[Bus, Bus]]:
    async with world.node() as (first, _), world.node() as (second, _):
        yield first, second


@asynccontextmanager
async def one_presence(world: World) -> AsyncIterator[Presence]:
    async with world.node() as (_, presence):
        yield presence


async def read(heard: AsyncIterator, count: int) -> list[tuple[str, str]]:
    return [await anext(heard) for _ in range(count)]


async def read_until(heard: AsyncIterator, last: tuple[str, str]) -> list[tuple[str, str]]:
    """Everything up to `last`, for as long as it takes."""
    messages = []
    while not messages or messages[-1] != last:
        messages.append(await anext(heard))
    return messages


@every
@asynchronous
async def test_every_listener_of_every_node_hears(world):
    async with two_nodes(world) as (first, second), AsyncExitStack() as stack:
        listeners = [
            await stack.enter_async_context(node.listen("station.wallbox-7"))
            for node in (first, first, second)
        ]
        await first.publish("station.wallbox-7", "look")
        for heard in listeners:
            assert await anext(heard) == ("station.wallbox-7", "look")


@every
@asynchronous
async def test_messages_of_one_publisher_stay_in_order(world):
    sent = [(f"station.{number % 7}", str(number)) for number in range(900)]
    async with two_nodes(world) as (first, second), second.listen("station.*") as heard:
        for topic, message in sent:
            await first.publish(topic, message)
            if int(message) % 100 == 0:
                await asyncio.sleep(0.005)
        assert await read(heard, len(sent)) == sent


@every
@asynchronous
async def test_only_matching_topics_are_heard_and_each_message_once(world):
    topics = ("station.*", "station.a", "station.a*", "live")
    async with two_nodes(world) as (first, second), second.listen(*topics) as heard:
        for topic in ("other", "station", "liver", "station.a", "lively", "station.", "live"):
            await first.publish(topic, "x")
        assert [topic for topic, _ in await read(heard, 3)] == ["station.a", "station.", "live"]


@every
@asynchronous
async def test_exact_and_prefix_listeners_do_not_disturb_one_another(world):
    async with (
        two_nodes(world) as (first, second),
        second.listen("station.a") as exact,
        second.listen("station.*") as prefix,
    ):
        for message in ("1", "2"):
            await first.publish("station.a", message)
        assert (
            await read(exact, 2)
            == await read(prefix, 2)
            == [
                ("station.a", "1"),
                ("station.a", "2"),
            ]
        )


@every
@asynchronous
async def test_a_star_inside_a_topic_is_a_letter_like_others(world):
    names = ["odd[1]?.x", "odd\\.x", "o*d.x", "ünïcode ⚡.x"]
    async with two_nodes(world) as (first, second):
        for name in names:
            async with second.listen(f"{name}*", name) as heard:
                await first.publish("odd1?.xx", "no")
                await first.publish(name, "yes")
                assert await anext(heard) == (name, "yes")


@every
@asynchronous
async def test_messages_are_carried_unchanged(world):
    odd = ["", "0 0 ", "1 1 ab", '{"a": "\\u0000\\n"}', "'; --"]
    texts = [*odd, "⚡" * 2_300, '"' * 6_990, "same"]
    async with two_nodes(world) as (first, second), second.listen("t") as heard:
        for message in [*texts, "same"]:
            await first.publish("t", message)
        assert [message for _, message in await read(heard, len(texts) + 1)] == [*texts, "same"]


@every
@asynchronous
async def test_nothing_said_before_listening_or_after_is_heard(world):
    async with two_nodes(world) as (first, second):
        async with second.listen("t") as earlier:
            await first.publish("t", "before")
            assert await anext(earlier) == ("t", "before")
        async with second.listen("t") as heard:
            await first.publish("t", "now")
            assert await anext(heard) == ("t", "now")


@every
@asynchronous
async def test_what_was_published_just_before_a_goodbye_is_heard(world):
    async with world.node() as (staying, _), staying.listen("t") as heard:
        async with world.node() as (leaving, _):
            await leaving.publish("t", "goodbye")
        assert await anext(heard) == ("t", "goodbye")


@every
@asynchronous
async def test_a_listener_that_does_not_read_is_bounded_and_told(world):
    async with (
        two_nodes(world) as (first, second),
        second.listen("t") as slow,
        second.listen("t") as quick,
    ):
        for number in range(UNREAD_LIMIT + 500):
            await first.publish("t", str(number))
            assert await anext(quick) == ("t", str(number))
        unread = await read(slow, UNREAD_LIMIT)
        assert unread[0] == MISSED
        assert unread[-1] == ("t", str(UNREAD_LIMIT + 499))
        assert MISSED not in unread[1:]


@every
@asynchronous
async def test_a_message_is_a_hint_not_a_document(world):
    async with world.node() as (bus, _), bus.listen("t") as heard:
        with pytest.raises(MessageTooLong, match=str(MAX_MESSAGE_BYTES + 1)):
            await bus.publish("t", "⚡" * 2_333 + "x")
        await bus.publish("t", "x" * (MAX_MESSAGE_BYTES - 1))
        assert len((await anext(heard))[1]) == MAX_MESSAGE_BYTES - 1


@every
@pytest.mark.parametrize(
    ("topic", "message"), [("", "x"), ("t*", "x"), ("t", "\0"), ("t", "\ud800")]
)
@asynchronous
async def test_what_cannot_travel_is_refused(world, topic, message):
    async with world.node() as (bus, _):
        with pytest.raises(ValueError, match=r"topic|NUL|surrogates"):
            await bus.publish(topic, message)


@served
@asynchronous
async def test_a_lost_connection_is_mended_and_the_gap_is_told(world):
    async with two_nodes(world) as (first, second), second.listen("a", "b*") as heard:
        for round_ in ("1", "2"):
            await world.cut()
            # Both come back by themselves; who missed what is not known, so everybody is told.
            messages = await read_until(heard, MISSED)
            assert set(messages) == {MISSED}
            async with asyncio.timeout(30):
                await published_until_heard(first, heard, round_)


async def published_until_heard(bus: Bus, heard: AsyncIterator, message: str) -> None:
    """The publisher's own connection may still be down, and a message may be lost with it."""
    listening = asyncio.create_task(read_until(heard, ("b.x", message)))
    while not listening.done():
        await bus.publish("b.x", message)
        await asyncio.wait([listening], timeout=0.2)
    assert set(await listening) <= {MISSED, ("b.x", message)}
    await drained(heard)


async def drained(heard: AsyncIterator) -> None:
    while True:
        try:
            async with asyncio.timeout(0.5):
                await anext(heard)
        except TimeoutError:
            return


@served
@asynchronous
async def test_what_is_published_while_the_way_is_cut_is_heard_or_told_as_missed(world):
    async with two_nodes(world) as (first, second), second.listen("t") as heard:
        for number in range(50):
            if number == 10:
                await world.cut()
            await first.publish("t", str(number))
        assert await anext(heard) in {("t", "0"), MISSED}
        await first.publish("t", "end")
        seen = [MISSED]
        async with asyncio.timeout(30):
            while seen[-1] != ("t", "end") and MISSED not in seen[1:]:
                seen.append(await anext(heard))


@served
@asynchronous
async def test_a_server_that_is_not_there_is_reported_at_the_start(make):
    bus = {
        postgres: lambda: PostgresBus("postgresql+asyncpg://x@/x?host=/nonexistent"),
        redis_: lambda: RedisBus("redis://127.0.0.1:1/0"),
    }[make]()
    with pytest.raises((OSError, redis.RedisError)):
        await bus.__aenter__()


@every
@asynchronous
async def test_a_node_is_alive_until_it_leaves(world):
    async with one_presence(world) as presence:
        await presence.renew("gateway-1", 60)
        await presence.renew("gateway-2", 60)
        assert await presence.alive() == {"gateway-1", "gateway-2"}
        await presence.leave("gateway-1")
        await presence.leave("never seen")
        assert await presence.alive() == {"gateway-2"}


@every
@asynchronous
async def test_a_lease_runs_out_unless_it_is_renewed(world):
    async with one_presence(world) as presence:
        await presence.renew("silent", 0.2)
        await presence.renew("renewing", 0.2)
        await presence.renew("renewing", 60)
        await world.pass_time(0.3)
        assert await presence.alive() == {"renewing"}
        await presence.renew("silent", 60)
        assert await presence.alive() == {"renewing", "silent"}


@served
@asynchronous
async def test_a_lease_outlives_the_connection_that_took_it(world):
    async with one_presence(world) as presence:
        await presence.renew("gateway-1", 60)
        await world.cut()
        async with asyncio.timeout(30):
            while True:
                try:
                    assert await presence.alive() == {"gateway-1"}
                    break
                except (*LOST, redis.RedisError):
                    await asyncio.sleep(0.05)
