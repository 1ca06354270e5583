"""An operator sets his prices."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from application.ports.provisioning import Stations
from application.ports.tariff import Tariffs
from application.ports.work import UnitOfWork
from application.ports.world import Clock, Ids
from domain.description import refuse_outdated
from domain.errors import Outdated
from domain.identity import StationId, TariffId, TenantId
from domain.quantities import Currency
from domain.station import TariffAssigned
from domain.tariff import Tariff, simple_tariff


@dataclass(frozen=True, slots=True, kw_only=True)
class TariffParticulars:
    """All that an operator says of a tariff; prices before taxes, in units of the currency."""

    name: str
    currency: str
    flat: Decimal = Decimal(0)
    per_kwh: Decimal = Decimal(0)
    per_hour: Decimal = Decimal(0)
    idle_per_hour: Decimal = Decimal(0)
    idle_grace: timedelta = timedelta(0)
    tax_percent: Decimal = Decimal(0)
    is_default: bool = False
    valid_from: datetime | None = None
    valid_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class CreateTariff:
    """A new price list."""

    tenant: TenantId
    particulars: TariffParticulars


@dataclass(frozen=True, slots=True)
class CreateTariffHandler:
    """Make a price list.

    - One that is the default holds at every station that has no other.
    """

    tariffs: Tariffs
    ids: Ids
    work: UnitOfWork

    async def __call__(self, command: CreateTariff) -> Tariff:
        tariff = _tariff(TariffId(self.ids.new()), command.tenant, command.particulars)
        self.tariffs.save(tariff)
        await self.work.commit()
        return tariff


@dataclass(frozen=True, slots=True)
class EditTariff:
    """Change a price list; `version` is the one seen, or None for any."""

    tariff: TariffId
    particulars: TariffParticulars
    version: int | None = None


@dataclass(frozen=True, slots=True)
class EditTariffHandler:
    """Change a price list.

    - A change based on an older version is refused.
    - Records that were written keep their prices; sessions that run are priced by the new ones.
    """

    tariffs: Tariffs
    work: UnitOfWork

    async def __call__(self, command: EditTariff) -> Tariff:
        known = await self.tariffs.get(command.tariff)
        if command.version is not None and command.version != known.version:
            raise Outdated("tariff", known.name)
        tariff = _tariff(known.id, known.tenant, command.particulars)
        tariff.version = known.version
        self.tariffs.save(tariff)
        await self.work.commit()
        return tariff


@dataclass(frozen=True, slots=True)
class RemoveTariff:
    """Take a price list away; `version` is the one that was seen, or None for any."""

    tariff: TariffId
    version: int | None = None


@dataclass(frozen=True, slots=True)
class RemoveTariffHandler:
    """Take a price list away.

    - Not one that a session was or is priced by.
    - Not by somebody who saw an older version.
    """

    tariffs: Tariffs
    work: UnitOfWork

    async def __call__(self, command: RemoveTariff) -> None:
        known = await self.tariffs.get(command.tariff)
        refuse_outdated("tariff", known.name, known.version, command.version)
        self.tariffs.remove(known)
        await self.work.commit()


@dataclass(frozen=True, slots=True)
class AssignTariff:
    """Let a station charge by this tariff, or with None by the default.

    `version` is the one of the station that was seen, or None for any.
    """

    station: StationId
    tariff: TariffId | None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class AssignTariffHandler:
    """Say which prices hold at a station.

    - Sessions that run keep the tariff they started with.
    - Not by somebody who saw the station in an older version.
    """

    stations: Stations
    tariffs: Tariffs
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: AssignTariff) -> None:
        station = await self.stations.get(command.station)
        refuse_outdated("station", station.identity, station.version, command.version)
        tariff = await self.tariffs.get(command.tariff) if command.tariff else None
        chosen = tariff.id if tariff else None
        self.tariffs.assign(station.id, chosen)
        station.cause(
            TariffAssigned(
                tenant=station.tenant, at=self.clock.now(), station=station.id, tariff=chosen
            )
        )
        self.stations.save(station)  # of two who assign at once, one is refused
        await self.work.commit()


def _tariff(id_: TariffId, tenant: TenantId, particulars: TariffParticulars) -> Tariff:
    return simple_tariff(
        id=id_,
        tenant=tenant,
        name=particulars.name,
        currency=Currency(particulars.currency),
        flat=particulars.flat,
        per_kwh=particulars.per_kwh,
        per_hour=particulars.per_hour,
        idle_per_hour=particulars.idle_per_hour,
        idle_grace=particulars.idle_grace,
        tax_percent=particulars.tax_percent,
        is_default=particulars.is_default,
        valid_from=particulars.valid_from,
        valid_until=particulars.valid_until,
    )
