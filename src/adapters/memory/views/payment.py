# ruff: noqa: D102 - the ports say what each method means.
"""Payments."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from adapters.memory.database import Database
from adapters.memory.views.paging import BY_ID, Sorting, equals, within
from application.views.paging import Page, Slice
from application.views.payment import PaymentFilter, PaymentsView, PaymentView
from application.views.rendering.payment import payment_view
from domain.identity import TenantId

PAYMENTS = Sorting({"created": BY_ID}, BY_ID)


@dataclass(frozen=True, slots=True)
class MemoryPaymentsView(PaymentsView):
    """By age."""

    database: Database
    tenant: TenantId

    async def page(self, wanted: Slice, chosen: PaymentFilter) -> Page[PaymentView]:
        rows = self.database.tables.payments.rows.values()
        own = (payment_view(payment) for payment in rows if payment.tenant == self.tenant)
        return PAYMENTS.page((view for view in own if _is_chosen(view, chosen)), wanted)

    async def find(self, payment: UUID) -> PaymentView | None:
        kept = self.database.tables.payments.rows.get((self.tenant, payment))
        return payment_view(kept) if kept else None


def _is_chosen(view: PaymentView, chosen: PaymentFilter) -> bool:
    return (
        equals(chosen.state, view.state)
        and equals(chosen.station, view.station)
        and equals(chosen.session, view.session)
        and equals(chosen.waiting, bool(view.tasks))
        and equals(chosen.short, Decimal(view.shortfall.amount) > 0)
        and within(view.created_at, chosen.since, chosen.until)
    )
