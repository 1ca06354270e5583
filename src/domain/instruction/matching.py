"""Which order an effect belongs to: close enough that no older order is confirmed by mistake.

| effect | what must fit |
|---|---|
| a start that names our number (2.x) | the number, or the transaction that the answer named |
| a start that names none (1.6) | token, EVSE where one was asked for, and the time |
| a boot | after the answer; the reason where the station tells one, else the time |
| what waits for a reboot | after the answer, and a boot that is one |
| a new password in use | that it was made between the order's sending and its answer |

An order that was refused, or never sent, has no effect; the stores leave it out already.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.identity import TransactionReference
from domain.instruction.instructions import RemoteStart, Reset
from domain.instruction.order import Order, OrderState
from domain.instruction.outcome import Verdict
from domain.token import folded

START_WITHIN = timedelta(minutes=10)
"""So long after the order the driver may plug in; stations give up sooner (ConnectionTimeOut)."""

CLOCKS_DIFFER = timedelta(minutes=5)
"""A start may seem so much earlier than its order; a clock that is further off raises an alarm."""

BOOT_WITHIN = timedelta(hours=1)
"""So long a station may take until it has booted, where it does not tell why it did."""

RESET_REASONS = frozenset({"RemoteReset", "ScheduledReset"})
"""Boots that were asked for (2.x BootReasonEnumType)."""

NO_REASON = frozenset({None, "", "Unknown"})

NO_REBOOT = "Triggered"
"""A boot message that was asked for by TriggerMessage: the station has been running on."""


@dataclass(frozen=True, slots=True)
class Start:
    """A session's start, as far as it tells who asked for it."""

    reference: TransactionReference
    self_named: bool
    """Whether the station names its transactions (2.x), and so the orders that it carries out."""
    number: int | None
    token: str | None
    evse: int | None
    at: datetime
    """By the station's clock."""
    heard: datetime
    """By ours."""


def order_of_start(orders: Iterable[Order], start: Start) -> Order | None:
    """The order that asked for it: the one that names the EVSE first, then accepted, then old."""
    fitting = [order for order in orders if _asked_for(order, start)]
    return min(fitting, key=_least_doubtful, default=None)


def _asked_for(order: Order, start: Start) -> bool:
    asked = order.instruction
    if not isinstance(asked, RemoteStart):
        return False
    if start.number is not None:
        return asked.number == start.number
    if start.self_named:
        named = order.outcome.details.get("transaction") if order.outcome else None
        return named == start.reference
    same_token = start.token is not None and folded(start.token) == folded(asked.token)
    return same_token and asked.evse in {None, start.evse} and _in_time(order, start)


def _in_time(order: Order, start: Start) -> bool:
    """One told before the order was sent, or begun well before it and told late, is another."""
    sent = order.sent_at
    return (
        sent is not None
        and start.heard >= sent
        and sent - CLOCKS_DIFFER <= start.at <= sent + START_WITHIN
    )


def _least_doubtful(order: Order) -> tuple[bool, bool, datetime]:
    asked = order.instruction
    anywhere = isinstance(asked, RemoteStart) and asked.evse is None
    return anywhere, order.state is not OrderState.ACCEPTED, order.ordered_at


def reset_by(order: Order, booted: datetime, reason: str | None) -> bool:
    """Whether a boot of the whole station is the effect of that reset.

    A boot does away with every reset that was asked for before it, not with the oldest alone.
    """
    asked, since = order.instruction, order.answered_at or order.sent_at
    if not isinstance(asked, Reset) or asked.evse is not None or since is None:
        return False
    if order.state is OrderState.TIMED_OUT:
        since = order.sent_at or since
    if booted < since:
        return False
    if reason in NO_REASON:
        return booted <= since + BOOT_WITHIN
    return reason in RESET_REASONS


def taken_over_by(order: Order, booted: datetime, reason: str | None) -> bool:
    """Whether a boot has brought into force what the station had taken for after its reboot."""
    waits = order.outcome is not None and order.outcome.verdict is Verdict.REBOOT_REQUIRED
    answered = order.answered_at
    return waits and reason != NO_REBOOT and answered is not None and booted >= answered


def proposed_by(order: Order, proposed: datetime) -> bool:
    """Whether a new password of that time was made for this order.

    A station is given one order after the other, so the times leave no doubt.
    """
    sent, answered = order.sent_at, order.answered_at
    return sent is not None and sent <= proposed and (answered is None or proposed <= answered)
