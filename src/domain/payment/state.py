"""The state machine of a payment: a table, in which an illegal move is an absent key."""

from enum import StrEnum
from types import MappingProxyType

from domain.errors import NotPossibleNow


class PaymentState(StrEnum):
    """Where a payment stands."""

    REQUESTED = "requested"
    """Somebody is to agree to it: on the provider's page, or the provider for a kept method."""
    AUTHORIZED = "authorized"
    """The amount is held; nothing is charged yet."""
    CAPTURED = "captured"
    """All that was due is charged, and the rest of the hold is let go."""
    PARTLY_CAPTURED = "partly_captured"
    """What was held is charged, and it was less than was due: there is a shortfall."""
    PARTLY_REFUNDED = "partly_refunded"
    REFUNDED = "refunded"
    DECLINED = "declined"
    """Whoever guards the money said no."""
    EXPIRED = "expired"
    """Nobody agreed in time, or the hold ended before anything was charged."""
    CANCELLED = "cancelled"
    """Taken back before anything was charged."""
    FAILED = "failed"
    """It cannot be done, and the reason is kept."""


class Happening(StrEnum):
    """What may move a payment."""

    AUTHORIZES = "authorizes"
    DECLINES = "declines"
    EXPIRES = "expires"
    CANCELS = "cancels"
    FAILS = "fails"
    CAPTURES = "captures"
    FALLS_SHORT = "falls_short"
    REFUNDS_PARTLY = "refunds_partly"
    REFUNDS = "refunds"


_CHARGED = {
    Happening.CAPTURES: PaymentState.CAPTURED,
    Happening.FALLS_SHORT: PaymentState.PARTLY_CAPTURED,
}

MOVES = MappingProxyType(
    {
        (PaymentState.REQUESTED, Happening.AUTHORIZES): PaymentState.AUTHORIZED,
        (PaymentState.REQUESTED, Happening.DECLINES): PaymentState.DECLINED,
        (PaymentState.REQUESTED, Happening.EXPIRES): PaymentState.EXPIRED,
        (PaymentState.REQUESTED, Happening.CANCELS): PaymentState.CANCELLED,
        (PaymentState.REQUESTED, Happening.FAILS): PaymentState.FAILED,
        (PaymentState.AUTHORIZED, Happening.CANCELS): PaymentState.CANCELLED,
        (PaymentState.AUTHORIZED, Happening.EXPIRES): PaymentState.EXPIRED,
        (PaymentState.AUTHORIZED, Happening.FAILS): PaymentState.FAILED,
        # A charge that is learnt of late stands all the same, whatever was given up meanwhile.
        **{
            (state, happening): to
            for state in (
                PaymentState.AUTHORIZED,
                PaymentState.EXPIRED,
                PaymentState.CANCELLED,
                PaymentState.FAILED,
                PaymentState.DECLINED,
            )
            for happening, to in _CHARGED.items()
        },
        (PaymentState.CAPTURED, Happening.REFUNDS_PARTLY): PaymentState.PARTLY_REFUNDED,
        (PaymentState.CAPTURED, Happening.REFUNDS): PaymentState.REFUNDED,
        (PaymentState.PARTLY_CAPTURED, Happening.REFUNDS_PARTLY): PaymentState.PARTLY_REFUNDED,
        (PaymentState.PARTLY_CAPTURED, Happening.REFUNDS): PaymentState.REFUNDED,
        (PaymentState.PARTLY_REFUNDED, Happening.REFUNDS_PARTLY): PaymentState.PARTLY_REFUNDED,
        (PaymentState.PARTLY_REFUNDED, Happening.REFUNDS): PaymentState.REFUNDED,
    }
)
"""(state, happening) → state."""

COLLECTED = frozenset(
    {
        PaymentState.CAPTURED,
        PaymentState.PARTLY_CAPTURED,
        PaymentState.PARTLY_REFUNDED,
        PaymentState.REFUNDED,
    }
)
"""Money has changed hands."""

EMPTY = frozenset(
    {
        PaymentState.DECLINED,
        PaymentState.EXPIRED,
        PaymentState.CANCELLED,
        PaymentState.FAILED,
    }
)
"""It is over, and nothing was charged."""


def moved(state: PaymentState, happening: Happening) -> PaymentState:
    """Where `happening` leads from `state`.

    Raises:
        NotPossibleNow: nowhere.
    """
    to = MOVES.get((state, happening))
    if to is None:
        raise NotPossibleNow(f"The payment is {state.replace('_', ' ')}.")
    return to
