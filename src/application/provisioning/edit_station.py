"""An operator changes what he knows of a station, or takes it away."""

from dataclasses import dataclass
from datetime import timedelta

from application.ports.charging import ChargingSessions
from application.ports.provisioning import Locations, Stations
from application.ports.work import UnitOfWork
from application.ports.world import Clock
from domain.cost_display import CostDisplay
from domain.description import differing, refuse_outdated
from domain.errors import NotPossibleNow
from domain.identity import LocationId, StationId
from domain.station import (
    Connector,
    Evse,
    Registration,
    Station,
    StationEdited,
    StationRemoved,
    Tolerance,
)


@dataclass(frozen=True, slots=True)
class EditStation:
    """The whole of what an operator may set; `version` is the one he saw, or None for any."""

    station: StationId
    name: str
    location: LocationId | None
    registration: Registration
    heartbeat_interval: timedelta | None
    tolerance: Tolerance | None = None
    """The faults to accept from it; None for those known of its kind, empty for none at all."""
    evses: tuple[Evse, ...] | None = None
    """EVSEs and connectors with their plugs; None leaves them. Statuses are the station's own."""
    cost_display: CostDisplay | None = None
    """What its drivers see of their cost; None for the tenant's choice."""
    version: int | None = None


@dataclass(frozen=True, slots=True)
class EditStationHandler:
    """Change a station's particulars.

    - A change based on an older version is refused.
    - The reported statuses of its connectors stay.
    - A new registration holds from the station's next boot on.
    - What was chosen to be accepted of its faults goes before what is known of its kind, from its
      next connection on.
    """

    stations: Stations
    locations: Locations
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: EditStation) -> Station:
        station = await self.stations.get(command.station)
        refuse_outdated("station", station.identity, station.version, command.version)
        if command.location is not None:
            await self.locations.get(command.location)
        before = station.snapshot()
        station.name = command.name
        station.location = command.location
        station.registration = command.registration
        station.heartbeat_interval = command.heartbeat_interval
        station.tolerance = command.tolerance
        station.cost_display = command.cost_display
        if command.evses is not None:
            station.evses = tuple(_keeping_status(station, evse) for evse in command.evses)
        station.cause(
            StationEdited(
                tenant=station.tenant,
                at=self.clock.now(),
                station=station.id,
                what=differing(before, station),
            )
        )
        self.stations.save(station)
        await self.work.commit()
        return station


def _keeping_status(station: Station, evse: Evse) -> Evse:
    def kept(wanted: Connector) -> Connector:
        known = station.connector(evse.number, wanted.number)
        return Connector(wanted.number, wanted.plug, known.status, known.reported, known.warning)

    return Evse(evse.number, tuple(kept(connector) for connector in evse.connectors))


@dataclass(frozen=True, slots=True)
class RemoveStation:
    """Take a station out of the network; `version` is the one that was seen, or None for any."""

    station: StationId
    version: int | None = None


@dataclass(frozen=True, slots=True)
class RemoveStationHandler:
    """Take a station away.

    - Not while a session is open on it.
    - Not by somebody who saw an older version.
    - Its sessions, readings and records stay.
    """

    stations: Stations
    sessions: ChargingSessions
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: RemoveStation) -> None:
        station = await self.stations.get(command.station)
        refuse_outdated("station", station.identity, station.version, command.version)
        if await self.sessions.open_at(station.id):
            raise NotPossibleNow("A session is open on the station.")
        station.cause(
            StationRemoved(
                tenant=station.tenant,
                at=self.clock.now(),
                station=station.id,
                identity=station.identity,
            )
        )
        self.stations.remove(station)
        await self.work.commit()
