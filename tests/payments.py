"""Payments to tell stories of: a hold of fifty euros for a charge at the market square."""

from datetime import timedelta
from decimal import Decimal

from tests.builders import EURO, VOLTA, at, new_id

from domain.identity import StationId
from domain.payment import Hold, Payment, PaymentId, Standing
from domain.quantities import Money


def euros(amount: str) -> Money:
    return Money(Decimal(amount), EURO)


def a_payment(*, hold: str = "50.00", minutes: float = 0, **more: object) -> Payment:
    """Requested at `minutes` after eight; the driver has half an hour to agree."""
    facts: dict[str, object] = {
        "payment": PaymentId(new_id()),
        "tenant": VOLTA,
        "station": StationId(new_id()),
        "evse": 1,
        "token": "AHTESTTESTTEST",
        "hold": euros(hold),
        "at": at(minutes),
        "expires_at": at(minutes) + timedelta(minutes=30),
    }
    return Payment.request(**{**facts, **more})


def held(amount: str = "50.00") -> Standing:
    return Standing(hold=Hold.HELD, reference="pi_1", held=euros(amount), instrument="visa 4242")


def charged(amount: str, refunded: str = "0") -> Standing:
    return Standing(
        hold=Hold.CAPTURED, reference="pi_1", captured=euros(amount), refunded=euros(refunded)
    )


def an_authorized(**more: object) -> Payment:
    """Agreed to at one minute after eight."""
    payment = a_payment(**more)
    payment.hear(held(), at(1), task=payment.begin(at(0)))
    payment.release_events()
    return payment


def a_charged(due: str = "12.00", **more: object) -> Payment:
    """Its session was charged at half past eight."""
    payment = an_authorized(**more)
    payment.settle(euros(due), at(30))
    payment.hear(charged(due), at(31), task=payment.begin(at(30)))
    payment.release_events()
    return payment
