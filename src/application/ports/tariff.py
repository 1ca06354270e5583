"""Stores of tariffs, for the tenant of the scope."""

from datetime import datetime
from typing import Protocol

from domain.identity import StationId, TariffId
from domain.tariff import Tariff


class Tariffs(Protocol):
    """The tenant's price lists."""

    async def applicable(self, station: StationId, evse: int | None, at: datetime) -> Tariff | None:
        """The tariff of a session that starts there and then, or None; from memory if possible."""
        ...

    async def find(self, tariff: TariffId) -> Tariff | None:
        """That tariff, or None; from memory if possible."""
        ...

    async def get(self, tariff: TariffId) -> Tariff:
        """That tariff as it is now; raises NotFound."""
        ...

    def save(self, tariff: Tariff) -> None:
        """Write it with the next commit."""
        ...

    def remove(self, tariff: Tariff) -> None:
        """Take it away with the next commit; StillReferenced if a session was priced by it."""
        ...

    def assign(self, station: StationId, tariff: TariffId | None) -> None:
        """Make it the station's, or with None leave the station to the default."""
        ...
