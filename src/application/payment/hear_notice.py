"""A provider tells that something has happened to a payment, or to a kept method."""

from dataclasses import dataclass

from application.ports.payment import (
    Notice,
    PaymentProviders,
    Payments,
    ProviderNotices,
    StoredMethods,
)
from application.ports.work import UnitOfWork
from application.ports.world import Clock
from domain.identity import TenantId
from domain.payment import MethodId, MethodState


@dataclass(frozen=True, slots=True)
class HearNotice:
    """What the provider tells; its signature was verified."""

    tenant: TenantId
    notice: Notice


@dataclass(frozen=True, slots=True)
class HearNoticeHandler:
    """Look at what a provider's notice is about.

    - Each notice is heard once, however often it is told.
    - It says only where to look: how things stand is asked of the provider, so that the order in
      which notices come does not matter.
    - A notice about what nobody knows here is noted and changes nothing.
    - A method is kept when the provider says what was entered; if it cannot be asked, the notice
      counts as not heard, and the provider tells it again.
    """

    payments: Payments
    methods: StoredMethods
    notices: ProviderNotices
    providers: PaymentProviders
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: HearNotice) -> bool:
        """Whether it was news."""
        notice, now = command.notice, self.clock.now()
        if await self.notices.heard(notice.name):
            return False
        self.notices.add(notice.name, now)
        payment = await self.payments.find(notice.payment) if notice.payment else None
        if payment is not None:
            payment.look_again(now)
            self.payments.save(payment)
        if notice.method is not None:
            await self._keep(command.tenant, notice.method)
        await self.work.commit()
        return True

    async def _keep(self, tenant: TenantId, wanted: MethodId) -> None:
        method, provider = await self.methods.find(wanted), self.providers.of(tenant)
        if method is None or provider is None or method.checkout is None:
            return
        if method.state is not MethodState.OFFERED:
            return
        entered = await provider.read_method(method.checkout)
        if entered is not None:
            method.keep(entered.customer, entered.reference, entered.instrument, self.clock.now())
            self.methods.save(method)
