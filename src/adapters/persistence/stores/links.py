# ruff: noqa: D102 - the ports say what each method means.
"""Connections of one tenant's stations: durable at once, beside any unit of work."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from adapters.persistence.reading import Reader
from adapters.persistence.writing.flusher import GroupCommit
from adapters.persistence.writing.links import RELEASED, TAKEN
from adapters.persistence.writing.unit import Unit
from application.ports.provisioning import Link, Links
from application.ports.world import Clock
from domain.identity import StationId, TenantId

_TOUCH = """
    UPDATE station_links l SET last_seen = greatest(l.last_seen, r.at)
    FROM unnest($2::uuid[], $3::timestamptz[]) AS r(station_id, at)
    WHERE l.tenant_id = $1 AND l.station_id = r.station_id AND l.node = $4 AND l.is_open
"""


@dataclass(frozen=True, slots=True)
class PostgresLinks(Links):
    """Many stations that connect at once share a batch."""

    reader: Reader
    writer: GroupCommit
    clock: Clock
    alive: Callable[[str], bool]
    tenant: TenantId

    async def take(
        self, station: StationId, node: str, protocol: str, peer: str
    ) -> tuple[Link, bool]:
        now = self.clock.now()
        key = (self.tenant, station)
        unit = Unit([(TAKEN, (*key, node, protocol, now, peer))], [], {("link", *key)})
        await self.writer.write(unit)
        taken = unit.answers[TAKEN, key]
        before = taken["node_before"]
        link = Link(station, node, taken["fence"], protocol, now, now, peer)
        return link, before is not None and self.alive(before)

    async def release(self, link: Link) -> bool:
        key = (self.tenant, link.station)
        unit = Unit([(RELEASED, (*key, link.fence))], [], {("link", *key)})
        await self.writer.write(unit)
        return (RELEASED, key) in unit.answers

    async def find(self, station: StationId) -> Link | None:
        rows = await self.reader.rows(
            "SELECT * FROM station_links WHERE tenant_id = $1 AND station_id = $2 AND is_open",
            station,
        )
        if not rows or not self.alive(rows[0]["node"]):
            return None
        row = rows[0]
        return Link(
            station=station,
            node=row["node"],
            fence=row["fence"],
            protocol=row["protocol"],
            since=row["since"],
            last_seen=row["last_seen"],
            peer=row["peer"],
        )

    async def touch(self, stations: dict[StationId, datetime], node: str) -> None:
        if stations:
            values = (list(stations), list(stations.values()), node)
            await self.reader.database.change(self.tenant, _TOUCH, self.tenant, *values)
