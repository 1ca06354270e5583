"""A session is over: its charge detail record is written."""

from dataclasses import dataclass

from application.charging.recording import Recording
from application.ports.billing import UnpricedSessions
from application.ports.charging import Cdrs, ChargingSessions
from application.ports.stores import Journal
from application.ports.tariff import Tariffs
from application.ports.work import UnitOfWork
from application.ports.world import Clock
from domain.cdr import Cdr, SessionLeftUnpriced, UnpricedSession, free_of_charge
from domain.errors import DomainError
from domain.identity import SessionId
from domain.session import ChargingSession, Phase
from domain.tariff import Bill, Tariff

NO_TARIFF = "No tariff held at the EVSE when the session started."
TARIFF_GONE = "The tariff that was fixed at its start is not there any more."
CORRECTED = "The station told more of the session after this record was written."


@dataclass(frozen=True, slots=True)
class SettleSession:
    """Settle that session, if it can be."""

    session: SessionId


@dataclass(frozen=True, slots=True)
class SettleSessionHandler:
    """Write the record of an ended session.

    - One record a session, however often it is asked for.
    - Not while reports are missing: a late one may still come.
    - It is priced by the tariff that was fixed at its start.
    - Where no tariff applies, or the tariff cannot price it, it waits in the inbox with the
      reason until somebody decides: nothing is charged by guess.
    - What a station tells later leads to a credit of the record and another one in its stead; a
      record itself never changes, and what changes nothing in it leads to nothing.
    - A record that somebody credited by hand is not written again.
    """

    sessions: ChargingSessions
    tariffs: Tariffs
    cdrs: Cdrs
    unpriced: UnpricedSessions
    recording: Recording
    journal: Journal
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: SettleSession) -> Cdr | None:
        session = await self.sessions.get(command.session)
        if session.ended is None or not session.complete:
            return await self.cdrs.find(session.id)
        if session.phase is Phase.SETTLED:
            known = await self.cdrs.find(session.id)
            return await self._corrected(session, known) if known else None
        if await self.unpriced.find(session.id) is not None:
            return None
        tariff = await self.tariffs.find(session.tariff) if session.tariff else None
        if tariff is None:
            await self._leave(session, TARIFF_GONE if session.tariff else NO_TARIFF)
            return None
        try:
            cdr = await self.recording(session, tariff)
        except DomainError as reason:
            self.work.discard()
            await self._leave(session, str(reason))
            return None
        session.settle(self.clock.now())
        self.sessions.save(session)
        await self.work.commit()
        return cdr

    async def _corrected(self, session: ChargingSession, known: Cdr) -> Cdr:
        tariff, bill = await self._price_of(known)
        if tariff is None and bill is None:
            return known
        draft = await self.recording.draft(session, tariff, bill=bill, instead_of=known)
        if draft.essence == known.essence:
            return known
        self.recording.credit(known, CORRECTED)
        self.recording.keep(draft)
        await self.work.commit()
        return draft

    async def _price_of(self, known: Cdr) -> tuple[Tariff | None, Bill | None]:
        """The same way of pricing again; neither where that is not possible any more."""
        if known.tariff is not None:
            return await self.tariffs.find(known.tariff), None
        return None, free_of_charge(known.bill.currency) if known.bill else None

    async def _leave(self, session: ChargingSession, reason: str) -> None:
        now = self.clock.now()
        self.unpriced.save(
            UnpricedSession(
                session=session.id,
                tenant=session.tenant,
                station=session.station,
                reason=reason,
                since=now,
                tariff=session.tariff,
            )
        )
        self.journal.note(
            SessionLeftUnpriced(
                tenant=session.tenant,
                at=now,
                session=session.id,
                station=session.station,
                reason=reason,
            )
        )
        await self.work.commit()
