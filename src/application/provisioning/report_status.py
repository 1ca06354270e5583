"""A station tells the state of an outlet, or of itself (G01; OCPP 1.6 4.9)."""

from dataclasses import dataclass
from types import MappingProxyType

from application.ports.charging import ChargingSessions
from application.ports.provisioning import Stations
from application.ports.work import UnitOfWork
from application.ports.world import Clock
from domain.identity import StationId
from domain.moments import Moment, StationTime
from domain.session import Happening
from domain.station import ConnectorStatus, Occupied, Stage

HAPPENINGS = MappingProxyType(
    {
        Stage.PREPARING: Happening.CONNECTS,
        Stage.CHARGING: Happening.CHARGES,
        Stage.SUSPENDED_BY_EV: Happening.EV_PAUSES,
        Stage.SUSPENDED_BY_STATION: Happening.STATION_PAUSES,
        Stage.FINISHING: Happening.IDLES,
    }
)
"""What an outlet's stage says of the session on it, where transactions themselves do not (1.6)."""


@dataclass(frozen=True, slots=True)
class ReportStatus:
    """The station's word. `evse` 0 is the station itself; without a time it is said now."""

    station: StationId
    evse: int
    connector: int
    status: ConnectorStatus
    said_at: StationTime | None
    warning: str = ""


@dataclass(frozen=True, slots=True)
class ReportStatusHandler:
    """Note the state of an outlet.

    - The newest word by the station's own time stands: a flushed queue moves nothing back.
    - The session on the outlet follows its stage; a fault does not end it.
    - A free outlet alone ends no session: its stop may still wait in the station's queue.
    - It ends the silence of the session there: what is certainly over can then be closed.
    - A status sent live teaches how far an unset clock is off.
    """

    stations: Stations
    sessions: ChargingSessions
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: ReportStatus) -> None:
        received = self.clock.now()
        station = await self.stations.get(command.station)
        said = command.said_at
        moment = said.reckon(received, station.clock_offset) if said else Moment(received, received)
        if said is not None and said.instant is not None:
            station.learn_clock(moment, said.instant)
            # An unset clock began anew with its last boot: what it says is meant for now.
            moment = said.reckon(received, station.clock_offset)
        station.observe(command.evse, command.connector, command.status, moment, command.warning)
        self.stations.save(station)
        stage = command.status.stage if isinstance(command.status, Occupied) else None
        for session in await self.sessions.open_at(command.station):
            if session.evse != command.evse or not (stage or session.silent_since):
                continue
            session.break_silence()
            if stage is not None:
                session.turn(HAPPENINGS[stage], moment)
            self.sessions.save(session)
        await self.work.commit()
