"""The timetables of an installation."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog

from application.charging.settle_overdue import SettleOverdue
from application.charging.watch_gaps import WatchGaps
from application.charging.watch_sessions import WatchSessions
from application.ports.stores import Storage
from application.remote_control.order import ExpireOrders
from application.tariff.show_cost import ShowRunningCosts
from application.views.access import TENANT_SORTS, TenantsView
from application.views.paging import MOST_ITEMS, Slice
from domain.identity import TenantId
from entrypoints.wiring.handlers import Desks
from entrypoints.worker.timetable import Duty

log = structlog.get_logger("worker")

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)

SETTLE_AFTER = timedelta(days=3)
"""So long a session that a rule has closed waits for its station, unless a setting says other."""


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What the stores want done from time to time; given by the wiring."""

    name: str
    every: timedelta
    act: Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Rounds:
    """Duties that are done for each tenant."""

    storage: Storage
    desks: Desks
    tenants: TenantsView
    answer_within: timedelta
    settle_after: timedelta = SETTLE_AFTER

    async def watch_sessions(self) -> int:
        """Show silence, close what is certainly over."""
        return await self._for_each(lambda _: WatchSessions())

    async def expire_orders(self) -> int:
        """Give every order an outcome."""
        return await self._for_each(lambda _: ExpireOrders(self.answer_within))

    async def settle_sessions(self) -> int:
        """Settle what has ended and has no record."""
        return await self._for_each(lambda _: SettleOverdue(self.settle_after))

    async def watch_gaps(self) -> int:
        """Mark what waits for reports that do not come."""
        return await self._for_each(lambda _: WatchGaps())

    async def show_costs(self) -> int:
        """Tell stations what sessions cost so far."""
        return await self._for_each(lambda _: ShowRunningCosts())

    async def _for_each(self, command: Callable[[TenantId], Any]) -> int:
        """Run a command for every tenant; one tenant's failure does not rob the others."""
        total, failures = 0, []
        async for tenant in self._active():
            try:
                desk = self.desks.tenant(self.storage.scope(tenant))
                total += await desk.run(command(tenant)) or 0
            except Exception as failure:  # noqa: BLE001 - told below, after the others had their turn
                failures.append(failure)
                log.warning("tenant's turn failed", tenant=tenant, why=str(failure))
        if failures:
            raise failures[0]
        return total

    async def _active(self) -> AsyncIterator[TenantId]:
        after = None
        while True:
            page = await self.tenants.page(Slice(MOST_ITEMS, after, TENANT_SORTS[0]), active=True)
            for tenant in page.items:
                yield TenantId(tenant.id)
            if (after := page.next) is None:
                return


def duties(rounds: Rounds, upkeep: Sequence[Upkeep] = ()) -> tuple[Duty, ...]:
    """Everything that an installation's worker does by the clock."""
    return (
        Duty("watch sessions", MINUTE, rounds.watch_sessions),
        Duty("expire orders", 5 * SECOND, rounds.expire_orders),
        Duty("show running costs", 10 * SECOND, rounds.show_costs, at_once=False),
        Duty("settle sessions", 10 * MINUTE, rounds.settle_sessions, at_once=False),
        Duty("watch gaps", HOUR, rounds.watch_gaps, at_once=False),
        *(Duty(each.name, each.every, each.act) for each in upkeep),
    )
