# ruff: noqa: D102 - the ports say what each method means.
"""Links of one tenant's stations: durable at once, beside any unit of work."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from adapters.memory.database import Database
from adapters.memory.tables import KeptLink
from application.ports.provisioning import Link, Links
from domain.errors import NotFound
from domain.identity import StationId, TenantId


@dataclass(frozen=True, slots=True)
class MemoryLinks(Links):
    """The fence of a station rises with every connection and never falls."""

    database: Database
    tenant: TenantId
    alive: Callable[[str], bool]
    """Whether a node is."""

    async def take(
        self, station: StationId, node: str, protocol: str, peer: str
    ) -> tuple[Link, bool]:
        if (self.tenant, station) not in self.database.tables.stations.rows:
            raise NotFound("station", station)
        before = self._kept(station)
        fence = before.link.fence + 1 if before is not None else 1
        now = self.database.clock.now()
        link = Link(station, node, fence, protocol, now, now, peer)
        self._keep(KeptLink(self.tenant, link))
        return link, before is not None and self._lives(before)

    async def release(self, link: Link) -> bool:
        kept = self._kept(link.station)
        if kept is None or kept.link.fence != link.fence:
            return False
        self._keep(replace(kept, open=False))
        return True

    async def find(self, station: StationId) -> Link | None:
        kept = self._kept(station)
        return kept.link if kept is not None and self._lives(kept) else None

    async def touch(self, stations: dict[StationId, datetime], node: str) -> None:
        for station, heard in stations.items():
            kept = self._kept(station)
            if kept is not None and kept.open and kept.link.node == node:
                newest = max(heard, kept.link.last_seen)
                self._keep(replace(kept, link=replace(kept.link, last_seen=newest)))

    def _kept(self, station: StationId) -> KeptLink | None:
        return self.database.tables.links.rows.get((self.tenant, station))

    def _keep(self, kept: KeptLink) -> None:
        self.database.tables.links.rows[self.tenant, kept.link.station] = kept

    def _lives(self, kept: KeptLink) -> bool:
        return kept.open and self.alive(kept.link.node)
