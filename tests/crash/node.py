"""The server of a drill: gateway and worker in one process, which dies where it is told to.

    python -m tests.crash.node URL PORT POINT COUNT

SIGUSR1 arms it: at the COUNTth time from then on that the fault POINT is reached the process kills
itself with SIGKILL. Else it lives until somebody else kills it, or the drill is gone: the end of
its standard input says so.
"""

import asyncio
import os
import signal
import sys
from dataclasses import dataclass

import uvloop
from benchmarks.rig.stock import TENANT, world

from adapters.bus import PostgresBus
from adapters.persistence import PostgresFramesLog, PostgresStorage
from adapters.persistence.writing.faults import FaultPoints
from application.reactions import causes_anything
from entrypoints.gateway.node import Gateway, GatewayOptions, GatewayParts
from entrypoints.logs import set_up
from entrypoints.processes import garbage
from entrypoints.settings import read_settings
from entrypoints.wiring.handlers import Desks, World
from entrypoints.worker.relay import Relay


@dataclass(slots=True)
class Death(FaultPoints):
    """Dies at one point, at the given visit, once it is armed."""

    point: str
    visits: int
    armed: bool = False

    def arm(self) -> None:
        self.armed = True

    def reach(self, point: str) -> None:
        if not self.armed or point != self.point:
            return
        self.visits -= 1
        if self.visits <= 0:
            os.kill(os.getpid(), signal.SIGKILL)


async def serve(url: str, port: int, death: Death) -> None:
    around = world()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGUSR1, death.arm)
    loop.add_reader(sys.stdin.fileno(), lambda: os.kill(os.getpid(), signal.SIGKILL))
    async with (
        PostgresBus(url) as bus,
        PostgresStorage(url, around.clock, bus, faults=death, causes=causes_anything) as storage,
    ):
        frames = PostgresFramesLog(storage.database)
        frames.start()
        whole = World(around.clock, around.ids, around.randomness, around.secrets, bus)
        desks = Desks(whole)
        gateway = Gateway(
            GatewayOptions(node="drill", port=port, default_tenant=TENANT),
            GatewayParts(storage=storage, desks=desks, world=whole, bus=bus, frames=frames),
        )
        await gateway.start()
        garbage.rarely()
        print("listening", flush=True)
        relay = Relay(
            storage.outbox,
            lambda tenant: desks.tenant(storage.reaction_scope(tenant)),
            around.clock,
            bus,
        )
        await relay.run()


if __name__ == "__main__":
    _, url, port, point, visits = sys.argv
    set_up(read_settings({}).logging, "drill")
    uvloop.run(serve(url, int(port), Death(point, int(visits))))
