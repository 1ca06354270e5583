"""Which nodes are alive, by leases in the database's own time: nodes' clocks need not agree."""

from dataclasses import dataclass

from adapters.bus.line import Line
from application.ports.bus import Presence

NODE_TABLE = """
CREATE TABLE node (
    name text PRIMARY KEY,
    expires_at timestamptz NOT NULL
)
"""
"""For the migration. No tenant: a node serves them all. The application role writes it."""

RENEW = """
WITH forgotten AS (
    DELETE FROM node WHERE expires_at < clock_timestamp() - interval '1 day' AND name <> $1
)
INSERT INTO node (name, expires_at)
VALUES ($1, clock_timestamp() + $2::float8 * interval '1 second')
ON CONFLICT (name) DO UPDATE SET expires_at = excluded.expires_at
"""
LEAVE = "DELETE FROM node WHERE name = $1"
ALIVE = "SELECT name FROM node WHERE expires_at > clock_timestamp()"


@dataclass(frozen=True, slots=True)
class PostgresPresence(Presence):
    """Leases in the table `node`, over the bus's connection.

    Raises, when the database cannot be reached, what `adapters.bus.line.LOST` lists.
    """

    line: Line

    async def renew(self, node: str, lease_seconds: float) -> None:
        """See `Presence`."""
        await self.line.fetch(RENEW, node, lease_seconds)

    async def leave(self, node: str) -> None:
        """See `Presence`."""
        await self.line.fetch(LEAVE, node)

    async def alive(self) -> frozenset[str]:
        """See `Presence`."""
        return frozenset(row["name"] for row in await self.line.fetch(ALIVE))
