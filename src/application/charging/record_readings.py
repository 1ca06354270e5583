"""A station sends meter values (J01, J02; OCPP 1.6 4.7)."""

from dataclasses import dataclass

from application.charging.report import SaidReading, reckoning
from application.ports.charging import ChargingSessions, MeterReadings, ReadingSet
from application.ports.provisioning import Stations
from application.ports.work import UnitOfWork
from application.ports.world import Clock
from domain.identity import StationId, TransactionReference
from domain.metering import MeterReading
from domain.moments import Moment
from domain.session import ReportKind, SessionReport


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
    - Those of a transaction that nobody knows are kept with the name the station gave it.
    - The same reading told twice is kept once.
    """

    stations: Stations
    sessions: ChargingSessions
    readings: MeterReadings
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: RecordReadings) -> None:
        station, received = command.station, self.clock.now()
        session = None
        if command.reference is not None:
            session = await self.sessions.find(station, command.reference)
        reckon = reckoning(received, (await self.stations.get(station)).clock_offset)
        readings = tuple(MeterReading(reckon(r.said_at), r.samples) for r in command.readings)
        if not readings:
            return
        if session is None:
            self.readings.add(
                ReadingSet(station, None, command.evse, None, readings, claimed=command.reference)
            )
        else:
            newest = max(reading.moment.at for reading in readings)
            session.hear(
                SessionReport(
                    kind=ReportKind.UPDATED,
                    reference=session.reference,
                    moment=Moment(newest, received),
                    readings=readings,
                )
            )
            self.sessions.save(session)
            self.readings.add(
                ReadingSet(station, session.id, session.evse, session.connector, readings)
            )
        await self.work.commit()
