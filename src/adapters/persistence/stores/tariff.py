# ruff: noqa: D102 - the ports say what each method means.
"""Tariffs of one tenant, and which station has which."""

from dataclasses import dataclass
from datetime import UTC, datetime

from adapters.persistence.caches import Cache
from adapters.persistence.copying import copied
from adapters.persistence.stores.shelf import Shelf
from adapters.persistence.writing.sheets import ASSIGNED, UNASSIGNED
from application.ports.tariff import Tariffs
from domain.identity import StationId, TariffId, TenantId
from domain.tariff import Tariff

ASSIGNED_SECONDS = 60.0
"""One read a station: longer than the rest, for the sake of those that start a session often."""
_ALWAYS = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class PostgresTariffs(Tariffs):
    """The station's own tariff while it holds, else the default that holds since the latest."""

    shelf: Shelf[Tariff]
    cache: Cache
    tenant: TenantId

    async def applicable(
        self,
        station: StationId,
        evse: int | None,  # noqa: ARG002 - all EVSEs of a station cost the same so far
        at: datetime,
    ) -> Tariff | None:
        tariffs = await self._all()
        assigned = await self._assigned(station)
        own = tariffs.get(assigned) if assigned is not None else None
        if own is not None and own.holds_at(at):
            return copied(own)
        defaults = [t for t in tariffs.values() if t.is_default and t.holds_at(at)]
        found = max(defaults, key=lambda t: (t.valid_from or _ALWAYS, t.id), default=None)
        return None if found is None else copied(found)

    async def find(self, tariff: TariffId) -> Tariff | None:
        found = (await self._all()).get(tariff)
        return None if found is None else copied(found)

    async def get(self, tariff: TariffId) -> Tariff:
        found = await self.shelf.find((self.tenant, tariff), "t.id = $2", tariff)
        return self.shelf.found(found, tariff)

    def save(self, tariff: Tariff) -> None:
        self.shelf.save(tariff)
        self.shelf.work.hint(self.tenant, "tariffs")

    def remove(self, tariff: Tariff) -> None:
        self.shelf.remove(tariff)
        self.shelf.work.hint(self.tenant, "tariffs")

    def assign(self, station: StationId, tariff: TariffId | None) -> None:
        claim, key = ("assignment", self.tenant, station), (self.tenant, station)
        row = (UNASSIGNED, key) if tariff is None else (ASSIGNED, (*key, tariff))
        self.shelf.work.put(claim, [row], (tariff,))
        self.shelf.work.hint(self.tenant, f"assigned {station}")

    async def _all(self) -> dict[TariffId, Tariff]:
        if self.shelf.work.saved:
            return await self._read()
        return await self.cache.get(self.tenant, "tariffs", self._read)

    async def _read(self) -> dict[TariffId, Tariff]:
        found = await self.shelf.select(lambda _: True, "true")
        return {tariff.id: tariff for tariff in found}

    async def _assigned(self, station: StationId) -> TariffId | None:
        on_its_way = self.shelf.work.on_its_way(("assignment", self.tenant, station))
        if on_its_way is not None:
            return on_its_way[0]  # type: ignore[no-any-return]

        async def read() -> TariffId | None:
            rows = await self.shelf.reader.rows(
                "SELECT tariff_id FROM tariff_assignments WHERE tenant_id = $1 AND station_id = $2",
                station,
            )
            return TariffId(rows[0][0]) if rows else None

        name = f"assigned {station}"
        return await self.cache.get(self.tenant, name, read, ASSIGNED_SECONDS)
