"""Orders as they are shown."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from application.views.remote_control import OrderView, OutcomeView
from application.views.rendering.plain import plain_value, words_of
from domain.instruction import ChangeSettings, Instruction, Order, Outcome, RawCall, ReadSettings


def order_view(order: Order) -> OrderView:
    """As shown."""
    return OrderView(
        id=order.id,
        station=order.station,
        instruction=instruction_view(order.instruction),
        state=order.state,
        priority=int(order.priority),
        ordered_at=order.ordered_at,
        expires_at=order.expires_at,
        sent_at=order.sent_at,
        answered_at=order.answered_at,
        confirmed_at=order.confirmed_at,
        outcome=outcome_view(order.outcome),
        ordered_by=order.ordered_by,
        batch=order.batch,
        version=order.version,
    )


def outcome_view(outcome: Outcome | None) -> OutcomeView | None:
    """As shown."""
    if outcome is None:
        return None
    return OutcomeView(
        verdict=outcome.verdict, status=outcome.status, details=dict(outcome.details)
    )


HIDDEN: Mapping[type[Any], Callable[[Any], dict[str, Any]]] = MappingProxyType(
    {
        # Values and payloads may hold passwords: what was asked for is shown, not with what.
        ChangeSettings: lambda i: {"keys": [plain_value(key) for key, _ in i.values]},
        ReadSettings: lambda i: {"keys": [plain_value(key) for key in i.keys]},
        RawCall: lambda i: {"action": i.action},
    }
)


def instruction_view(instruction: Instruction) -> dict[str, Any]:
    """Its type and its particulars, without what may be secret."""
    kind = type(instruction)
    show = HIDDEN.get(kind)
    particulars = show(instruction) if show else plain_value(instruction)
    return {"type": words_of(kind.__name__), **particulars}
