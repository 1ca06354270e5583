"""A station that does not name its transactions tells of a start (OCPP 1.6 4.8)."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from application.authorization.judge import Judge
from application.charging.opening import Opening
from application.charging.report import SaidReport
from application.ports.charging import (
    ChargingSessions,
    MeterReadings,
    ReadingSet,
    TransactionNumbers,
)
from application.ports.provisioning import Stations
from application.ports.work import UnitOfWork
from application.ports.world import Clock
from application.provisioning.report_status import HAPPENINGS
from domain.identity import StationId, TenantId, TransactionReference
from domain.session import ChargingSession, Happening, StartKey
from domain.station import Occupied, Stage, Station
from domain.token import Authorization, folded

OF_ENERGY: Mapping[Stage | None, Happening] = MappingProxyType(
    {
        stage: HAPPENINGS[stage]
        for stage in (Stage.CHARGING, Stage.SUSPENDED_BY_EV, Stage.SUSPENDED_BY_STATION)
    }
)
"""What is told by the stages that no outlet has between two transactions."""


@dataclass(frozen=True, slots=True)
class StartSession:
    """The station has started to charge; it asks for a number and whether to go on."""

    tenant: TenantId
    station: StationId
    report: SaidReport


@dataclass(frozen=True, slots=True)
class StartedSession:
    """The number of the transaction, and the judgement on the token."""

    number: int
    authorization: Authorization


@dataclass(frozen=True, slots=True)
class StartSessionHandler:
    """Open a session for a start.

    - A session opens even for a refused token: the station has already started.
    - The answer tells the station whether to go on.
    - The same start told twice opens one session, and gets the same number.
    - The number is positive and was never given before, also for a refused token.
    - What its outlet said already of a time since the start holds: some stations send the status
      before the start that it follows from.
    """

    stations: Stations
    sessions: ChargingSessions
    readings: MeterReadings
    numbers: TransactionNumbers
    judge: Judge
    opening: Opening
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: StartSession) -> StartedSession:
        said, station = command.report, command.station
        uid = said.token or ""
        key = start_key(said)
        known = await self.sessions.find_by_start(station, key, opening=True)
        if known is not None:
            return StartedSession(int(known.reference), await self.judge(uid, station))
        charger = await self.stations.get(station)
        number = await self.numbers.next()
        report = said.reckoned(
            TransactionReference(str(number)), self.clock.now(), charger.clock_offset
        )
        authorization = await self.judge(uid, station, starting=True)
        group = authorization.group if authorization.granted else None
        session = await self.opening(command.tenant, station, report, key, group)
        session.authorize(authorization)
        session.hear(report)
        _catch_up(session, charger)
        self.sessions.save(session)
        if report.readings:
            self.readings.add(
                ReadingSet(station, session.id, session.evse, session.connector, report.readings)
            )
        await self.work.commit()
        return StartedSession(number, authorization)


def _catch_up(session: ChargingSession, station: Station) -> None:
    """By the outlet's last word, where that is of a time since the start and not of one before."""
    outlet = station.connector(session.evse or 0, session.connector or 0)
    stage = outlet.status.stage if isinstance(outlet.status, Occupied) else None
    told = outlet.reported
    if stage in OF_ENERGY and told is not None and told.at >= session.began_at:
        session.turn(OF_ENERGY[stage], told)


def start_key(said: SaidReport) -> str:
    """Connector, token, register and time as the station wrote them (fine point 1)."""
    return str(
        StartKey(
            connector=said.evse or 0,
            token=folded(said.token or ""),
            register=str(said.register.wh) if said.register is not None else "",
            said=said.said_at.text if said.said_at else "",
        )
    )
