"""Errand → what is asked of Stripe. What may have been done already is looked for first."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from adapters.stripe.client import Client, StateUnexpected, asked
from adapters.stripe.reading import INTENT_WHOLE, SESSION_WHOLE, of_intent, of_session
from adapters.stripe.units import charged_units
from application.ports.payment import Ask, ProviderRefused
from domain.payment import Errand, Hold, Standing

OUR_PAYMENT = "open_csms_payment"
OUR_TENANT = "open_csms_tenant"
OUR_TASK = "open_csms_task"
"""Metadata by which our things are found again at Stripe."""

PAGE_LASTS = timedelta(minutes=31)
"""So much longer than ours is the page's own deadline: Stripe wants half an hour at the least from
when it is made, and it may be made late. We close it ourselves when our time is over."""

RECENT = 100
"""How many of a customer's payments are looked through for one whose answer was lost."""


async def carry_out(client: Client, ask: Ask) -> Standing:
    """Do the errand; raises what the port says."""
    try:
        return await ERRANDS[ask.errand](client, ask)
    except StateUnexpected as unexpected:
        standing = await _look(client, ask)
        if ask.errand is Errand.CAPTURE and standing.hold is Hold.HELD:
            raise ProviderRefused(str(unexpected)) from unexpected
        return standing


async def _open_checkout(client: Client, ask: Ask) -> Standing:
    metadata = _metadata(ask)
    session = await asked(
        client.v1.checkout.sessions.create_async(
            {
                "mode": "payment",
                "payment_method_types": ["card"],
                "client_reference_id": str(ask.payment),
                "metadata": metadata,
                "line_items": [
                    {
                        "quantity": 1,
                        "price_data": {
                            "currency": ask.amount.currency.code.lower(),
                            "unit_amount": charged_units(ask.amount),
                            "product_data": {"name": ask.description},
                        },
                    }
                ],
                "payment_intent_data": {
                    "capture_method": "manual",
                    "metadata": metadata,
                    **_on_statement(ask),
                },
                "success_url": ask.return_url,
                "cancel_url": ask.return_url,
                "expires_at": int((ask.agree_until + PAGE_LASTS).timestamp()),
            },
            _once(ask),
        )
    )
    return of_session(session)


async def _authorize(client: Client, ask: Ask) -> Standing:
    if ask.repeated and (done := await _found(client, ask)) is not None:
        return done
    intent = await asked(
        client.v1.payment_intents.create_async(
            {
                "amount": charged_units(ask.amount),
                "currency": ask.amount.currency.code.lower(),
                "customer": ask.customer,
                "payment_method": ask.method,
                "payment_method_types": ["card"],
                "capture_method": "manual",
                "confirm": True,
                "off_session": True,
                "description": ask.description,
                "metadata": _metadata(ask),
                "expand": INTENT_WHOLE,
                **_on_statement(ask),
            },
            _once(ask),
        )
    )
    return of_intent(intent)


async def _capture(client: Client, ask: Ask) -> Standing:
    if ask.repeated:
        now = await _look(client, ask)
        if now.hold is not Hold.HELD:
            return now
    intent = await asked(
        client.v1.payment_intents.capture_async(
            ask.seen.reference,
            {"amount_to_capture": charged_units(ask.amount), "expand": INTENT_WHOLE},
            _once(ask),
        )
    )
    return of_intent(intent)


async def _release(client: Client, ask: Ask) -> Standing:
    now = await _look(client, ask)
    if now.hold is Hold.OPEN and ask.seen.checkout is not None:
        session = await asked(
            client.v1.checkout.sessions.expire_async(
                ask.seen.checkout, {"expand": SESSION_WHOLE}, _once(ask)
            )
        )
        return of_session(session)
    if now.reference is None or now.hold not in {Hold.OPEN, Hold.HELD}:
        return replace(now, hold=Hold.RELEASED) if now.hold is Hold.OPEN else now
    intent = await asked(
        client.v1.payment_intents.cancel_async(now.reference, {"expand": INTENT_WHOLE}, _once(ask))
    )
    return of_intent(intent)


async def _refund(client: Client, ask: Ask) -> Standing:
    if not (ask.repeated and await _is_refunded(client, ask)):
        await asked(
            client.v1.refunds.create_async(
                {
                    "payment_intent": ask.seen.reference,
                    "amount": charged_units(ask.amount),
                    "metadata": {**_metadata(ask), OUR_TASK: str(ask.task)},
                },
                _once(ask),
            )
        )
    return await _look(client, ask)


async def _look(client: Client, ask: Ask) -> Standing:
    if ask.seen.reference is not None:
        intent = await asked(
            client.v1.payment_intents.retrieve_async(ask.seen.reference, {"expand": INTENT_WHOLE})
        )
        return of_intent(intent)
    if ask.seen.checkout is not None:
        session = await asked(
            client.v1.checkout.sessions.retrieve_async(ask.seen.checkout, {"expand": SESSION_WHOLE})
        )
        return of_session(session)
    return await _found(client, ask) or Standing(hold=Hold.OPEN)


ERRANDS: Mapping[Errand, Callable[[Client, Ask], Awaitable[Standing]]] = MappingProxyType(
    {
        Errand.CHECKOUT: _open_checkout,
        Errand.AUTHORIZE: _authorize,
        Errand.CAPTURE: _capture,
        Errand.RELEASE: _release,
        Errand.REFUND: _refund,
        Errand.LOOK: _look,
    }
)


async def _found(client: Client, ask: Ask) -> Standing | None:
    """The hold on a kept method, though nobody told us its name: by our metadata."""
    if ask.customer is None:
        return None
    recent = await asked(
        client.v1.payment_intents.list_async({"customer": ask.customer, "limit": RECENT})
    )
    for intent in recent["data"]:
        if (intent.get("metadata") or {}).get(OUR_PAYMENT) == str(ask.payment):
            named = replace(ask, seen=replace(ask.seen, reference=intent["id"]))
            return await _look(client, named)
    return None


async def _is_refunded(client: Client, ask: Ask) -> bool:
    """Whether the refund of this very task is on record."""
    given = await asked(
        client.v1.refunds.list_async({"payment_intent": ask.seen.reference, "limit": RECENT})
    )
    return any(
        (refund.get("metadata") or {}).get(OUR_TASK) == str(ask.task)
        and refund["status"] not in {"failed", "canceled"}
        for refund in given["data"]
    )


def _metadata(ask: Ask) -> dict[str, str]:
    return {OUR_PAYMENT: str(ask.payment), OUR_TENANT: ask.tenant}


def _once(ask: Ask) -> dict[str, Any]:
    return {"idempotency_key": ask.key}


def _on_statement(ask: Ask) -> dict[str, Any]:
    return {"statement_descriptor_suffix": ask.statement} if ask.statement else {}
