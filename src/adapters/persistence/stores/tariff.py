# ruff: noqa: D102 - the ports say what each method means.
"""Tariffs of one tenant, and where and for whom they hold."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from adapters.persistence.caches import Cache
from adapters.persistence.copying import copied
from adapters.persistence.stores.shelf import Shelf
from application.ports.tariff import Tariffs
from domain.identity import LocationId, StationId, TariffId, TenantId
from domain.tariff import AssignmentId, Tariff, TariffAssignment, Visit, applicable

ASSIGNED_SECONDS = 60.0
"""One read a station: longer than the rest, for the sake of those that start a session often."""


@dataclass(frozen=True, slots=True)
class PostgresTariffs(Tariffs):
    """Price lists and what is assigned to no station are in memory; stations' own as they come."""

    shelf: Shelf[Tariff]
    assignments: Shelf[TariffAssignment]
    cache: Cache
    tenant: TenantId

    async def applicable(
        self,
        station: StationId,
        evse: int | None,
        at: datetime,
        *,
        location: LocationId | None = None,
        group: str | None = None,
        partner: str | None = None,
    ) -> Tariff | None:
        visit = Visit(
            station=station, evse=evse, at=at, location=location, group=group, partner=partner
        )
        tariffs, assigned = await self._all(), (*await self._general(), *await self._own(station))
        found = applicable(tariffs.values(), assigned, visit)
        return None if found is None else copied(found)

    async def find(self, tariff: TariffId) -> Tariff | None:
        found = (await self._all()).get(tariff)
        return None if found is None else copied(found)

    async def get(self, tariff: TariffId) -> Tariff:
        found = await self.shelf.find((self.tenant, tariff), "t.id = $2", tariff)
        return self.shelf.found(found, tariff)

    async def editions(self, series: TariffId) -> tuple[Tariff, ...]:
        found = await self.shelf.select(
            lambda t: (t.series or t.id) == series, "coalesce(t.series_id, t.id) = $2", series
        )
        return tuple(sorted(found, key=lambda t: t.edition))

    def save(self, tariff: Tariff) -> None:
        self.shelf.save(tariff)
        self.shelf.work.hint(self.tenant, "tariffs")

    def remove(self, tariff: Tariff) -> None:
        self.shelf.remove(tariff)
        self.shelf.work.hint(self.tenant, "tariffs")

    async def find_assignment(self, assignment: AssignmentId) -> TariffAssignment | None:
        key = (self.tenant, assignment)
        return await self.assignments.find(key, "t.id = $2", assignment)

    async def get_assignment(self, assignment: AssignmentId) -> TariffAssignment:
        return self.assignments.found(await self.find_assignment(assignment), assignment)

    def save_assignment(self, assignment: TariffAssignment) -> None:
        self.assignments.save(assignment)
        self._hint(assignment)

    def remove_assignment(self, assignment: TariffAssignment) -> None:
        self.assignments.remove(assignment)
        self._hint(assignment)

    # From memory.

    async def _all(self) -> dict[TariffId, Tariff]:
        if self.shelf.work.saved:
            return await self._read()
        return await self.cache.get(self.tenant, "tariffs", self._read)

    async def _read(self) -> dict[TariffId, Tariff]:
        found = await self.shelf.select(lambda _: True, "true")
        return {tariff.id: tariff for tariff in found}

    async def _general(self) -> list[TariffAssignment]:
        return await self._assigned(
            "assigned", lambda a: a.target.station is None, "t.station_id IS NULL"
        )

    async def _own(self, station: StationId) -> list[TariffAssignment]:
        return await self._assigned(
            f"assigned {station}",
            lambda a: a.target.station == station,
            "t.station_id = $2",
            station,
            seconds=ASSIGNED_SECONDS,
        )

    async def _assigned(
        self,
        name: str,
        same: Callable[[TariffAssignment], bool],
        where: str,
        *values: object,
        seconds: float | None = None,
    ) -> list[TariffAssignment]:
        async def read() -> list[TariffAssignment]:
            return await self.assignments.select(same, where, *values)

        if self.shelf.work.saved:
            return await read()
        return await self.cache.get(self.tenant, name, read, seconds)

    def _hint(self, assignment: TariffAssignment) -> None:
        """Also where it was before: a changed target keeps nobody waiting."""
        station = assignment.target.station
        self.assignments.work.hint(self.tenant, f"assigned {station}" if station else "assigned")
