"""The timetable of ended sessions of which reports have not come."""

from dataclasses import dataclass
from datetime import timedelta

from application.ports.charging import ChargingSessions
from application.ports.work import UnitOfWork
from application.ports.world import Clock

INCOMPLETE_FOR = timedelta(hours=24)
"""So long after its last word an ended session with a gap is left alone: its station may be away
with the rest of it in its queue."""

MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class WatchGaps:
    """Look after all ended sessions of the tenant whose reports are not all there."""


@dataclass(frozen=True, slots=True)
class WatchGapsHandler:
    """Show a person what no rule can settle.

    - A session that has a gap a day after its last word is marked for review, with the numbers
      that are missing.
    - It is marked and told once.
    - Nothing is settled by guess; what its station tells after all counts, and completes it.
    - Those that were looked at keep no later one waiting.
    """

    sessions: ChargingSessions
    clock: Clock
    work: UnitOfWork

    async def __call__(self, _: WatchGaps) -> int:
        """How many sessions were marked."""
        now = self.clock.now()
        before, last, marked = now - INCOMPLETE_FOR, None, 0
        while found := await self.sessions.incomplete(before, MOST_AT_ONCE, after=last):
            for session in found:
                session.leave_incomplete(now)
                self.sessions.save(session)
            await self.work.commit()
            marked += len(found)
            last = found[-1]
        return marked
