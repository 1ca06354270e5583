"""What can happen to a price list."""

from dataclasses import dataclass
from enum import StrEnum

from domain.aggregate import DomainEvent
from domain.description import Change
from domain.identity import TariffId


class TariffChange(StrEnum):
    """What somebody did to a price list."""

    CREATED = "created"
    REVISED = "revised"
    """Its next edition was drafted."""
    EDITED = "edited"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class TariffChanged(DomainEvent):
    """An operator has changed prices, or what becomes of them; `what` names what differs."""

    tariff: TariffId
    name: str
    edition: int
    change: TariffChange
    what: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TariffAssignmentChanged(DomainEvent):
    """An operator has said where, when and for whom a price list holds."""

    assignment: str
    tariff: TariffId
    target: str
    change: Change
