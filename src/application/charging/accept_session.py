"""An operator lets an ended session count with what is known of it."""

from dataclasses import dataclass

from application.charging.settle_session import SettleSession, SettleSessionHandler
from application.ports.charging import ChargingSessions
from application.ports.work import UnitOfWork
from application.ports.world import Clock
from domain.identity import SessionId
from domain.session import ChargingSession


@dataclass(frozen=True, slots=True)
class AcceptSession:
    """Whatever of that session has not come will not come, for this reason."""

    session: SessionId
    reason: str


@dataclass(frozen=True, slots=True)
class AcceptSessionHandler:
    """Settle by hand what no rule can settle.

    - A session that has ended and has a gap counts with what is known, and its record is written.
    - One that is marked for review is reviewed.
    - One that goes on, or about which nothing waits for a decision, is refused.
    - The reason, who gave it and what was missing stay in its events.
    - What its station tells after all leads to a credit and another record.
    """

    sessions: ChargingSessions
    clock: Clock
    work: UnitOfWork
    settle: SettleSessionHandler

    async def __call__(self, command: AcceptSession) -> ChargingSession:
        session = await self.sessions.get(command.session)
        session.accept(command.reason, self.clock.now())
        self.sessions.save(session)
        await self.work.commit()
        await self.settle(SettleSession(session.id))
        return await self.sessions.get(session.id)
