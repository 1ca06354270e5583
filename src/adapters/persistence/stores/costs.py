# ruff: noqa: D102 - the ports say what each method means.
"""What drivers were shown of what their sessions cost, for one tenant."""

from dataclasses import dataclass
from datetime import datetime

from adapters.persistence.reading import Reader
from adapters.persistence.stores.shelf import Shelf
from application.ports.costs import ShownCosts
from domain.cost_display import CostDisplay, CostMode, ShownCost
from domain.identity import SessionId, TenantId
from domain.station import SCREENS

_ABLE = " OR ".join(
    f"(k.component = '{key.component}' AND k.variable = '{key.variable}'"
    f" AND k.variable_instance = '{key.variable_instance}')"
    for key in SCREENS
)
_DUE = f"""
    SELECT s.id FROM stations st
    JOIN sessions s ON s.tenant_id = st.tenant_id AND s.station_id = st.id AND s.is_open
    JOIN station_links l ON l.tenant_id = st.tenant_id AND l.station_id = st.id AND l.is_open
    LEFT JOIN shown_costs c ON c.tenant_id = s.tenant_id AND c.session_id = s.id
    WHERE st.tenant_id = $1 AND {{chosen}} AND s.tariff_id IS NOT NULL
    AND (c.next_at IS NULL OR c.next_at <= $2) AND c.is_final IS NOT TRUE
    AND EXISTS (
        SELECT FROM station_settings k WHERE k.tenant_id = st.tenant_id AND k.station_id = st.id
        AND k.attribute = 'Actual' AND lower(k.value) = 'true' AND ({_ABLE})
    )
    ORDER BY c.next_at NULLS FIRST, s.id LIMIT $3
"""  # noqa: S608 - our own words
# Spelt out, so that the database sees that the partial index of such stations holds them all.
_RUNNING = "st.cost_display ->> 'mode' = 'running'"
DUE = {
    True: _DUE.format(chosen=f"(st.cost_display IS NULL OR {_RUNNING})"),
    False: _DUE.format(chosen=_RUNNING),
}
"""By whether the tenant's stations show the cost so far unless told otherwise."""


@dataclass(frozen=True, slots=True)
class PostgresShownCosts(ShownCosts):
    """A row a session, from its first telling on."""

    shelf: Shelf[ShownCost]
    reader: Reader
    tenant: TenantId

    async def find(self, session: SessionId) -> ShownCost | None:
        return await self.shelf.find((self.tenant, session), "t.session_id = $2", session)

    async def due(self, at: datetime, default: CostDisplay, limit: int) -> tuple[SessionId, ...]:
        statement = DUE[default.mode is CostMode.RUNNING]
        rows = await self.reader.rows(statement, at, limit)
        return tuple(SessionId(row["id"]) for row in rows)

    def save(self, shown: ShownCost) -> None:
        self.shelf.save(shown)
