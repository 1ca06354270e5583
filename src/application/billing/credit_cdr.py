"""Somebody takes a charge detail record back."""

from dataclasses import dataclass

from application.charging.recording import Recording
from application.ports.charging import Cdrs
from application.ports.work import UnitOfWork
from domain.cdr import Cdr, standing
from domain.errors import NotPossibleNow
from domain.identity import CdrId


@dataclass(frozen=True, slots=True)
class CreditCdr:
    """Take that record back, for the reason given."""

    cdr: CdrId
    why: str


@dataclass(frozen=True, slots=True)
class CreditCdrHandler:
    """Credit a record.

    - A credit is a record of its own, with a number, the same data and a negative total.
    - What was credited is not credited again, and a credit neither.
    - A record that is on an invoice may be credited: the credit stands on the next one.
    """

    cdrs: Cdrs
    recording: Recording
    work: UnitOfWork

    async def __call__(self, command: CreditCdr) -> Cdr:
        cdr = await self.cdrs.get(command.cdr)
        if not cdr.is_credit and standing(await self.cdrs.of_session(cdr.session)) != cdr:
            raise NotPossibleNow("The record was credited already.")
        credit = self.recording.credit(cdr, command.why)
        await self.work.commit()
        return credit
