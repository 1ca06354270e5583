"""Opening a session: what the two ways of telling a start have in common."""

from dataclasses import dataclass
from datetime import datetime

from application.ports.charging import ChargingSessions
from application.ports.provisioning import Stations
from application.ports.tariff import Tariffs
from application.ports.world import Ids
from domain.identity import SessionId, StationId, TariffId, TenantId
from domain.session import ChargingSession, Evidence, Finding, SessionReport


@dataclass(frozen=True, slots=True)
class Opening:
    """Open the session that a report speaks of first.

    - Its tariff is fixed: the one that holds at its EVSE, for the driver's group, when it starts. A
      driver who shows himself later gets the prices of his group from the start.
    - A session still open on the same EVSE must be over: it is closed by rule and marked for
      review, for a station runs one transaction an EVSE. Not so for an offline report, which
      speaks of the past.
    """

    sessions: ChargingSessions
    stations: Stations
    tariffs: Tariffs
    ids: Ids

    async def __call__(
        self,
        tenant: TenantId,
        station: StationId,
        report: SessionReport,
        start_key: str | None,
        group: str | None = None,
    ) -> ChargingSession:
        moment = report.moment
        if report.evse is not None and not report.offline:
            for earlier in await self.sessions.open_at(station):
                if earlier.evse == report.evse and earlier.began_at <= moment.at:
                    earlier.close_by_rule(Evidence.NEW_SESSION_ON_EVSE, moment)
                    earlier.mark(Finding.NEEDS_REVIEW)
                    self.sessions.save(earlier)
        tariff = await self._tariff(station, report.evse, moment.at, group)
        return ChargingSession(
            id=SessionId(self.ids.new()),
            tenant=tenant,
            station=station,
            reference=report.reference,
            start_key=start_key,
            first_heard=moment.received,
            last_heard=moment.received,
            tariff=tariff,
        )

    async def know_driver(self, session: ChargingSession, group: str | None) -> None:
        """He has shown himself after the start: are there prices of his group?"""
        if group is not None and session.group is None:
            found = await self._tariff(session.station, session.evse, session.began_at, group)
            session.tariff = found or session.tariff

    async def _tariff(
        self, station: StationId, evse: int | None, at: datetime, group: str | None
    ) -> TariffId | None:
        location = (await self.stations.get(station)).location
        found = await self.tariffs.applicable(station, evse, at, location=location, group=group)
        return found.id if found else None
