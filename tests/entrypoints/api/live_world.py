"""An API that is listened to, and those who listen."""

import asyncio
from contextlib import asynccontextmanager, suppress

import msgspec
import uvicorn
import websockets
from tests.builders import VOLTA
from tests.entrypoints.api.world import House, in_memory, two_tenants
from websockets.exceptions import ConnectionClosed

from application.ports.topics import OUTBOX


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
