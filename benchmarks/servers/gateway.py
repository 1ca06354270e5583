"""Our gateway over PostgreSQL, as it runs in production.

python -m benchmarks.servers.gateway postgresql+asyncpg://… [node port]: with a node and a port it
shares that port with others, 0 for the first of them.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass

import uvloop
from benchmarks.rig.stock import TENANT, world
from benchmarks.servers.life import live

from adapters.bus import PostgresBus
from adapters.persistence import Observer, PostgresFramesLog, PostgresStorage
from adapters.persistence.writing.unit import Unit
from application.reactions import causes_anything
from entrypoints.gateway.node import Gateway, GatewayOptions, GatewayParts
from entrypoints.gateway.watching import Uncounted
from entrypoints.wiring.handlers import Desks, World


@dataclass(slots=True)
class Batches(Observer):
    """Counts what the group commit does."""

    batches: int = 0
    units: int = 0
    seconds: float = 0.0
    refused: int = 0
    losses: int = 0

    def flushed(self, units: Sequence[Unit], refused: int, seconds: float) -> None:
        self.batches += 1
        self.units += len(units)
        self.refused += refused
        self.seconds += seconds

    def line_lost(self) -> None:
        self.losses += 1


@dataclass(slots=True)
class Messages(Uncounted):
    """Counts answers."""

    count: int = 0

    def message(self, protocol: str, action: str, result: str, seconds: float) -> None:  # noqa: ARG002
        self.count += 1


async def main(url: str, node: str = "bench", port: str = "") -> None:
    """Serve until stdin closes."""
    around = world()
    batches, messages = Batches(), Messages()
    async with (
        PostgresBus(url) as bus,
        PostgresStorage(
            url, around.clock, bus, observer=batches, causes=causes_anything
        ) as storage,
    ):
        frames = PostgresFramesLog(storage.database)
        frames.start()
        whole = World(around.clock, around.ids, around.randomness, around.secrets, bus)
        gateway = Gateway(
            GatewayOptions(
                node=node, port=int(port or 0), default_tenant=TENANT, reuse_port=bool(port)
            ),
            GatewayParts(
                storage=storage,
                desks=Desks(whole),
                world=whole,
                bus=bus,
                frames=frames,
                counts=messages,
            ),
        )
        await gateway.start()

        def figures() -> dict:
            return {
                "reads": storage.reads,
                "messages": messages.count,
                "connected": len(gateway.roster),
                "frames_dropped": frames.dropped,
                "batches": batches.batches,
                "units": batches.units,
                "units_refused": batches.refused,
                "flush_seconds": batches.seconds,
                "line_losses": batches.losses,
            }

        await live(gateway.ports["ws"], figures)
        await gateway.stop()
        await frames.close()


if __name__ == "__main__":
    uvloop.run(main(*sys.argv[1:]))
