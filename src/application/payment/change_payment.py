"""What an operator does about a payment."""

from dataclasses import dataclass

from application.ports.payment import Payments
from application.ports.work import UnitOfWork
from application.ports.world import Clock
from domain.errors import Invalid
from domain.payment import Payment, PaymentId, holds_card_number
from domain.quantities import Money


@dataclass(frozen=True, slots=True)
class CancelPayment:
    """Take it back."""

    payment: PaymentId
    why: str = "cancelled"


@dataclass(frozen=True, slots=True)
class CancelPaymentHandler:
    """Take a payment back before anything is charged.

    - What is held is let go.
    - Not while a session is charged by it, and not once it was charged: then it is refunded.
    - A reason that looks like a card number is refused and never kept.
    """

    payments: Payments
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: CancelPayment) -> Payment:
        if holds_card_number(command.why):
            raise Invalid("reason", "looks like a card number; those are never taken here")
        payment = await self.payments.get(command.payment)
        payment.cancel(command.why, self.clock.now())
        self.payments.save(payment)
        await self.work.commit()
        return payment


@dataclass(frozen=True, slots=True)
class RefundPayment:
    """Give money back; without an amount all that is left."""

    payment: PaymentId
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class RefundPaymentHandler:
    """Give back what was charged, or a part of it.

    - Never more than was charged and is not given back yet.
    - The record of the session stays: this is goodwill. Crediting the record gives back by itself.
    """

    payments: Payments
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: RefundPayment) -> Payment:
        payment = await self.payments.get(command.payment)
        payment.refund(command.amount, self.clock.now())
        self.payments.save(payment)
        await self.work.commit()
        return payment


@dataclass(frozen=True, slots=True)
class RetryPayment:
    """Do not wait for the next attempt."""

    payment: PaymentId


@dataclass(frozen=True, slots=True)
class RetryPaymentHandler:
    """Try at once what the provider has not done yet.

    - It is tried under the same key: what was done after all is not done again.
    - Not where nothing waits.
    """

    payments: Payments
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: RetryPayment) -> Payment:
        payment = await self.payments.get(command.payment)
        payment.retry(self.clock.now())
        self.payments.save(payment)
        await self.work.commit()
        return payment
