"""An operator says where, when and for whom his price lists hold."""

from dataclasses import dataclass
from datetime import datetime

from application.ports.provisioning import Stations
from application.ports.tariff import Tariffs
from application.ports.work import UnitOfWork
from application.ports.world import Clock, Ids
from domain.description import Change, refuse_outdated
from domain.errors import Invalid
from domain.identity import StationId, TariffId, TenantId
from domain.station import TariffAssigned
from domain.tariff import EVERYWHERE, AssignmentId, Target, TariffAssignment


@dataclass(frozen=True, slots=True)
class AssignTariff:
    """Let a station charge by this tariff, or with None by what holds there otherwise.

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
        series = (tariff.series or tariff.id) if tariff else None
        # The assignment that is the station's own has the station's id.
        known = await self.tariffs.find_assignment(AssignmentId(station.id))
        if series is not None:
            own = TariffAssignment(
                id=AssignmentId(station.id),
                tenant=station.tenant,
                tariff=series,
                target=Target(station=station.id),
                version=known.version if known else 0,
            )
            self.tariffs.save_assignment(own)
        elif known is not None:
            self.tariffs.remove_assignment(known)
        station.cause(
            TariffAssigned(
                tenant=station.tenant, at=self.clock.now(), station=station.id, tariff=series
            )
        )
        self.stations.save(station)  # of two who assign at once, one is refused
        await self.work.commit()


@dataclass(frozen=True, slots=True)
class CreateAssignment:
    """A price list for a target and a time."""

    tenant: TenantId
    tariff: TariffId
    target: Target = EVERYWHERE
    valid_from: datetime | None = None
    valid_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class CreateAssignmentHandler:
    """Say where, when and for whom a price list holds.

    - The most specific assignment wins: prices of the driver's group before those of his partner
      before those for all; then EVSE before station before location before the whole network;
      then the one that began last.
    - A list that does not hold at the time is passed over.
    - It is the list that is assigned: its newest edition that holds decides.
    - Sessions that run keep the tariff they started with.
    - An EVSE must be one that the station has.
    """

    stations: Stations
    tariffs: Tariffs
    ids: Ids
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: CreateAssignment) -> TariffAssignment:
        tariff, target = await self.tariffs.get(command.tariff), command.target
        if target.station is not None:
            station = await self.stations.get(target.station)
            known = {evse.number for evse in station.evses}
            if target.evse is not None and target.evse not in known:
                raise Invalid("evse", "the station has none of that number")
        assignment = TariffAssignment(
            id=AssignmentId(self.ids.new()),
            tenant=command.tenant,
            tariff=tariff.series or tariff.id,
            target=target,
            valid_from=command.valid_from,
            valid_until=command.valid_until,
        )
        assignment.note(Change.CREATED, self.clock.now())
        self.tariffs.save_assignment(assignment)
        await self.work.commit()
        return assignment


@dataclass(frozen=True, slots=True)
class EditAssignment:
    """Another price list or time for a target; `version` is the one seen, or None for any."""

    assignment: AssignmentId
    tariff: TariffId
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class EditAssignmentHandler:
    """Say which price list holds for a target, and when.

    - The target stays: for another one, make another assignment.
    - Not by somebody who saw an older version.
    """

    tariffs: Tariffs
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: EditAssignment) -> TariffAssignment:
        known = await self.tariffs.get_assignment(command.assignment)
        refuse_outdated("assignment", known.id, known.version, command.version)
        tariff = await self.tariffs.get(command.tariff)
        assignment = TariffAssignment(
            id=known.id,
            tenant=known.tenant,
            version=known.version,
            tariff=tariff.series or tariff.id,
            target=known.target,
            valid_from=command.valid_from,
            valid_until=command.valid_until,
        )
        assignment.note(Change.EDITED, self.clock.now())
        self.tariffs.save_assignment(assignment)
        await self.work.commit()
        return assignment


@dataclass(frozen=True, slots=True)
class RemoveAssignment:
    """Take an assignment back; `version` is the one that was seen, or None for any."""

    assignment: AssignmentId
    version: int | None = None


@dataclass(frozen=True, slots=True)
class RemoveAssignmentHandler:
    """Take an assignment back: what is less specific holds again.

    - Sessions that run keep the tariff they started with.
    - Not by somebody who saw an older version.
    """

    tariffs: Tariffs
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: RemoveAssignment) -> None:
        known = await self.tariffs.get_assignment(command.assignment)
        refuse_outdated("assignment", known.id, known.version, command.version)
        known.note(Change.REMOVED, self.clock.now())
        self.tariffs.remove_assignment(known)
        await self.work.commit()
