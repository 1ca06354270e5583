"""The collector: every payment that is due is looked after, until its provider has done its part.

- Providers are asked here and nowhere near a station's way: one that hangs holds up nobody else.
- It wakes when something was committed or a provider told something, and looks by itself as well.
- What a payment waits for is in the payment itself: a crash loses nothing.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog

from application.desk import Desk
from application.payment.carry_out import CarryOut
from application.ports.bus import Bus
from application.ports.stores import Storage
from application.ports.topics import OUTBOX, PAYMENTS
from application.ports.world import Clock
from domain.errors import DomainError
from domain.identity import TenantId
from domain.payment import PaymentId
from entrypoints.worker.rounds import keep_up

log = structlog.get_logger("worker")


@dataclass(frozen=True, slots=True)
class CollectorOptions:
    """Payments a round, payments at once, and its seconds."""

    batch: int = 200
    at_once: int = 16
    poll_seconds: float = 2.0
    linger_seconds: float = 0.1


@dataclass(slots=True)
class Collector:
    """Works until it is cancelled."""

    storage: Storage
    desk_of: Callable[[TenantId], Desk]
    clock: Clock
    bus: Bus
    options: CollectorOptions = field(default_factory=CollectorOptions)

    async def run(self) -> None:
        """Look after what is due, whenever something may be."""
        await keep_up(
            self.bus,
            (OUTBOX, PAYMENTS),
            self._round,
            poll_seconds=self.options.poll_seconds,
            linger_seconds=self.options.linger_seconds,
            waits="payments",
        )

    async def _round(self) -> bool:
        return await self.round() == self.options.batch

    async def round(self) -> int:
        """Look after each payment that is due; how many there were."""
        due = await self.storage.due_payments(self.clock.now(), self.options.batch)
        gate = asyncio.Semaphore(self.options.at_once)

        async def look_after(tenant: TenantId, payment: PaymentId) -> None:
            async with gate:
                await self._carried_out(tenant, payment)

        await asyncio.gather(*(look_after(tenant, payment) for tenant, payment in due))
        return len(due)

    async def _carried_out(self, tenant: TenantId, payment: PaymentId) -> None:
        try:
            await self.desk_of(tenant).run(CarryOut(payment))
        except DomainError as refusal:
            log.info("payment left alone", payment=str(payment), why=str(refusal))
        except Exception as failure:
            # It was put off before its provider was asked, so it comes again, later and later.
            log.error(  # noqa: TRY400 - the traceback travels as a field
                "payment failed", tenant=tenant, payment=str(payment), exc_info=failure
            )
