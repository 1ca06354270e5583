# ruff: noqa: D102 - the ports say what each method means.
"""Locations and stations."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from adapters.memory.database import Database
from adapters.memory.views.paging import BY_ID, Order, Sorting, contains, equals, within
from application.views.amounts import amount, seconds
from application.views.paging import Page, Slice
from application.views.provisioning import (
    BreachView,
    LocationsView,
    LocationView,
    SettingView,
    StationFilter,
    StationStatistics,
    StationsView,
    StationView,
)
from application.views.rendering import breach_view, location_view, setting_view, station_view
from domain.identity import StationId, TenantId
from domain.quantities import Currency, Money
from domain.station import Profile

LOCATIONS = Sorting({"name": Order(lambda v: v.name, str), "created": BY_ID}, BY_ID)
STATIONS = Sorting({"identity": Order(lambda s: s.identity, str), "registered": BY_ID}, BY_ID)
SEPARATOR = "\x1f"


def setting_name(view: SettingView) -> str:
    """All that names a setting, in one text."""
    return SEPARATOR.join(
        (
            view.component, view.component_instance, view.variable, view.variable_instance,
            f"{view.evse:06}", f"{view.connector:06}", view.attribute,
        )
    )  # fmt: skip


SETTINGS = Sorting({"name": Order(setting_name, str)}, Order(setting_name, str))


def breach_name(view: BreachView) -> str:
    """All that names a breach, in one text."""
    return SEPARATOR.join((view.rule, view.action, view.path, str(view.repaired).lower()))


BREACHES = Sorting({"times": Order(lambda v: v.times, int)}, Order(breach_name, str))


@dataclass(frozen=True, slots=True)
class MemoryLocationsView(LocationsView):
    """By name, or by age."""

    database: Database
    tenant: TenantId

    async def page(self, wanted: Slice, text: str | None = None) -> Page[LocationView]:
        rows = self.database.tables.locations.rows.values()
        own = (self._view(place.id) for place in rows if place.tenant == self.tenant)
        views = (view for view in own if view and contains(text, view.name, view.city))
        return LOCATIONS.page(views, wanted)

    async def find(self, location: UUID) -> LocationView | None:
        return self._view(location)

    def _view(self, location: UUID) -> LocationView | None:
        tables = self.database.tables
        kept = tables.locations.rows.get((self.tenant, location))
        if kept is None:
            return None
        there = tables.stations.members("standing at", (self.tenant, location))
        return location_view(kept, sum(1 for _ in there))


@dataclass(frozen=True, slots=True)
class MemoryStationsView(StationsView):
    """By identity, or by age."""

    database: Database
    tenant: TenantId
    alive: Callable[[str], bool]

    async def page(self, wanted: Slice, chosen: StationFilter) -> Page[StationView]:
        return STATIONS.page(
            (
                view
                for view in self._all()
                if equals(chosen.location, view.location)
                and equals(chosen.registration, view.registration)
                and equals(chosen.online, view.online)
                and contains(chosen.text, view.identity, view.name)
            ),
            wanted,
        )

    async def find(self, station: UUID) -> StationView | None:
        return self._view(station)

    async def many(self, stations: Sequence[UUID]) -> tuple[StationView, ...]:
        return tuple(view for each in stations if (view := self._view(each)) is not None)

    async def settings(
        self, station: UUID, wanted: Slice, text: str | None = None
    ) -> Page[SettingView]:
        table = self.database.tables.settings
        rows = (table.rows[key] for key in table.members("of", (self.tenant, station)))
        views = (setting_view(row.setting, row.told_at) for row in rows)
        return SETTINGS.page((v for v in views if contains(text, v.component, v.variable)), wanted)

    async def breaches(self, station: UUID, wanted: Slice) -> Page[BreachView]:
        counted = self.database.breaches.get((self.tenant, StationId(station)), {})
        return BREACHES.page(map(breach_view, counted.values()), wanted)

    async def statistics(
        self, station: UUID, since: datetime, until: datetime
    ) -> StationStatistics:
        tables = self.database.tables
        of_station = [
            s for s in tables.sessions.rows.values()
            if s.tenant == self.tenant and s.station == station
        ]  # fmt: skip
        begun = [s for s in of_station if within(s.began_at, since, until)]
        cdrs = [
            c for c in tables.cdrs.rows.values()
            if c.tenant == self.tenant and c.station == station and within(c.began_at, since, until)
        ]  # fmt: skip
        revenue: dict[str, Decimal] = {}
        for cdr in cdrs:
            if cdr.bill is not None:
                total = cdr.bill.total
                sum_ = revenue.get(total.currency.code, Decimal(0))
                revenue[total.currency.code] = sum_ + total.amount
        return StationStatistics(
            since=since,
            until=until,
            sessions=len(begun),
            open_sessions=sum(s.open for s in of_station),
            energy_wh=sum((s.energy.wh for s in begun), Decimal(0)),
            charging_seconds=seconds(sum((c.charging for c in cdrs), timedelta(0))),
            idle_seconds=seconds(sum((c.idle for c in cdrs), timedelta(0))),
            revenue=tuple(
                amount(Money(total, Currency(code))) for code, total in sorted(revenue.items())
            ),
        )

    def _all(self) -> Iterator[StationView]:
        rows = self.database.tables.stations.rows.values()
        for station in rows:
            if station.tenant == self.tenant and (view := self._view(station.id)) is not None:
                yield view

    def _view(self, station: UUID) -> StationView | None:
        tables = self.database.tables
        key = (self.tenant, StationId(station))
        kept = tables.stations.rows.get(key)
        if kept is None:
            return None
        link = tables.links.rows.get(key)
        credentials = tables.credentials.rows.get(key)
        assigned = tables.assignments.rows.get(key)
        return station_view(
            kept,
            link=link.link if link else None,
            online=link is not None and link.open and self.alive(link.link.node),
            profile=int(credentials.required) if credentials else None,
            tariff=assigned.tariff if assigned else None,
            own=self._tolerances(),
        )

    def _tolerances(self) -> tuple[Profile, ...]:
        tenants = self.database.tables.tenants.rows.values()
        return next((each.policy.tolerances for each in tenants if each.id == self.tenant), ())
