# ruff: noqa: D102 - the ports say what each method means.
"""Payments."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from adapters.memory.database import Database
from adapters.memory.views.paging import BY_ID, Sorting, equals, within
from application.views.paging import Page, Slice
from application.views.payment import (
    MethodFilter,
    PaymentFilter,
    PaymentMethodView,
    PaymentsView,
    PaymentView,
)
from application.views.rendering.payment import method_view, payment_view
from domain.identity import TenantId
from domain.token import folded

PAYMENTS = Sorting({"created": BY_ID}, BY_ID)
METHODS = Sorting({"created": BY_ID}, BY_ID)


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

    async def many(self, payments: Sequence[UUID]) -> tuple[PaymentView, ...]:
        rows = self.database.tables.payments.rows
        kept = (rows.get((self.tenant, payment)) for payment in payments)
        return tuple(payment_view(payment) for payment in kept if payment)

    async def methods(self, wanted: Slice, chosen: MethodFilter) -> Page[PaymentMethodView]:
        rows = self.database.tables.stored_methods.rows.values()
        own = (method_view(method) for method in rows if method.tenant == self.tenant)
        token = folded(chosen.token) if chosen.token else None
        return METHODS.page(
            (
                view
                for view in own
                if equals(token, folded(view.token)) and equals(chosen.state, view.state)
            ),
            wanted,
        )


def _is_chosen(view: PaymentView, chosen: PaymentFilter) -> bool:
    return (
        equals(chosen.state, view.state)
        and equals(chosen.station, view.station)
        and equals(chosen.session, view.session)
        and equals(chosen.waiting, bool(view.tasks))
        and equals(chosen.short, Decimal(view.shortfall.amount) > 0)
        and within(view.created_at, chosen.since, chosen.until)
    )
