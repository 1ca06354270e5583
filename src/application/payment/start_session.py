"""The amount is held: the charge that was paid for begins; and what if it does not."""

from dataclasses import dataclass
from datetime import timedelta

from application.ports.authorization import IdTokens
from application.ports.payment import Payments
from application.ports.remote_control import Orders
from application.ports.work import UnitOfWork
from application.ports.world import Clock, Ids
from application.remote_control.order import MOST_WAITING, OrderInstruction, OrderInstructionHandler
from domain.identity import OrderId, TokenId
from domain.instruction import Order, OrderState, RemoteStart
from domain.payment import Payment, PaymentId, PaymentState
from domain.token import IdToken, TokenKind, folded

GOOD_FOR = timedelta(days=2)
"""A token made for one payment; it is withdrawn when its session ends."""

IN_VAIN = frozenset(
    {
        OrderState.REJECTED,
        OrderState.STATION_OFFLINE,
        OrderState.EXPIRED,
        OrderState.CANCELLED,
    }
)
"""Certainly no session comes of such a start. One that timed out may still have been obeyed."""


@dataclass(frozen=True, slots=True)
class StartPaidSession:
    """Begin the charge of that payment."""

    payment: PaymentId


@dataclass(frozen=True, slots=True)
class StartPaidSessionHandler:
    """Order the station to begin the charge that was paid for.

    - One order a payment, however often it is asked for.
    - The station is told a token made for this payment, and knows it from then on.
    - If the station cannot be reached, what is held is let go.
    - A session that runs already, paid with a kept method, is not started again.
    """

    payments: Payments
    tokens: IdTokens
    orders: Orders
    order: OrderInstructionHandler
    ids: Ids
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: StartPaidSession) -> Payment:
        payment = await self.payments.get(command.payment)
        waits = payment.state is PaymentState.AUTHORIZED and payment.session is None
        if not waits or payment.order is not None:
            return payment
        order = await self._given(payment) or await self._give(payment)
        payment.order = order.id
        if order.state in IN_VAIN:
            payment.cancel(f"the station could not be started: {order.state}", self.clock.now())
        self.payments.save(payment)
        await self.work.commit()
        return payment

    async def _given(self, payment: Payment) -> Order | None:
        """The order of an earlier attempt that broke off before it was noted."""
        sent = await self.orders.unconfirmed(payment.station, RemoteStart)
        queued = await self.orders.queued_for(payment.station, MOST_WAITING)
        for order in (*sent, *queued):
            asked = order.instruction
            if isinstance(asked, RemoteStart) and folded(asked.token) == folded(payment.token):
                return order
        return None

    async def _give(self, payment: Payment) -> Order:
        if await self.tokens.find(payment.token) is None:
            self.tokens.save(
                IdToken(
                    id=TokenId(self.ids.new()),
                    tenant=payment.tenant,
                    uid=payment.token,
                    kind=TokenKind.AD_HOC,
                    label=f"Payment {payment.id}",
                    valid_until=self.clock.now() + GOOD_FOR,
                    max_sessions=1,
                )
            )
        return await self.order(
            OrderInstruction(
                tenant=payment.tenant,
                station=payment.station,
                instruction=RemoteStart(payment.token, TokenKind.AD_HOC, payment.evse),
                ordered_by=payment.ordered_by or "payment",
            )
        )


@dataclass(frozen=True, slots=True)
class ReleaseUnstarted:
    """A remote start came to nothing; perhaps it had been paid for."""

    order: OrderId
    state: OrderState


@dataclass(frozen=True, slots=True)
class ReleaseUnstartedHandler:
    """Let go what is held for a start that came to nothing.

    - Not if a session began all the same.
    """

    payments: Payments
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: ReleaseUnstarted) -> None:
        if command.state not in IN_VAIN:
            return
        payment = await self.payments.find_by_order(command.order)
        waits = payment is not None and payment.state is PaymentState.AUTHORIZED
        if payment is None or not waits or payment.session is not None:
            return
        why = f"the station was not started: {command.state}".replace("_", " ")
        payment.cancel(why, self.clock.now())
        self.payments.save(payment)
        await self.work.commit()
