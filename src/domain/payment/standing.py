"""Standing: what a provider says of a payment, whole, each time it is asked.

A word of the provider never says what has changed but how things are, so it does not matter how
often it is told, nor what was heard before it.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from domain.quantities import Money


class Hold(StrEnum):
    """How the provider has the money."""

    OPEN = "open"
    """Nobody has agreed yet."""
    HELD = "held"
    CAPTURED = "captured"
    RELEASED = "released"
    EXPIRED = "expired"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The provider's own names for things, and the amounts as it has them."""

    hold: Hold
    reference: str | None = None
    """What the provider calls the hold and what comes of it."""
    checkout: str | None = None
    """What it calls its page."""
    url: str | None = field(default=None, repr=False)
    """Where the driver agrees, on the provider's page. Whoever has it can pay, and see how much."""
    held: Money | None = None
    held_until: datetime | None = None
    captured: Money | None = None
    refunded: Money | None = None
    instrument: str = ""
    """What was paid with, as a driver recognizes it: a brand and four digits."""
    email: str = field(default="", repr=False)
    """That the driver gave on the provider's page, for his receipt."""
    reason: str = ""
    """Why it was refused, in the provider's words."""
