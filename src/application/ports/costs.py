"""What drivers were shown of what their sessions cost, for the tenant of the scope."""

from datetime import datetime
from typing import Protocol

from domain.cost_display import CostDisplay, ShownCost
from domain.identity import SessionId


class ShownCosts(Protocol):
    """One for each session whose driver was shown its cost."""

    async def find(self, session: SessionId) -> ShownCost | None:
        """What was shown of that session, or None."""
        ...

    async def due(self, at: datetime, default: CostDisplay, limit: int) -> tuple[SessionId, ...]:
        """Open sessions whose cost is to be looked at by then, the longest overdue first.

        Only such with a tariff, at stations that are on the line, that show the cost so far by
        their own choice or by `default`, and that have said that they can (`domain.station`).
        """
        ...

    def save(self, shown: ShownCost) -> None:
        """Write it with the next commit."""
        ...
