"""How a tenant lets drivers pay, and the methods that they leave for it."""

from datetime import timedelta
from typing import Annotated
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
from application.views.amounts import Amount, amount
from domain.identity import TokenId
from domain.payment import MethodId, PaymentTerms
from entrypoints.api.call import Answer, Call, found
from entrypoints.api.operation import Block
from entrypoints.api.operations.payments import AmountBody

terms = Block("payment terms", "How the tenant lets drivers pay.")
methods = Block("payment methods", "Methods of payment that drivers leave with the provider.")

WebAddress = Annotated[str, Meta(min_length=8, max_length=500, pattern=r"^https?://[^\s\x00-\x1f\x7f]+$")]  # fmt: skip  # noqa: E501


class PaymentTermsDraft(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """All that a tenant says of it."""

    hold: AmountBody
    """What is held before a charge, where the caller names no amount."""
    most: AmountBody
    """The most that may be held."""
    agree_within_seconds: Annotated[int, Meta(ge=300, le=43_200)] = 1800
    """So long a driver may take on the provider's page."""
    return_url: WebAddress
    """Where the provider's page sends the driver afterwards."""
    statement: Annotated[str, Meta(max_length=22, pattern=r"^[A-Za-z0-9 .\-]*$")] = ""
    """What the driver reads on his statement, behind the account's own name."""


class PaymentTermsView(msgspec.Struct, kw_only=True):
    """How the tenant lets drivers pay."""

    hold: Amount
    most: Amount
    agree_within_seconds: int
    return_url: str
    statement: str
    version: int


class PaymentMethodView(msgspec.Struct, kw_only=True):
    """A method of payment that a driver has left, or has been offered a page for."""

    id: UUID
    token: str
    """The token whose sessions are paid with it."""
    state: str
    instrument: str
    """What it is, as the driver recognizes it."""
    checkout_url: str | None = None
    """Where the driver leaves it, on the provider's page; told once."""


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
    return PaymentMethodView(
        id=method.id,
        token=method.token,
        state=method.state,
        instrument=method.instrument,
        checkout_url=page.url,
    )


@methods.operation("GET /payment-methods/{method}", answers=PaymentMethodView)
async def read_payment_method(call: Call, method: UUID) -> PaymentMethodView:
    """Read a method of payment."""
    known = await call.stores.methods.get(MethodId(method))
    return PaymentMethodView(
        id=known.id, token=known.token, state=known.state, instrument=known.instrument
    )


@methods.operation("DELETE /payment-methods/{method}", status=204, does=RemoveMethodHandler)
async def remove_payment_method(call: Call, method: UUID) -> None:
    """Take a method of payment away."""
    await call.desk.run(RemoveMethod(MethodId(method)))


def _shown(known: PaymentTerms) -> PaymentTermsView:
    return PaymentTermsView(
        hold=amount(known.hold),
        most=amount(known.most),
        agree_within_seconds=int(known.agree_within.total_seconds()),
        return_url=known.return_url,
        statement=known.statement,
        version=known.version,
    )
