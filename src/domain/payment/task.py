"""Task: something that a provider shall do, kept until it is done or refused."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from domain.quantities import Money

WAITS = tuple(timedelta(seconds=s) for s in (5, 15, 60, 300, 900, 1800, 3600))
"""How long it rests after each attempt; the last one holds for all that follow."""

ALARM_AFTER = 6
"""At this attempt, about twenty minutes after the first, somebody should look."""


class Errand(StrEnum):
    """What is wanted of the provider."""

    CHECKOUT = "checkout"
    """A page on which a driver agrees to a hold."""
    AUTHORIZE = "authorize"
    """A hold on a kept method of payment."""
    CAPTURE = "capture"
    RELEASE = "release"
    REFUND = "refund"
    LOOK = "look"
    """How do things stand?"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One errand. It is repeated under the same key, so that it is done once."""

    errand: Errand
    number: int
    """Its number within the payment."""
    due_at: datetime
    """When it may be tried, or tried again."""
    amount: Money | None = None
    attempts: int = 0
    turn: int = 0
    """Raised when the provider has answered that it broke: it would answer the same key likewise
    for ever. It is asked how things stand before a key is changed."""
    trouble: str = ""
    """Why the last attempt was no success."""

    @property
    def repeated(self) -> bool:
        """Whether an earlier attempt may have been a success that nobody told us of."""
        return self.attempts > 1

    def begun(self, at: datetime) -> Self:
        """Under way; unless it is heard of again it is tried later."""
        wait = WAITS[min(self.attempts, len(WAITS) - 1)]
        return replace(self, attempts=self.attempts + 1, due_at=at + wait)

    def troubled(self, why: str, *, broke: bool) -> Self:
        """Not done."""
        return replace(self, trouble=why, turn=self.turn + 1 if broke else self.turn)
