"""What can happen to an order."""

from dataclasses import dataclass

from domain.aggregate import DomainEvent
from domain.identity import OrderId, StationId


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderChanged(DomainEvent):
    """An order is in another state."""

    order: OrderId
    station: StationId
    instruction: str
    state: str
