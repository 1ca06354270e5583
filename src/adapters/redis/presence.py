"""Which nodes are alive, by leases in Redis's own time: nodes' clocks need not agree."""

from collections.abc import Awaitable
from dataclasses import dataclass
from typing import cast

from redis.asyncio import Redis

from application.ports.bus import Presence

NODES = "open-csms:nodes"
"""A sorted set: name -> when its lease runs out. One key per node would need a scan of all keys."""

NOW = "local t = redis.call('TIME') local now = t[1] * 1000 + math.floor(t[2] / 1000) "
RENEW = NOW + (
    "redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now) "
    "return redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])"
)
ALIVE = NOW + "return redis.call('ZRANGE', KEYS[1], '(' .. now, '+inf', 'BYSCORE')"


@dataclass(frozen=True, slots=True)
class RedisPresence(Presence):
    """Leases in one sorted set. Raises `redis.RedisError` when Redis cannot be reached."""

    client: "Redis"

    async def renew(self, node: str, lease_seconds: float) -> None:
        """See `Presence`."""
        await self._run(RENEW, node, str(round(lease_seconds * 1000)))

    async def leave(self, node: str) -> None:
        """See `Presence`."""
        await self.client.zrem(NODES, node)

    async def alive(self) -> frozenset[str]:
        """See `Presence`."""
        names = cast("list[bytes | str]", await self._run(ALIVE))
        return frozenset(name.decode() if isinstance(name, bytes) else name for name in names)

    async def _run(self, script: str, *arguments: str) -> object:
        return await cast("Awaitable[object]", self.client.eval(script, 1, NODES, *arguments))
