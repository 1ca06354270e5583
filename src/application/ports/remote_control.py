"""How orders are kept, and how they reach a station."""

from datetime import datetime
from typing import Protocol

from domain.identity import OrderId, StationId
from domain.instruction import Instruction, Order, Outcome


class Orders(Protocol):
    """The tenant's orders."""

    async def find(self, order: OrderId) -> Order | None:
        """That order, or None."""
        ...

    async def get(self, order: OrderId) -> Order:
        """That order; raises NotFound."""
        ...

    async def queued_for(self, station: StationId, limit: int) -> tuple[Order, ...]:
        """Queued orders of the station: most urgent first, then oldest."""
        ...

    async def stations_waiting(self) -> frozenset[StationId]:
        """All stations that have queued orders."""
        ...

    async def unconfirmed(self, station: StationId, kind: type[Instruction]) -> tuple[Order, ...]:
        """Orders of that kind whose effect may still be seen; the oldest first."""
        ...

    async def overdue(
        self, queued_until: datetime, sent_before: datetime, limit: int
    ) -> tuple[Order, ...]:
        """Queued ones that expired by the first time, and sent ones older than the second."""
        ...

    async def waiting(self, station: StationId) -> int:
        """How many orders of the station are queued or sent."""
        ...

    async def next_number(self) -> int:
        """A positive 32 bit number for a request to a station; never given twice."""
        ...

    def save(self, order: Order) -> None:
        """Write it, and its events, with the next commit."""
        ...


class StationLine(Protocol):
    """The line to a connected station, whatever it speaks and whichever node holds it."""

    async def ask(self, station: StationId, instruction: Instruction) -> Outcome:
        """Give the instruction and wait for the answer; never raises for what stations do."""
        ...
