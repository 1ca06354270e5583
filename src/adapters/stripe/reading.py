"""How things stand, from Stripe's objects: PaymentIntents and Checkout Sessions."""

from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from adapters.stripe.units import money_of
from domain.errors import Invalid
from domain.invoice.parties import mail_address
from domain.payment import Hold, Standing

HOLDS: Mapping[str, Hold] = MappingProxyType(
    {
        "requires_payment_method": Hold.OPEN,
        "requires_confirmation": Hold.OPEN,
        "requires_action": Hold.OPEN,
        "processing": Hold.OPEN,
        "requires_capture": Hold.HELD,
        "succeeded": Hold.CAPTURED,
        "canceled": Hold.RELEASED,
    }
)
"""Status of a PaymentIntent → what it means."""

LAPSED = frozenset({"automatic", "expired"})
"""Why Stripe cancels by itself."""

INTENT_WHOLE = ["latest_charge"]
SESSION_WHOLE = ["payment_intent", "payment_intent.latest_charge"]
"""What must be told along with it."""


def of_intent(intent: Any) -> Standing:  # noqa: ANN401 - an object of the library
    """The standing of a PaymentIntent that was told whole."""
    charge = intent.get("latest_charge")
    charge = charge if isinstance(charge, Mapping) else {}
    card = (charge.get("payment_method_details") or {}).get("card") or {}
    hold = HOLDS.get(intent["status"], Hold.OPEN)
    if hold is Hold.RELEASED and intent.get("cancellation_reason") in LAPSED:
        hold = Hold.EXPIRED
    code = intent["currency"]
    captured = hold is Hold.CAPTURED
    until = card.get("capture_before")
    return Standing(
        hold=hold,
        reference=intent["id"],
        held=money_of(intent["amount_capturable"], code) if hold is Hold.HELD else None,
        held_until=datetime.fromtimestamp(until, UTC) if until else None,
        captured=money_of(intent["amount_received"], code) if captured else None,
        refunded=money_of(charge.get("amount_refunded") or 0, code) if captured else None,
        instrument=instrument_of(card),
        reason=str(intent.get("cancellation_reason") or ""),
    )


def of_session(session: Any) -> Standing:  # noqa: ANN401 - plain values
    """The standing of a Checkout Session that was told whole."""
    intent = session.get("payment_intent")
    told = of_intent(intent) if isinstance(intent, Mapping) else None
    if told is not None and told.hold is not Hold.OPEN:
        return _with_checkout(told, session)
    hold = Hold.EXPIRED if session["status"] == "expired" else Hold.OPEN
    return Standing(
        hold=hold,
        reference=told.reference if told else None,
        checkout=session["id"],
        url=session.get("url"),
    )


def _with_checkout(told: Standing, session: Any) -> Standing:  # noqa: ANN401 - plain values
    return Standing(
        hold=told.hold,
        reference=told.reference,
        checkout=session["id"],
        held=told.held,
        held_until=told.held_until,
        captured=told.captured,
        refunded=told.refunded,
        instrument=told.instrument,
        email=_email(session),
        reason=told.reason,
    )


def _email(session: Any) -> str:  # noqa: ANN401 - plain values
    """That the driver entered on the page; nothing that no mail could be sent to."""
    told = (session.get("customer_details") or {}).get("email")
    try:
        return mail_address(told) if isinstance(told, str) else ""
    except Invalid:
        return ""


def instrument_of(card: Mapping[str, Any]) -> str:
    """As a driver recognizes it: `visa 4242`."""
    return " ".join(str(card[part]) for part in ("brand", "last4") if card.get(part))
