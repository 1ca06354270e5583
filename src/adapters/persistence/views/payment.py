# ruff: noqa: D102 - the ports say what each method means.
"""Payments."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from adapters.persistence.mapping.payment import from_row, method_from_row
from adapters.persistence.reading import Reader
from adapters.persistence.views.listing import BY_ID, Listing, Row
from application.views.paging import Page, Slice
from application.views.payment import (
    MethodFilter,
    PaymentFilter,
    PaymentMethodView,
    PaymentsView,
    PaymentView,
)
from application.views.rendering.payment import method_view, payment_view
from domain.token import folded

PAYMENTS = Listing("SELECT t.* FROM payments t WHERE t.tenant_id = $1", {"created": BY_ID})
METHODS = Listing("SELECT t.* FROM stored_methods t WHERE t.tenant_id = $1", {"created": BY_ID})


@dataclass(frozen=True, slots=True)
class PostgresPaymentsView(PaymentsView):
    """By age."""

    reader: Reader

    async def page(self, wanted: Slice, chosen: PaymentFilter) -> Page[PaymentView]:
        filters = [
            ("t.state = {}::text", chosen.state),
            ("t.station_id = {}::uuid", chosen.station),
            ("t.session_id = {}::uuid", chosen.session),
            ("t.waiting = {}::boolean", chosen.waiting),
            ("(t.shortfall > 0) = {}::boolean", chosen.short),
            ("t.created_at >= {}::timestamptz", chosen.since),
            ("t.created_at < {}::timestamptz", chosen.until),
        ]
        return await PAYMENTS.page(self.reader, wanted, filters, _view)

    async def find(self, payment: UUID) -> PaymentView | None:
        rows = await self.reader.rows(f"{PAYMENTS.select} AND t.id = $2", payment)
        return _view(rows[0]) if rows else None

    async def many(self, payments: Sequence[UUID]) -> tuple[PaymentView, ...]:
        select = f"{PAYMENTS.select} AND t.id = ANY($2::uuid[])"
        return tuple(_view(row) for row in await self.reader.rows(select, list(payments)))

    async def methods(self, wanted: Slice, chosen: MethodFilter) -> Page[PaymentMethodView]:
        filters = [
            ("t.folded = {}::text", folded(chosen.token) if chosen.token else None),
            ("t.state = {}::text", chosen.state),
        ]
        return await METHODS.page(self.reader, wanted, filters, _method)


def _view(row: Row) -> PaymentView:
    return payment_view(from_row(row))


def _method(row: Row) -> PaymentMethodView:
    return method_view(method_from_row(row))
