"""A station tells of one of its transactions (E01 to E15; OCPP 1.6 4.10)."""

from dataclasses import dataclass

from application.authorization.judge import Judge
from application.charging.opening import Opening
from application.charging.report import SaidReport
from application.charging.setting_aside import SettingAside
from application.ports.charging import ChargingSessions, MeterReadings, ReadingSet
from application.ports.provisioning import Policies, Stations
from application.ports.tariff import Tariffs
from application.ports.work import UnitOfWork
from application.ports.world import Clock
from application.tariff.pricing import Pricing
from domain.cost_display import CostMode
from domain.errors import DomainError
from domain.identity import StationId, TenantId, TransactionReference
from domain.quantities import Money
from domain.session import ChargingSession, ReportKind, SessionReport
from domain.token import FREE_TO_CHARGE, Authorization
from domain.values import quickly_made


@quickly_made
@dataclass(frozen=True, slots=True)
class HearReport:
    """A start, an update or an end of the transaction `reference`.

    `self_named`: the station names its transactions (2.x), so that one nobody knows is new;
    otherwise (1.6) we gave the name, and one nobody knows is a mistake to keep aside.
    `hears_cost`: whether its answer has room for what the session cost; else nobody reckons it.
    """

    tenant: TenantId
    station: StationId
    reference: TransactionReference
    report: SaidReport
    self_named: bool
    hears_cost: bool = True


@dataclass(frozen=True, slots=True)
class HeardReport:
    """What the station is told: the judgement on a token it showed, and the cost once it ended."""

    authorization: Authorization | None
    cost: Money | None = None
    known: bool = True


@dataclass(frozen=True, slots=True)
class HearReportHandler:
    """Take in what a station says of a transaction.

    - There is always an answer, whatever the checks say: else the station repeats it for ever.
    - Reports may come in any order and more than once; each counts once.
    - A token shown with the report is judged, even when the report is old or known.
    - An end cannot be refused, whoever the token belongs to.
    - A report of a transaction that nobody knows opens it, if the station names it itself; else
      it is kept aside and stops nothing. The one open session it could mean is marked for review.
    - With the end, the cost is told if it is known and can be heard.
    - No cost is told where the operator has turned that off.
    """

    stations: Stations
    policies: Policies
    sessions: ChargingSessions
    readings: MeterReadings
    set_aside: SettingAside
    tariffs: Tariffs
    judge: Judge
    opening: Opening
    pricing: Pricing
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: HearReport) -> HeardReport:
        station = command.station
        opening = command.self_named and command.report.kind is ReportKind.STARTED
        session = await self.sessions.find(station, command.reference, opening=opening)
        offset = (await self.stations.get(station)).clock_offset
        report = command.report.reckoned(command.reference, self.clock.now(), offset)
        authorization = await self._judged(session, report, station, free=command.report.free)
        if session is None:
            if not command.self_named:
                await self.set_aside(command.tenant, station, report)
                await self.work.commit()
                return HeardReport(authorization, known=False)
            session = await self.opening(command.tenant, station, report, None)
        if authorization is not None and authorization.granted:
            await self.opening.know_driver(session, authorization.group)
        if authorization is not None and report.kind is not ReportKind.ENDED:
            session.authorize(authorization)
        if session.hear(report):
            self._save(session, report)
            await self.work.commit()
        cost = await self._cost(session) if command.hears_cost else None
        return HeardReport(authorization, cost)

    async def _judged(
        self,
        session: ChargingSession | None,
        report: SessionReport,
        station: StationId,
        *,
        free: bool,
    ) -> Authorization | None:
        if free:
            return FREE_TO_CHARGE
        if report.token is None:
            return None
        starting = report.kind is not ReportKind.ENDED and (
            session is None or session.authorization is None
        )
        return await self.judge(report.token, station, starting=starting)

    def _save(self, session: ChargingSession, report: SessionReport) -> None:
        self.sessions.save(session)
        if report.readings:
            self.readings.add(
                ReadingSet(
                    session.station, session.id, session.evse, session.connector, report.readings
                )
            )

    async def _cost(self, session: ChargingSession) -> Money | None:
        if session.ended is None or not session.complete or session.tariff is None:
            return None
        own = (await self.stations.get(session.station)).cost_display
        if (own or (await self.policies.current()).cost_display).mode is CostMode.OFF:
            return None
        tariff = await self.tariffs.find(session.tariff)
        if tariff is None:
            return None
        try:
            return (await self.pricing.bill(session, tariff)).total
        except DomainError:
            # What cannot be priced waits in the inbox; the station is answered all the same.
            return None
