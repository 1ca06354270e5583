"""Payment: money held for a session, charged by its record, given back when that is credited."""

from domain.payment.amounts import less, lesser, minor_units, nothing, of_minor_units
from domain.payment.card_numbers import holds_card_number
from domain.payment.events import (
    ErrandRefused,
    MethodKept,
    PaymentAuthorized,
    PaymentCaptured,
    PaymentEnded,
    PaymentEvent,
    PaymentFellShort,
    PaymentRefunded,
    PaymentRequested,
    PaymentStuck,
)
from domain.payment.holding import hold_by_tariff
from domain.payment.identity import MethodId, PaymentId
from domain.payment.method import MethodState, StoredMethod
from domain.payment.payment import START_WITHIN, Payment
from domain.payment.standing import Hold, Standing
from domain.payment.state import COLLECTED, EMPTY, MOVES, Happening, PaymentState, moved
from domain.payment.task import ALARM_AFTER, WAITS, Errand, Task
from domain.payment.terms import PaymentTerms, TypicalCharge

__all__ = [
    "ALARM_AFTER",
    "COLLECTED",
    "EMPTY",
    "MOVES",
    "START_WITHIN",
    "WAITS",
    "Errand",
    "ErrandRefused",
    "Happening",
    "Hold",
    "MethodId",
    "MethodKept",
    "MethodState",
    "Payment",
    "PaymentAuthorized",
    "PaymentCaptured",
    "PaymentEnded",
    "PaymentEvent",
    "PaymentFellShort",
    "PaymentId",
    "PaymentRefunded",
    "PaymentRequested",
    "PaymentState",
    "PaymentStuck",
    "PaymentTerms",
    "Standing",
    "StoredMethod",
    "Task",
    "TypicalCharge",
    "hold_by_tariff",
    "holds_card_number",
    "less",
    "lesser",
    "minor_units",
    "moved",
    "nothing",
    "of_minor_units",
]
