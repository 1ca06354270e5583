"""The timetable of sessions whose stations have gone silent or never told the end."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from application.ports.charging import ChargingSessions
from application.ports.provisioning import Links, Policies, Stations
from application.ports.work import UnitOfWork
from application.ports.world import Clock
from domain.errors import NotPossibleNow
from domain.identity import SessionId
from domain.moments import Moment
from domain.session import ChargingSession, Evidence
from domain.station import Available

FREE_FOR = timedelta(minutes=10)
"""So long a connector must have been free, with its station on the line, before the session on it
is closed: the stop may wait in the station's queue behind others."""

MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class WatchSessions:
    """Look after all open sessions of the tenant that have not been heard for long."""


@dataclass(frozen=True, slots=True)
class WatchSessionsHandler:
    """Show silence, and close what is certainly over.

    - A session whose station has not spoken for the tenant's limit is shown as silent.
    - Silence alone closes nothing: the vehicle may still be charging.
    - It is closed by rule when its station is on the line and has said, after the session was
      last heard, that the connector is free, and still nothing else came.
    - Sessions that are quiet but well keep no later one waiting.
    """

    stations: Stations
    sessions: ChargingSessions
    links: Links
    policies: Policies
    clock: Clock
    work: UnitOfWork

    async def __call__(self, _: WatchSessions) -> int:
        """How many sessions changed."""
        now = self.clock.now()
        limit = now - (await self.policies.current()).silent_after
        before, last, changed = min(limit, now - FREE_FOR), None, 0
        while found := await self.sessions.overdue(before, MOST_AT_ONCE, after=last):
            for session in found:
                if await self._judge(session, now, limit):
                    self.sessions.save(session)
                    changed += 1
            await self.work.commit()
            last = found[-1]
        return changed

    async def _judge(self, session: ChargingSession, now: datetime, limit: datetime) -> bool:
        """Whether the session has changed."""
        link = await self.links.find(session.station)
        free_since = await self._free_since(session)
        if link is not None and free_since is not None and free_since.at <= now - FREE_FOR:
            session.close_by_rule(Evidence.CONNECTOR_FREE, free_since)
        elif session.silent_since is None and (link is None or link.last_seen < limit):
            session.fall_silent(now)
        else:
            return False
        return True

    async def _free_since(self, session: ChargingSession) -> Moment | None:
        station = await self.stations.find(session.station)
        if station is None or session.evse is None:
            return None
        for connector in station.evse(session.evse).connectors:
            if session.connector is not None and connector.number != session.connector:
                continue
            said = connector.reported
            if isinstance(connector.status, Available) and said and said.at > session.began_at:
                return said if said.received > session.last_heard else None
        return None


@dataclass(frozen=True, slots=True)
class CloseSession:
    """An operator, or the station's own denial, says that a session is over."""

    session: SessionId
    evidence: Evidence
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CloseSessionHandler:
    """Close a session by rule.

    - It ends with what was last known of it, and the evidence is kept.
    - One that has ended cannot be closed.
    - The station's own end, if it still comes, corrects it.
    """

    sessions: ChargingSessions
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: CloseSession) -> ChargingSession:
        now = self.clock.now()
        session = await self.sessions.get(command.session)
        if not session.open:
            raise NotPossibleNow("The session has ended.")
        session.close_by_rule(command.evidence, Moment(command.at or now, now))
        self.sessions.save(session)
        await self.work.commit()
        return session
