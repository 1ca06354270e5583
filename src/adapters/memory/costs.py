# ruff: noqa: D102 - the ports say what each method means.
"""What drivers were shown of what their sessions cost, for one tenant."""

from dataclasses import dataclass
from datetime import UTC, datetime

from adapters.memory.database import Database
from adapters.memory.shelf import Shelf
from application.ports.costs import ShownCosts
from domain.cost_display import CostDisplay, CostMode, ShownCost
from domain.identity import SessionId, StationId, TenantId
from domain.station import screen_of

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class MemoryShownCosts(ShownCosts):
    """All open sessions are looked through."""

    shelf: Shelf[ShownCost]
    database: Database
    tenant: TenantId

    async def find(self, session: SessionId) -> ShownCost | None:
        return self.shelf.find(session)

    async def due(self, at: datetime, default: CostDisplay, limit: int) -> tuple[SessionId, ...]:
        found = [
            (self._next(session.id), session.id)
            for session in self.database.tables.sessions.rows.values()
            if session.tenant == self.tenant
            and session.open
            and session.tariff is not None
            and self._shows(session.station, default)
        ]
        due = sorted((when, session) for when, session in found if when is not None and when <= at)
        return tuple(session for _, session in due[:limit])

    def save(self, shown: ShownCost) -> None:
        self.shelf.save(shown)

    def _next(self, session: SessionId) -> datetime | None:
        """None: nothing follows."""
        shown = self.database.tables.shown_costs.rows.get((self.tenant, session))
        if shown is None:
            return _NEVER
        return None if shown.final else shown.next_at

    def _shows(self, station: StationId, default: CostDisplay) -> bool:
        tables = self.database.tables
        known = tables.stations.rows.get((self.tenant, station))
        link = tables.links.rows.get((self.tenant, station))
        if known is None or link is None or not link.open:
            return False
        if (known.cost_display or default).mode is not CostMode.RUNNING:
            return False
        told = tables.settings.members("of", (self.tenant, station))
        return screen_of(tables.settings.rows[key].setting for key in told) is not None
