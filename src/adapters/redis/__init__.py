"""The bus and the presence of nodes on Redis or Valkey, for several machines.

async with RedisBus(url) as bus:
presence = RedisPresence(bus.client)
"""

from adapters.redis.bus import RedisBus
from adapters.redis.presence import RedisPresence

__all__ = ["RedisBus", "RedisPresence"]
