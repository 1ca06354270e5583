"""Somebody decides what a session costs that no tariff could price."""

from dataclasses import dataclass

from application.charging.recording import Recording
from application.ports.billing import UnpricedSessions
from application.ports.charging import ChargingSessions
from application.ports.tariff import Tariffs
from application.ports.work import UnitOfWork
from application.ports.world import Clock
from domain.cdr import Cdr, Decision, UnpricedSession, free_of_charge
from domain.errors import Invalid
from domain.identity import SessionId, TariffId
from domain.quantities import Currency


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideUnpriced:
    """What becomes of that session. `currency` is the tenant's, for what is free."""

    session: SessionId
    decision: Decision
    by: str
    currency: str
    tariff: TariffId | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class DecideUnpricedHandler:
    """Decide on a session in the inbox.

    - Priced by a tariff that is chosen, it gets its record; a tariff that cannot price it either
      is refused, and the session stays where it is.
    - Declared free of charge, it gets a record of 0.
    - Left, it gets no record and is asked for no more; it can still be priced or freed later.
    - Who decided, when and why is kept.
    - What was priced or freed is not decided again: its record is credited instead.
    """

    sessions: ChargingSessions
    unpriced: UnpricedSessions
    tariffs: Tariffs
    recording: Recording
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: DecideUnpriced) -> Cdr | None:
        entry = await self.unpriced.get(command.session)
        cdr = None
        now = self.clock.now()
        entry.decide(
            command.decision, at=now, by=command.by, note=command.note, tariff=command.tariff
        )
        if command.decision is not Decision.LEFT:
            cdr = await self._record(entry, command)
        self.unpriced.save(entry)
        await self.work.commit()
        return cdr

    async def _record(self, entry: UnpricedSession, command: DecideUnpriced) -> Cdr:
        session = await self.sessions.get(entry.session)
        if command.decision is Decision.FREE:
            cdr = await self.recording(
                session, None, bill=free_of_charge(Currency(command.currency))
            )
        elif command.tariff is None:
            raise Invalid("tariff", "name the tariff to price it by")
        else:
            cdr = await self.recording(session, await self.tariffs.get(command.tariff))
        session.settle(self.clock.now())
        self.sessions.save(session)
        return cdr
