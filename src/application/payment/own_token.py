"""The token that was made for one payment, and is worth nothing without it."""

from dataclasses import dataclass

from application.ports.authorization import IdTokens
from application.ports.charging import ChargingSessions
from application.ports.payment import Payments
from application.ports.work import UnitOfWork
from domain.identity import SessionId
from domain.payment import PaymentId
from domain.token import TokenKind


@dataclass(frozen=True, slots=True)
class BlockOwnToken:
    """A session has ended; perhaps its token was made for a payment."""

    session: SessionId


@dataclass(frozen=True, slots=True)
class BlockOwnTokenHandler:
    """Let a token that was made for one payment start nothing more.

    - No other token is touched.
    """

    sessions: ChargingSessions
    payments: Payments
    tokens: IdTokens
    work: UnitOfWork

    async def __call__(self, command: BlockOwnToken) -> None:
        uid = (await self.sessions.get(command.session)).token
        seen = await self.tokens.find(uid) if uid else None
        if seen is None or seen.kind is not TokenKind.AD_HOC:
            return
        if await self.payments.find_by_token(seen.uid) is None:
            return
        token = await self.tokens.get(seen.id)
        token.blocked = True
        self.tokens.save(token)
        await self.work.commit()


@dataclass(frozen=True, slots=True)
class ForgetOwnToken:
    """That payment is charged or over."""

    payment: PaymentId


@dataclass(frozen=True, slots=True)
class ForgetOwnTokenHandler:
    """Forget the token that was made for a payment; its session keeps the name."""

    payments: Payments
    tokens: IdTokens
    work: UnitOfWork

    async def __call__(self, command: ForgetOwnToken) -> None:
        payment = await self.payments.get(command.payment)
        seen = await self.tokens.find(payment.token) if payment.own_token else None
        if seen is None:
            return
        self.tokens.remove(await self.tokens.get(seen.id))
        await self.work.commit()
