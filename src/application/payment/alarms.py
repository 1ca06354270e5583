"""What an operator must not overlook of payments: event → kind of alarm, and its particulars."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from domain.aggregate import DomainEvent
from domain.payment import ErrandRefused, PaymentFellShort, PaymentStuck

STUCK_PAYMENT = "stuck payment"
UNPAID_SESSION = "unpaid session"
REFUSED_PAYMENT = "refused payment"

PAYMENT_ALARMS: Mapping[type[DomainEvent], tuple[str, Callable[[Any], str]]] = MappingProxyType(
    {
        PaymentStuck: (
            STUCK_PAYMENT,
            lambda e: f"{e.errand} after {e.attempts} attempts: {e.why}; it is tried on",
        ),
        PaymentFellShort: (
            UNPAID_SESSION,
            lambda e: f"{e.missing.amount} {e.missing.currency.code} is owed: {e.why}",
        ),
        ErrandRefused: (REFUSED_PAYMENT, lambda e: f"{e.errand}: {e.why}"),
    }
)
