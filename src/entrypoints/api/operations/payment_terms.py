"""How a tenant lets drivers pay, and the methods that they leave for it."""

from datetime import timedelta
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from application.payment.keep_method import (
    OfferMethod,
    OfferMethodHandler,
    RemoveMethod,
    RemoveMethodHandler,
)
from application.payment.set_terms import SetPaymentTerms, SetPaymentTermsHandler
from application.views.amounts import Amount, amount, plain
from application.views.paging import Page
from application.views.payment import MethodFilter, PaymentMethodView
from application.views.rendering.payment import method_view
from domain.identity import TokenId
from domain.payment import MethodId, MethodState, PaymentTerms, TypicalCharge
from domain.quantities import Energy
from entrypoints.api import cursor
from entrypoints.api.call import Answer, Call, found, listed
from entrypoints.api.operation import Block
from entrypoints.api.operations.payments import AmountBody
from entrypoints.api.operations.tariff_bodies import Quantity
from entrypoints.api.reading.types import PageQuery, Search

terms = Block("payment terms", "How the tenant lets drivers pay.")
methods = Block("payment methods", "Methods of payment that drivers leave with the provider.")

WebAddress = Annotated[str, Meta(min_length=8, max_length=500, pattern=r"^https?://[^\s\x00-\x1f\x7f]+$")]  # fmt: skip  # noqa: E501


class TypicalChargeBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A charge as it may well be: what it costs is held."""

    kwh: Quantity
    minutes: Annotated[int, Meta(ge=1, le=10_080)]
    """Of charging."""
    idle_minutes: Annotated[int, Meta(ge=0, le=10_080)] = 0

    def typical(self) -> TypicalCharge:
        """As the domain has it; raises Invalid."""
        return TypicalCharge(
            energy=Energy(Decimal(self.kwh) * 1000),
            charging=timedelta(minutes=self.minutes),
            idle=timedelta(minutes=self.idle_minutes),
        )


class PaymentTermsDraft(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """All that a tenant says of it."""

    hold: AmountBody
    """What is held before a charge, where neither the caller nor the tariff says an amount."""
    most: AmountBody
    """The most that may be held."""
    hold_for: TypicalChargeBody | None = None
    """Hold what this costs under the tariff, or the tariff's `max_price` where it has one; null:
    always `hold`."""
    receipts: bool = True
    """Whether a receipt is written, and mailed where an address is known, once it is paid."""
    agree_within_seconds: Annotated[int, Meta(ge=300, le=43_200)] = 1800
    """So long a driver may take on the provider's page."""
    return_url: WebAddress
    """Where the provider's page sends the driver afterwards."""
    statement: Annotated[str, Meta(max_length=22, pattern=r"^[A-Za-z0-9 .\-]*$")] = ""
    """What the driver reads on his statement, behind the account's own name."""


class TypicalChargeView(msgspec.Struct, kw_only=True):
    """A charge as it may well be."""

    kwh: str
    minutes: int
    idle_minutes: int


class PaymentTermsView(msgspec.Struct, kw_only=True):
    """How the tenant lets drivers pay."""

    hold: Amount
    most: Amount
    hold_for: TypicalChargeView | None
    """What this costs under the tariff is held, or the tariff's `max_price`; null: `hold`."""
    receipts: bool
    """Whether a receipt is written, and mailed where an address is known, once it is paid."""
    agree_within_seconds: int
    return_url: str
    statement: str
    version: int


class PaymentMethodsQuery(PageQuery):
    """Filters and order."""

    token: Search | None = None
    """A uid, in any letter case."""
    state: MethodState | None = None
    sort: Literal["-created", "created"] = "-created"


@terms.operation("GET /payment-terms", answers=PaymentTermsView, versioned=True)
async def read_payment_terms(call: Call) -> Answer:
    """Read how drivers pay."""
    known = found("payment terms", call.tenant, await call.stores.payment_terms.find())
    return Answer(_shown(known), known.version)


@terms.operation(
    "PUT /payment-terms", answers=PaymentTermsView, does=SetPaymentTermsHandler, versioned=True
)
async def set_payment_terms(call: Call, body: PaymentTermsDraft) -> Answer:
    """Say how drivers pay."""
    present = await call.stores.payment_terms.find()
    version = call.conditions.expected(
        "payment terms", call.tenant, present.version if present else 0
    )
    made = await call.desk.run(
        SetPaymentTerms(
            tenant=call.tenant,
            hold=body.hold.money(),
            most=body.most.money(),
            agree_within=timedelta(seconds=body.agree_within_seconds),
            return_url=body.return_url,
            statement=body.statement,
            typical=body.hold_for.typical() if body.hold_for else None,
            receipts=body.receipts,
            version=version,
        )
    )
    return Answer(_shown(made), made.version)


@methods.operation(
    "POST /id-tokens/{token}/payment-method", answers=PaymentMethodView, status=201,
    does=OfferMethodHandler, other_statuses=(409,),
)  # fmt: skip
async def offer_payment_method(call: Call, token: UUID) -> PaymentMethodView:
    """Offer the holder of a token a page to leave a method of payment on."""
    method, page = await call.desk.run(OfferMethod(call.tenant, TokenId(token)))
    return method_view(method, page.url)


@methods.operation("GET /payment-methods", answers=Page[PaymentMethodView])
async def list_payment_methods(call: Call, query: PaymentMethodsQuery) -> object:
    """List the methods of payment that drivers have left, the newest first."""
    wanted = cursor.sliced(query.limit, query.cursor, query.sort)
    chosen = MethodFilter(token=query.token, state=query.state)
    return listed(await call.views.payments.methods(wanted, chosen), query.sort)


@methods.operation("GET /payment-methods/{method}", answers=PaymentMethodView)
async def read_payment_method(call: Call, method: UUID) -> PaymentMethodView:
    """Read a method of payment."""
    return method_view(await call.stores.methods.get(MethodId(method)))


@methods.operation("DELETE /payment-methods/{method}", status=204, does=RemoveMethodHandler)
async def remove_payment_method(call: Call, method: UUID) -> None:
    """Take a method of payment away."""
    await call.desk.run(RemoveMethod(MethodId(method)))


def _shown(known: PaymentTerms) -> PaymentTermsView:
    return PaymentTermsView(
        hold=amount(known.hold),
        most=amount(known.most),
        hold_for=_typical(known.typical) if known.typical else None,
        receipts=known.receipts,
        agree_within_seconds=int(known.agree_within.total_seconds()),
        return_url=known.return_url,
        statement=known.statement,
        version=known.version,
    )


def _typical(known: TypicalCharge) -> TypicalChargeView:
    minute = timedelta(minutes=1)
    return TypicalChargeView(
        kwh=plain((known.energy.wh / 1000).normalize()),
        minutes=known.charging // minute,
        idle_minutes=known.idle // minute,
    )
