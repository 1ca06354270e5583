"""What Stripe tells by webhook: verified by its signature, and read for where to look, no more."""

import json
from typing import Any
from uuid import UUID

import stripe

from adapters.stripe.errands import OUR_PAYMENT
from application.ports.payment import MOST_NOTICE_BYTES, Notice, NoticeNotTrusted
from domain.payment import MethodId, PaymentId

OUR_METHOD = "open_csms_method"
TOLERANCE_SECONDS = 300
"""So old may a notice be: an older one is a recording that somebody plays."""


def read_notice(content: bytes, signature: str, secret: str) -> Notice:
    """What `content` tells.

    Raises:
        NoticeNotTrusted: the signature does not fit, or is too old, or it cannot be read.
    """
    if len(content) > MOST_NOTICE_BYTES:
        raise NoticeNotTrusted("too large")
    try:
        stripe.WebhookSignature.verify_header(content, signature, secret, TOLERANCE_SECONDS)
    except (stripe.SignatureVerificationError, UnicodeDecodeError) as error:
        raise NoticeNotTrusted("the signature does not fit, or is too old") from error
    event = _decoded(content)
    thing = event.get("data", {}).get("object", {}) if isinstance(event.get("data"), dict) else {}
    metadata = thing.get("metadata") if isinstance(thing, dict) else None
    ours = metadata if isinstance(metadata, dict) else {}
    payment, method = _identity(ours.get(OUR_PAYMENT)), _identity(ours.get(OUR_METHOD))
    return Notice(
        name=str(event["id"])[:255],
        kind=str(event.get("type", ""))[:100],
        payment=PaymentId(payment) if payment else None,
        method=MethodId(method) if method else None,
    )


def _decoded(content: bytes) -> dict[str, Any]:
    try:
        event = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise NoticeNotTrusted("it is no JSON") from error
    if not isinstance(event, dict) or not isinstance(event.get("id"), str) or not event["id"]:
        raise NoticeNotTrusted("it is no event")
    return event


def _identity(text: object) -> UUID | None:
    try:
        return UUID(text) if isinstance(text, str) else None
    except ValueError:
        return None
