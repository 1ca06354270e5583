"""A session is over: its charge detail record is written."""

from dataclasses import dataclass

from application.ports.charging import Cdrs, ChargingSessions
from application.ports.tariff import Tariffs
from application.ports.work import UnitOfWork
from application.ports.world import Clock, Ids
from domain.cdr import Cdr, write_cdr
from domain.identity import CdrId, SessionId
from domain.session import Phase


@dataclass(frozen=True, slots=True)
class SettleSession:
    """Settle that session, if it can be."""

    session: SessionId


@dataclass(frozen=True, slots=True)
class SettleSessionHandler:
    """Write the record of an ended session.

    - One record a session, however often it is asked for.
    - Not while reports are missing: a late one may still come.
    - It is priced by the tariff that was fixed at its start; without one it stays unpriced.
    """

    sessions: ChargingSessions
    tariffs: Tariffs
    cdrs: Cdrs
    ids: Ids
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: SettleSession) -> Cdr | None:
        session = await self.sessions.get(command.session)
        if session.phase is not Phase.ENDED or not session.complete:
            return await self.cdrs.find(session.id)
        now = self.clock.now()
        tariff = await self.tariffs.find(session.tariff) if session.tariff else None
        cdr = write_cdr(session, tariff, CdrId(self.ids.new()), now)
        session.settle(now)
        self.cdrs.add(cdr)
        self.sessions.save(session)
        await self.work.commit()
        return cdr
