"""Stores of tariffs, for the tenant of the scope."""

from datetime import datetime
from typing import Protocol

from domain.identity import LocationId, StationId, TariffId
from domain.tariff import AssignmentId, Tariff, TariffAssignment


class Tariffs(Protocol):
    """The tenant's price lists, and where and for whom they hold."""

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
        """The tariff of a session that starts so, or None; from memory if possible.

        The most specific assignment decides (`domain.tariff.assignment`).
        """
        ...

    async def find(self, tariff: TariffId) -> Tariff | None:
        """That tariff, or None; from memory if possible."""
        ...

    async def get(self, tariff: TariffId) -> Tariff:
        """That tariff as it is now; raises NotFound."""
        ...

    async def editions(self, series: TariffId) -> tuple[Tariff, ...]:
        """All editions of the price list that began with that one, the oldest first."""
        ...

    def save(self, tariff: Tariff) -> None:
        """Write it with the next commit."""
        ...

    def remove(self, tariff: Tariff) -> None:
        """Take it and its assignments away with the next commit.

        StillReferenced if a session was priced by it.
        """
        ...

    async def find_assignment(self, assignment: AssignmentId) -> TariffAssignment | None:
        """That one, or None."""
        ...

    async def get_assignment(self, assignment: AssignmentId) -> TariffAssignment:
        """That one as it is now; raises NotFound."""
        ...

    def save_assignment(self, assignment: TariffAssignment) -> None:
        """Write it with the next commit; NotFound if what it names is not there."""
        ...

    def remove_assignment(self, assignment: TariffAssignment) -> None:
        """Take it away with the next commit."""
        ...
