"""Order: one instruction given to one station, followed until its effect is seen."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from types import MappingProxyType

from domain.aggregate import Aggregate
from domain.errors import NotPossibleNow
from domain.identity import OrderId, StationId, TenantId
from domain.instruction.events import OrderChanged
from domain.instruction.instructions import (
    AskTransactionStatus,
    Instruction,
    RemoteStart,
    RemoteStop,
    Reset,
    RotateSecret,
    Unlock,
)
from domain.instruction.outcome import Outcome, Verdict


class OrderState(StrEnum):
    """Where an order stands. From SENT on the station may have acted on it."""

    QUEUED = "queued"
    SENT = "sent"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    TIMED_OUT = "timed_out"
    STATION_OFFLINE = "station_offline"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    CONFIRMED = "confirmed"


class Priority(IntEnum):
    """Which order goes first where several wait for one station (fine point 33)."""

    STOP = 0
    START = 1
    SAFETY = 2
    NORMAL = 3
    REPORT = 4


PRIORITIES = MappingProxyType(
    {
        RemoteStop: Priority.STOP,
        RemoteStart: Priority.START,
        Unlock: Priority.SAFETY,
        Reset: Priority.SAFETY,
        AskTransactionStatus: Priority.REPORT,
    }
)

_STATE_OF = MappingProxyType(
    {
        Verdict.TIMED_OUT: OrderState.TIMED_OUT,
        Verdict.STATION_OFFLINE: OrderState.STATION_OFFLINE,
        Verdict.EXPIRED: OrderState.EXPIRED,
    }
)

FOLLOWED_UP = frozenset({RemoteStart, RemoteStop, Reset})
"""Whose acceptance is only a promise: the session's start or end, or the boot, confirms it.

So is any acceptance for later: what is scheduled, or waits for a reboot, is not done yet."""

PROVEN_BY_EFFECT = frozenset({RotateSecret})
"""Whose effect can have no other cause: seen, it counts even after the line was lost."""

UNSEEN = frozenset({OrderState.SENT, OrderState.ACCEPTED, OrderState.TIMED_OUT})
"""Where the effect of an order may still be seen."""


def unseen_states(kind: type[Instruction]) -> frozenset[OrderState]:
    """Where the effect of an order of that kind may still be seen."""
    return UNSEEN | {OrderState.STATION_OFFLINE} if kind in PROVEN_BY_EFFECT else UNSEEN


def priority_of(instruction: Instruction) -> Priority:
    """How urgent an instruction is."""
    return PRIORITIES.get(type(instruction), Priority.NORMAL)


@dataclass(slots=True, kw_only=True)
class Order(Aggregate):
    """queued → sent → accepted, rejected, timed out or offline → confirmed by its effect."""

    id: OrderId
    tenant: TenantId
    station: StationId
    instruction: Instruction
    state: OrderState = OrderState.QUEUED
    priority: Priority
    ordered_at: datetime
    expires_at: datetime
    """Until when it may be sent; after that it has expired unsent."""
    sent_at: datetime | None = None
    answered_at: datetime | None = None
    confirmed_at: datetime | None = None
    outcome: Outcome | None = None
    ordered_by: str = ""
    batch: OrderId | None = None
    """The first order of the batch that it was given with."""

    @property
    def waiting(self) -> bool:
        """Whether an answer may still come."""
        return self.state in {OrderState.QUEUED, OrderState.SENT}

    def announce(self, at: datetime) -> None:
        """It waits for its station now."""
        self._become(OrderState.QUEUED, at)

    def send(self, at: datetime) -> None:
        """It goes to the station now.

        Raises:
            NotPossibleNow: it is no longer queued, or has expired.
        """
        if self.state is not OrderState.QUEUED:
            raise NotPossibleNow(f"The order is {self.state}.")
        if at >= self.expires_at:
            raise NotPossibleNow("The order has expired.")
        self.sent_at = at
        self._become(OrderState.SENT, at)

    def answer(self, outcome: Outcome, at: datetime) -> None:
        """What became of it. The first outcome stands; a late answer changes nothing."""
        if not self.waiting:
            return
        self.outcome = outcome
        self.answered_at = at
        granted = OrderState.ACCEPTED if outcome.granted else OrderState.REJECTED
        self._become(_STATE_OF.get(outcome.verdict, granted), at)
        at_once = outcome.verdict is Verdict.ACCEPTED
        if at_once and type(self.instruction) not in FOLLOWED_UP:
            self.confirm(at)

    def confirm(self, at: datetime) -> None:
        """Its effect was seen; that counts even if the answer never came."""
        if self.state in unseen_states(type(self.instruction)):
            self.confirmed_at = at
            self._become(OrderState.CONFIRMED, at)

    def cancel(self, at: datetime) -> None:
        """Take it back while it has not been sent.

        Raises:
            NotPossibleNow: it was sent already.
        """
        if self.state is not OrderState.QUEUED:
            raise NotPossibleNow(f"The order is {self.state}; only a queued one can be cancelled.")
        self._become(OrderState.CANCELLED, at)

    def _become(self, state: OrderState, at: datetime) -> None:
        self.state = state
        self.cause(
            OrderChanged(
                tenant=self.tenant,
                at=at,
                order=self.id,
                station=self.station,
                instruction=type(self.instruction).__name__,
                state=state,
            )
        )
