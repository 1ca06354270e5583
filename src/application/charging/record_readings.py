"""A station sends meter values (J01, J02; OCPP 1.6 4.7)."""

from dataclasses import dataclass, replace

from application.charging.report import SaidReading, reckoning
from application.charging.setting_aside import SettingAside
from application.ports.charging import ChargingSessions, MeterReadings, ReadingSet
from application.ports.provisioning import Stations
from application.ports.work import UnitOfWork
from application.ports.world import Clock
from domain.identity import StationId, TransactionReference
from domain.metering import MeterReading
from domain.moments import Moment
from domain.session import ChargingSession, ReportKind, SessionReport
from domain.values import quickly_made


@quickly_made
@dataclass(frozen=True, slots=True)
class RecordReadings:
    """Readings of an EVSE; `evse` 0 is the station's main meter. They may name a transaction."""

    station: StationId
    evse: int
    readings: tuple[SaidReading, ...]
    reference: TransactionReference | None = None


@dataclass(frozen=True, slots=True)
class RecordReadingsHandler:
    """Keep meter readings.

    - There is always an answer, whatever the values are.
    - Readings of a known transaction belong to its session, and bring its energy up to date.
    - Readings without one are the station's or the EVSE's own: no session is made up.
    - Those of a transaction that nobody knows are kept with the name the station gave it, and wait
      for an operator to say whose they are.
    - The same reading told twice is kept once.
    """

    stations: Stations
    sessions: ChargingSessions
    readings: MeterReadings
    set_aside: SettingAside
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: RecordReadings) -> None:
        station, received = await self.stations.get(command.station), self.clock.now()
        reckon = reckoning(received, station.clock_offset)
        readings = tuple(MeterReading(reckon(r.said_at), r.samples) for r in command.readings)
        if not readings:
            return
        if command.reference is None:
            self.readings.add(ReadingSet(station.id, None, command.evse, None, readings))
        else:
            newest = max(reading.moment.at for reading in readings)
            report = SessionReport(
                kind=ReportKind.UPDATED,
                reference=command.reference,
                moment=Moment(newest, received),
                readings=readings,
            )
            session = await self.sessions.find(station.id, command.reference)
            if session is None:
                aside = replace(report, evse=command.evse)
                await self.set_aside(station.tenant, station.id, aside)
            else:
                self._count(session, report)
        await self.work.commit()

    def _count(self, session: ChargingSession, report: SessionReport) -> None:
        session.hear(report)
        self.sessions.save(session)
        self.readings.add(
            ReadingSet(
                session.station, session.id, session.evse, session.connector, report.readings
            )
        )
