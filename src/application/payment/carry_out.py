"""What a provider shall do is asked of it, again and again until it is done or refused."""

from dataclasses import dataclass

from application.again import until_settled
from application.ports.payment import (
    Ask,
    PaymentProviders,
    Payments,
    ProviderBroke,
    ProviderRefused,
    ProviderUnavailable,
    StoredMethods,
    Terms,
)
from application.ports.work import UnitOfWork
from application.ports.world import Clock
from domain.payment import Payment, PaymentId, Standing, Task

LONGEST_TROUBLE = 300
"""Characters of a reason that are kept."""


@dataclass(frozen=True, slots=True)
class CarryOut:
    """Do what is due of that payment."""

    payment: PaymentId


@dataclass(frozen=True, slots=True)
class CarryOutHandler:
    """Do the next task of a payment that is due.

    - Before the provider is asked, it is on record that it will be: after a crash it is asked
      again, under the same key, and so does everything once.
    - A provider that is away costs nothing but time: the task is tried again, later and later.
    - What the provider refuses is not tried again, and the reason is kept.
    - A deadline that has passed ends the payment and lets go what is held.
    - Two workers at one payment do no harm: one of them finds the task under way.
    """

    payments: Payments
    methods: StoredMethods
    terms: Terms
    providers: PaymentProviders
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: CarryOut) -> Payment:
        payment = await self.payments.get(command.payment)
        now = self.clock.now()
        payment.pass_time(now)
        task = payment.begin(now)
        self.payments.save(payment)
        await self.work.commit()
        if task is None:
            return payment
        outcome = await self._asked(payment, task)
        return await until_settled(self.work, lambda: self._note(command.payment, task, outcome))

    async def _asked(self, payment: Payment, task: Task) -> "Standing | Exception":
        provider = self.providers.of(payment.tenant)
        if provider is None:
            return ProviderUnavailable("the tenant has no account with a payment provider")
        try:
            return await provider.carry_out(await self._ask(payment, task))
        except (ProviderRefused, ProviderUnavailable) as trouble:
            return trouble

    async def _note(
        self, payment_id: PaymentId, task: Task, outcome: "Standing | Exception"
    ) -> Payment:
        payment, now = await self.payments.get(payment_id), self.clock.now()
        if isinstance(outcome, Standing):
            payment.hear(outcome, now, task=task)
        elif isinstance(outcome, ProviderRefused):
            payment.refuse(task, str(outcome)[:LONGEST_TROUBLE], now)
        else:
            broke = isinstance(outcome, ProviderBroke)
            payment.put_off(task, str(outcome)[:LONGEST_TROUBLE], broke=broke)
        self.payments.save(payment)
        await self.work.commit()
        return payment

    async def _ask(self, payment: Payment, task: Task) -> Ask:
        terms = await self.terms.find()
        method = await self.methods.find(payment.method) if payment.method else None
        return Ask(
            errand=task.errand,
            key=f"{payment.id}/{task.number}/{task.turn}",
            repeated=task.repeated,
            payment=payment.id,
            tenant=payment.tenant,
            amount=task.amount or payment.hold,
            seen=payment.seen,
            agree_until=payment.expires_at,
            customer=method.customer if method else None,
            method=method.reference if method else None,
            description=f"Charging at EVSE {payment.evse}" if payment.evse else "Charging",
            statement=terms.statement if terms else "",
            return_url=terms.return_url if terms else "",
            task=task.number,
        )
