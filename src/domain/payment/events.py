"""What can happen to a payment."""

from dataclasses import dataclass

from domain.aggregate import DomainEvent
from domain.identity import SessionId, StationId
from domain.payment.identity import MethodId, PaymentId
from domain.quantities import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentEvent(DomainEvent):
    """Something about one payment."""

    payment: PaymentId
    station: StationId
    session: SessionId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRequested(PaymentEvent):
    """Somebody wants to charge and pay for it."""

    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentAuthorized(PaymentEvent):
    """The amount is held."""

    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentCaptured(PaymentEvent):
    """The amount was charged."""

    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentFellShort(PaymentEvent):
    """Less could be charged than was due; `missing` is owed."""

    missing: Money
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRefunded(PaymentEvent):
    """In total so much was given back."""

    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentEnded(PaymentEvent):
    """It is over and nothing was charged: declined, expired, cancelled or failed."""

    state: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentStuck(PaymentEvent):
    """The provider has not done an errand after many attempts; it is tried on and on."""

    errand: str
    attempts: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrandRefused(PaymentEvent):
    """The provider will not do an errand: somebody must decide."""

    errand: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodKept(DomainEvent):
    """A driver has left a method of payment for a token."""

    method: MethodId
