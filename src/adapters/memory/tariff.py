# ruff: noqa: D102 - the ports say what each method means.
"""Tariffs of one tenant, and which station has which."""

from dataclasses import dataclass
from datetime import UTC, datetime

from adapters.memory.shelf import Shelf
from adapters.memory.tables import Assignment
from application.ports.tariff import Tariffs
from domain.identity import StationId, TariffId, TenantId
from domain.tariff import Tariff

_ALWAYS = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class MemoryTariffs(Tariffs):
    """The station's own tariff while it holds, else the default that holds since the latest."""

    tenant: TenantId
    shelf: Shelf[Tariff]
    assignments: Shelf[Assignment]

    async def applicable(
        self,
        station: StationId,
        evse: int | None,  # noqa: ARG002 - all EVSEs of a station cost the same so far
        at: datetime,
    ) -> Tariff | None:
        assignment = self.assignments.find(station)
        own = self.shelf.find(assignment.tariff) if assignment is not None else None
        if own is not None and own.holds_at(at):
            return own
        defaults = [tariff for tariff in self.shelf.select("default") if tariff.holds_at(at)]
        return max(defaults, key=lambda t: (t.valid_from or _ALWAYS, t.id), default=None)

    async def find(self, tariff: TariffId) -> Tariff | None:
        return self.shelf.find(tariff)

    async def get(self, tariff: TariffId) -> Tariff:
        return self.shelf.get(tariff)

    def save(self, tariff: Tariff) -> None:
        self.shelf.save(tariff)

    def remove(self, tariff: Tariff) -> None:
        self.shelf.remove(tariff)

    def assign(self, station: StationId, tariff: TariffId | None) -> None:
        if tariff is not None:
            self.assignments.save(Assignment(self.tenant, station, tariff))
        elif (present := self.assignments.find(station)) is not None:
            self.assignments.remove(present)
