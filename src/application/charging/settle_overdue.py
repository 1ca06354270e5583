"""The timetable of ended sessions that have no record yet."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from application.charging.settle_session import SettleSession, SettleSessionHandler
from application.ports.charging import ChargingSessions
from application.ports.provisioning import Links
from application.ports.world import Clock
from domain.session import ChargingSession

UNSETTLED_FOR = timedelta(minutes=15)
"""So long after its last word an ended session is looked at; and so long its station must have
been on the line, in one piece, for its queue to count as told."""

MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class SettleOverdue:
    """Look after all ended sessions of the tenant that have no record."""

    settle_after: timedelta
    """How long a session that a rule has closed waits for a station that stays away."""


@dataclass(frozen=True, slots=True)
class SettleOverdueHandler:
    """Settle what can be settled; how many were.

    - A session whose end was told is settled even if the reaction to it was lost.
    - One that a rule has closed waits while its station is away: the station may hold its end.
    - It is settled once its station has been on the line for a quarter of an hour since the
      closing, and has told nothing more of it.
    - A station that stays away is waited for no longer than the limit; what it tells after that
      is marked as a correction.
    - Sessions that wait keep no later one waiting.
    """

    sessions: ChargingSessions
    links: Links
    clock: Clock
    settle: SettleSessionHandler

    async def __call__(self, command: SettleOverdue) -> int:
        now = self.clock.now()
        settled = 0
        async for session in self._unsettled(now - UNSETTLED_FOR):
            if await self._is_final(session, now, command.settle_after):
                await self.settle(SettleSession(session.id))
                settled += 1
        return settled

    async def _unsettled(self, before: datetime) -> AsyncIterator[ChargingSession]:
        last: ChargingSession | None = None
        while found := await self.sessions.unsettled(before, MOST_AT_ONCE, after=last):
            for session in found:
                yield session
            last = found[-1]

    async def _is_final(self, session: ChargingSession, now: datetime, limit: timedelta) -> bool:
        if session.evidence is None or session.ended is None:
            return True
        if session.last_heard <= now - limit and session.ended.received <= now - limit:
            return True
        if session.ended.received > now - UNSETTLED_FOR:
            return False
        link = await self.links.find(session.station)
        return link is not None and link.since <= now - UNSETTLED_FOR
