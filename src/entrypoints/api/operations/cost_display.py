"""What callers say of how drivers see their cost."""

from datetime import timedelta
from decimal import Decimal
from typing import Annotated

import msgspec
from msgspec import Meta

from domain.cost_display import CostDisplay, CostMode
from entrypoints.api.reading.types import Price


class CostDisplayDraft(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What drivers see at a station that can show it of what their charge costs."""

    mode: CostMode = CostMode.TOTAL
    """Nothing, the total at the end, or also the cost so far."""
    interval_seconds: Annotated[int, Meta(ge=10, le=3600)] = 60
    """Between two tellings of the cost so far: each is a message to the station."""
    least_change: Price = "0"
    """A smaller change is not told."""

    def chosen(self) -> CostDisplay:
        """As the domain has it."""
        return CostDisplay(
            mode=self.mode,
            interval=timedelta(seconds=self.interval_seconds),
            least_change=Decimal(self.least_change),
        )
