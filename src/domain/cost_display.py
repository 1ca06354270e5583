"""Whether drivers see at the station what their charge costs, and how often."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from domain.aggregate import Aggregate
from domain.errors import Invalid
from domain.identity import SessionId, StationId, TenantId

SHORTEST, LONGEST = timedelta(seconds=10), timedelta(hours=1)

FINAL_WITHIN = timedelta(minutes=10)
"""So long after the end the driver may still be there to read the total (I03, remarks)."""


class CostMode(StrEnum):
    """What a driver is shown."""

    OFF = "off"
    TOTAL = "total"
    """The total at the end."""
    RUNNING = "running"
    """Also what it costs so far, again and again."""


@dataclass(frozen=True, slots=True)
class CostDisplay:
    """The operator's choice, for all of his stations or for one."""

    mode: CostMode = CostMode.TOTAL
    interval: timedelta = timedelta(minutes=1)
    """Between two tellings of the cost so far: each is a message to the station."""
    least_change: Decimal = Decimal(0)
    """In units of the currency; a smaller change is not told."""

    def __post_init__(self) -> None:
        if not SHORTEST <= self.interval <= LONGEST:
            raise Invalid("cost_display/interval_seconds", "use 10 to 3600 seconds")
        if not (self.least_change.is_finite() and self.least_change >= 0):
            raise Invalid("cost_display/least_change", "use 0 or more")

    def worth_telling(self, told: Decimal | None, now: Decimal) -> bool:
        """Whether the driver should hear of a cost of `now` after one of `told`."""
        if told is None:
            return True
        return told != now and abs(now - told) >= self.least_change


DEFAULT_DISPLAY = CostDisplay()


@dataclass(slots=True, kw_only=True)
class ShownCost(Aggregate):
    """What the driver of one session was last told of its cost."""

    session: SessionId
    tenant: TenantId
    station: StationId
    amount: Decimal | None = None
    told_at: datetime | None = None
    next_at: datetime
    """When the cost is looked at again."""
    final: bool = False
    """Whether that was the total: nothing follows."""

    def tell(self, amount: Decimal, at: datetime, *, final: bool = False) -> None:
        """He is told now."""
        self.amount, self.told_at, self.final = amount, at, final
