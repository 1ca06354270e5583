# ruff: noqa: D102 - the ports say what each method means.
"""Tariffs of one tenant, and where and for whom they hold."""

from dataclasses import dataclass
from datetime import datetime

from adapters.memory.shelf import Shelf
from application.ports.tariff import Tariffs
from domain.identity import LocationId, StationId, TariffId
from domain.tariff import AssignmentId, Tariff, TariffAssignment, Visit, applicable


@dataclass(frozen=True, slots=True)
class MemoryTariffs(Tariffs):
    """All of them are looked through."""

    shelf: Shelf[Tariff]
    assignments: Shelf[TariffAssignment]

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
        return applicable(self.shelf.select("all"), self.assignments.select("all"), visit)

    async def find(self, tariff: TariffId) -> Tariff | None:
        return self.shelf.find(tariff)

    async def get(self, tariff: TariffId) -> Tariff:
        return self.shelf.get(tariff)

    async def editions(self, series: TariffId) -> tuple[Tariff, ...]:
        return tuple(sorted(self.shelf.select("editions", series), key=lambda t: t.edition))

    def save(self, tariff: Tariff) -> None:
        self.shelf.save(tariff)

    def remove(self, tariff: Tariff) -> None:
        self.shelf.remove(tariff)

    async def find_assignment(self, assignment: AssignmentId) -> TariffAssignment | None:
        return self.assignments.find(assignment)

    async def get_assignment(self, assignment: AssignmentId) -> TariffAssignment:
        return self.assignments.get(assignment)

    def save_assignment(self, assignment: TariffAssignment) -> None:
        self.assignments.save(assignment)

    def remove_assignment(self, assignment: TariffAssignment) -> None:
        self.assignments.remove(assignment)
