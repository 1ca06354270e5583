"""Payments: charges that somebody pays for on the spot, or with a method he has left."""

import asyncio
from datetime import timedelta
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from application.payment.carry_out import CarryOut
from application.payment.change_payment import (
    CancelPayment,
    CancelPaymentHandler,
    RefundPayment,
    RefundPaymentHandler,
    RetryPayment,
    RetryPaymentHandler,
)
from application.payment.request_payment import RequestPayment, RequestPaymentHandler
from application.views.paging import Page
from application.views.payment import PaymentFilter, PaymentView
from domain.identity import StationId
from domain.payment import MethodId, PaymentId, PaymentState
from domain.quantities import Currency, Money
from entrypoints.api import cursor
from entrypoints.api.call import Answer, Call, found, listed
from entrypoints.api.operation import Block
from entrypoints.api.reading.types import (
    CurrencyCode,
    Instant,
    Outlet,
    PageQuery,
    Price,
    Text,
    utc,
)

block = Block("payments", "Money held for a charge, then charged by its record, or given back.")

PATIENCE = timedelta(seconds=10)
"""How long a caller waits for the provider's page; after that it is found at the payment."""


class AmountBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """An exact amount in one currency."""

    amount: Price
    currency: CurrencyCode

    def money(self) -> Money:
        """As the domain has it."""
        return Money(Decimal(self.amount), Currency(self.currency))


class NewPayment(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Somebody wants to charge at that EVSE, and to pay for it. Never a field for card data."""

    station: UUID
    evse: Outlet
    hold: AmountBody | None = None
    """What is to be held; without, what the tenant's terms say."""
    method: UUID | None = None
    """A kept method; without, the driver pays on the provider's page."""
    reference: Text = ""
    """Your own name for it."""


class Refund(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What to give back."""

    amount: AmountBody | None = None
    """Without, all that is left."""


class PaymentCancelling(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Why it is taken back."""

    reason: Annotated[str, Meta(max_length=100, pattern=r"^[^\x00-\x1f\x7f]*$")] = "cancelled"


class PaymentsQuery(PageQuery):
    """Filters and order."""

    state: PaymentState | None = None
    station: UUID | None = None
    session: UUID | None = None
    waiting: bool | None = None
    """Whether the provider has still something to do."""
    short: bool | None = None
    """Whether something is owed."""
    since: Instant | None = None
    """Begun then or later."""
    until: Instant | None = None
    """Begun before then."""
    sort: Literal["-created", "created"] = "-created"


@block.operation("GET /payments", answers=Page[PaymentView])
async def list_payments(call: Call, query: PaymentsQuery) -> object:
    """List the payments, the newest first."""
    wanted = cursor.sliced(query.limit, query.cursor, query.sort)
    chosen = PaymentFilter(
        state=query.state,
        station=query.station,
        session=query.session,
        waiting=query.waiting,
        short=query.short,
        since=utc(query.since),
        until=utc(query.until),
    )
    return listed(await call.views.payments.page(wanted, chosen), query.sort)


@block.operation(
    "POST /payments", answers=PaymentView, status=201, does=RequestPaymentHandler,
    versioned=True, other_statuses=(404, 409),
)  # fmt: skip
async def request_payment(call: Call, body: NewPayment) -> Answer:
    """Begin a payment for a charge at an EVSE.

    - The answer names the provider's page, `checkout_url`, for the driver to agree on. If the
      provider is slow or away it is null, and is found at the payment later.
    """
    payment = await call.desk.run(
        RequestPayment(
            tenant=call.tenant,
            station=StationId(body.station),
            evse=body.evse,
            amount=body.hold.money() if body.hold else None,
            method=MethodId(body.method) if body.method else None,
            reference=body.reference,
            ordered_by=call.caller.name,
        )
    )
    view = await _begun(call, payment.id)
    return Answer(view, view.version, f"/payments/{view.id}")


@block.operation("GET /payments/{payment}", answers=PaymentView, versioned=True)
async def read_payment(call: Call, payment: UUID) -> Answer:
    """Read a payment: where it stands, and what the provider has still to do."""
    view = await _view(call, payment)
    return Answer(view, view.version)


@block.operation(
    "POST /payments/{payment}/cancel", answers=PaymentView, does=CancelPaymentHandler,
    other_statuses=(409,),
)  # fmt: skip
async def cancel_payment(call: Call, payment: UUID, body: PaymentCancelling) -> PaymentView:
    """Take a payment back."""
    await _view(call, payment)
    await call.desk.run(CancelPayment(PaymentId(payment), body.reason))
    return await _view(call, payment)


@block.operation(
    "POST /payments/{payment}/refund", answers=PaymentView, status=202, does=RefundPaymentHandler,
    other_statuses=(409,),
)  # fmt: skip
async def refund_payment(call: Call, payment: UUID, body: Refund) -> PaymentView:
    """Give money back."""
    await _view(call, payment)
    amount = body.amount.money() if body.amount else None
    await call.desk.run(RefundPayment(PaymentId(payment), amount))
    return await _view(call, payment)


@block.operation(
    "POST /payments/{payment}/retry", answers=PaymentView, status=202, does=RetryPaymentHandler,
    other_statuses=(409,),
)  # fmt: skip
async def retry_payment(call: Call, payment: UUID) -> PaymentView:
    """Ask the provider again at once."""
    await _view(call, payment)
    await call.desk.run(RetryPayment(PaymentId(payment)))
    return await _view(call, payment)


async def _begun(call: Call, payment: PaymentId) -> PaymentView:
    """The payment with the provider's page, or as it is when the patience is over."""
    try:
        async with asyncio.timeout(PATIENCE.total_seconds()):
            await call.desk.run(CarryOut(payment))
            view = await _view(call, payment)
            # A worker may have been faster, and be about to hear of the page.
            while view.state == PaymentState.REQUESTED and not _told(view):
                await asyncio.sleep(call.api.poll_interval.total_seconds())
                view = await _view(call, payment)
    except TimeoutError:
        view = await _view(call, payment)
    return view


def _told(view: PaymentView) -> bool:
    return view.checkout_url is not None or any(task.trouble for task in view.tasks)


async def _view(call: Call, payment: UUID) -> PaymentView:
    view: PaymentView = found("payment", payment, await call.views.payments.find(payment))
    return view
