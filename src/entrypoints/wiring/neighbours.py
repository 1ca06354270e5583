"""This node among the others: its own lease, and who else is alive."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Self

import structlog

from application.ports.bus import Bus, Presence

log = structlog.get_logger("node")

LEASE_SECONDS = 15.0
"""So long after its last word a node counts as dead, and its stations as not connected."""

RENEW_SECONDS = 4.0

NODES = "nodes"
"""Bus topic: a node has come or gone."""


@dataclass(slots=True)
class Neighbours:
    """Keeps the lease between entering and leaving; `alive` answers from memory.

    While presence cannot be asked, what was last known holds: an outage of the bus shall not
    make every connection look dead.
    """

    presence: Presence
    bus: Bus
    node: str
    _alive: frozenset[str] = frozenset()
    _task: "asyncio.Task[None] | None" = field(default=None)

    def alive(self, node: str) -> bool:
        """Whether that node is, as last seen."""
        return node == self.node or node in self._alive

    async def __aenter__(self) -> Self:
        await self.look()
        await self.bus.publish(NODES, self.node)
        self._task = asyncio.create_task(self._keep(), name="neighbours")
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        with suppress(Exception):  # the lease runs out by itself
            await self.presence.leave(self.node)
            await self.bus.publish(NODES, self.node)

    async def look(self) -> None:
        """Renew the lease, and see who is there."""
        await self.presence.renew(self.node, LEASE_SECONDS)
        self._alive = await self.presence.alive()

    async def _keep(self) -> None:
        async with self.bus.listen(NODES) as news:
            heard = asyncio.ensure_future(anext(news))
            try:
                while True:
                    await asyncio.wait({heard}, timeout=RENEW_SECONDS)
                    if heard.done():
                        heard = asyncio.ensure_future(anext(news))
                    await self._try_to_look()
            finally:
                heard.cancel()

    async def _try_to_look(self) -> None:
        try:
            await self.look()
        except Exception as failure:  # noqa: BLE001 - tried again in a moment
            log.warning("presence cannot be told", why=f"{type(failure).__name__}: {failure}")
