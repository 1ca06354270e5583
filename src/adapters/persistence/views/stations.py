# ruff: noqa: D102 - the ports say what each method means.
"""Stations, their settings and statistics."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from adapters.persistence.documents import from_json
from adapters.persistence.kinds import STATION
from adapters.persistence.mapping.inventory import setting_from_row
from adapters.persistence.mapping.station import from_row
from adapters.persistence.reading import Reader
from adapters.persistence.views.listing import (
    BY_ID,
    Filter,
    Listing,
    Row,
    containing,
    number,
    text,
)
from application.ports.provisioning import Link
from application.views.amounts import Amount, plain, seconds
from application.views.paging import Page, Slice
from application.views.provisioning import (
    BreachView,
    SettingView,
    StationFilter,
    StationStatistics,
    StationsView,
    StationView,
)
from application.views.rendering import breach_view, setting_view, station_view
from domain.identity import StationId
from domain.station import Breach, BreachKind, Profile

_BESIDE = """
    l.node, l.protocol, l.since, l.last_seen, l.is_open, k.required, a.tariff_id,
    o.tolerances
    FROM stations t
    JOIN tenants o ON o.id = t.tenant_id
    LEFT JOIN station_links l ON l.tenant_id = t.tenant_id AND l.station_id = t.id
    LEFT JOIN station_credentials k ON k.tenant_id = t.tenant_id AND k.station_id = t.id
    LEFT JOIN tariff_assignments a ON a.tenant_id = t.tenant_id AND a.id = t.id
"""
STATIONS = Listing(
    STATION.select.replace("AS connectors FROM stations t", f"AS connectors, {_BESIDE}"),
    {"identity": text("t.identity"), "registered": BY_ID},
)
_NAME = text(
    r"concat_ws(E'\x1f', t.component, t.component_instance, t.variable, t.variable_instance, "
    "lpad(t.evse::text, 6, '0'), lpad(t.connector::text, 6, '0'), t.attribute)"
)
SETTINGS = Listing(
    "SELECT t.* FROM station_settings t WHERE t.tenant_id = $1", {"name": _NAME}, _NAME
)
_BREACH = text(r"concat_ws(E'\x1f', t.rule, t.action, t.path, t.repaired::text)")
BREACHES = Listing(
    "SELECT t.* FROM station_conformance t WHERE t.tenant_id = $1",
    {"times": number("t.times")},
    _BREACH,
)
_NODES = "SELECT DISTINCT node FROM station_links WHERE tenant_id = $1 AND is_open"
_SESSIONS = """
    SELECT count(*) AS begun, coalesce(sum(energy_wh), 0) AS energy_wh, (
        SELECT count(*) FROM sessions o
        WHERE o.tenant_id = $1 AND o.station_id = $2 AND o.is_open
    ) AS open
    FROM sessions s
    WHERE s.tenant_id = $1 AND s.station_id = $2 AND s.began_at >= $3 AND s.began_at < $4
"""
_RECORDS = """
    SELECT c.currency, sum(c.total) AS total, sum(c.charging) AS charging, sum(c.idle) AS idle
    FROM sessions s JOIN cdrs c ON c.tenant_id = s.tenant_id AND c.session_id = s.id
    WHERE s.tenant_id = $1 AND s.station_id = $2 AND s.began_at >= $3 AND s.began_at < $4
    GROUP BY c.currency ORDER BY c.currency
"""


@dataclass(frozen=True, slots=True)
class PostgresStationsView(StationsView):
    """By identity, or by age."""

    reader: Reader
    alive: Callable[[str], bool]

    async def page(self, wanted: Slice, chosen: StationFilter) -> Page[StationView]:
        filters: list[Filter] = [
            ("t.location_id = {}::uuid", chosen.location),
            ("t.registration = {}::text", chosen.registration),
            (containing("t.identity", "t.name"), chosen.text),
        ]
        if chosen.online is not None:
            nodes = [row["node"] for row in await self.reader.rows(_NODES)]
            living = [node for node in nodes if self.alive(node)]
            here = "coalesce(l.is_open AND l.node = ANY({}::text[]), false)"
            filters.append((here if chosen.online else f"NOT {here}", living))
        return await STATIONS.page(self.reader, wanted, filters, self._view)

    async def find(self, station: UUID) -> StationView | None:
        rows = await self.reader.rows(f"{STATIONS.select} AND t.id = $2", station)
        return self._view(rows[0]) if rows else None

    async def many(self, stations: Sequence[UUID]) -> tuple[StationView, ...]:
        select = f"{STATIONS.select} AND t.id = ANY($2::uuid[])"
        return tuple(self._view(row) for row in await self.reader.rows(select, list(stations)))

    async def settings(
        self, station: UUID, wanted: Slice, text: str | None = None
    ) -> Page[SettingView]:
        filters = [
            ("t.station_id = {}::uuid", station),
            (containing("t.component", "t.variable"), text),
        ]
        return await SETTINGS.page(self.reader, wanted, filters, _setting)

    async def breaches(self, station: UUID, wanted: Slice) -> Page[BreachView]:
        filters: list[Filter] = [("t.station_id = {}::uuid", station)]
        return await BREACHES.page(self.reader, wanted, filters, _breach)

    async def statistics(
        self, station: UUID, since: datetime, until: datetime
    ) -> StationStatistics:
        begun = (await self.reader.rows(_SESSIONS, station, since, until))[0]
        records = await self.reader.rows(_RECORDS, station, since, until)
        zero = timedelta(0)
        return StationStatistics(
            since=since,
            until=until,
            sessions=begun["begun"],
            open_sessions=begun["open"],
            energy_wh=Decimal(begun["energy_wh"]),
            charging_seconds=seconds(sum((row["charging"] for row in records), zero)),
            idle_seconds=seconds(sum((row["idle"] for row in records), zero)),
            revenue=tuple(
                Amount(plain(row["total"]), row["currency"]) for row in records if row["currency"]
            ),
        )

    def _view(self, row: Row) -> StationView:
        link = None
        if row["node"] is not None:
            link = Link(
                station=StationId(row["id"]),
                node=row["node"],
                fence=0,
                protocol=row["protocol"],
                since=row["since"],
                last_seen=row["last_seen"],
            )
        return station_view(
            from_row(row),
            link=link,
            online=link is not None and row["is_open"] and self.alive(link.node),
            profile=row["required"],
            tariff=row["tariff_id"],
            own=from_json(row["tolerances"], tuple[Profile, ...]),
        )


def _breach(row: Row) -> BreachView:
    return breach_view(
        Breach(
            StationId(row["station_id"]),
            BreachKind(row["rule"], row["action"], row["path"], row["repaired"]),
            row["times"],
            row["first_seen"],
            row["last_seen"],
            row["example"],
        )
    )


def _setting(row: Row) -> SettingView:
    return setting_view(setting_from_row(row), row["told_at"])
