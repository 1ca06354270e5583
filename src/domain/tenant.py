"""Tenant: one charge point operator, with the choices that are its own."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.aggregate import Aggregate, DomainEvent
from domain.cost_display import DEFAULT_DISPLAY, CostDisplay
from domain.description import Change
from domain.errors import Invalid
from domain.identity import TenantId
from domain.quantities import Currency
from domain.station.quirks import Profile

MOST_TOLERANCES = 100


@dataclass(frozen=True, slots=True)
class TenantPolicy:
    """What the operator lets happen by itself."""

    auto_provision: bool = False
    """Whether an unknown station that connects is created, pending, for someone to accept."""
    heartbeat_interval: timedelta = timedelta(minutes=5)
    silent_after: timedelta = timedelta(minutes=15)
    """A session whose station has not been heard for so long is shown as silent."""
    anonymous_charging: bool = False
    """Whether an unknown token may charge all the same (free vend)."""
    cost_display: CostDisplay = DEFAULT_DISPLAY
    """What drivers see at the stations of what their charge costs."""
    tolerances: tuple[Profile, ...] = ()
    """Kinds of stations whose faults the operator accepts, besides those that are known to all."""

    def __post_init__(self) -> None:
        if len(self.tolerances) > MOST_TOLERANCES:
            raise Invalid("tolerances", f"use {MOST_TOLERANCES} or fewer")
        if not timedelta(seconds=10) <= self.heartbeat_interval <= timedelta(days=1):
            raise Invalid("heartbeat_interval", "use 10 seconds to 1 day")
        if self.silent_after < timedelta(minutes=1):
            raise Invalid("silent_after", "use 1 minute or more")


DEFAULT_POLICY = TenantPolicy()


@dataclass(frozen=True, slots=True, kw_only=True)
class TenantChanged(DomainEvent):
    """The platform took it in, or changed its particulars; `what` names the fields that differ."""

    change: Change
    what: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class Tenant(Aggregate):
    """An operator whose stations, tokens and sessions no other operator sees."""

    id: TenantId
    name: str
    currency: Currency
    policy: TenantPolicy = DEFAULT_POLICY
    active: bool = True
    """Stations and keys of an inactive tenant are turned away; nothing of it is lost."""

    def __post_init__(self) -> None:
        if not 1 <= len(self.name) <= 100:
            raise Invalid("name", "use 1 to 100 characters")

    def note(self, change: Change, at: datetime, what: tuple[str, ...] = ()) -> None:
        """Cause the event of a change."""
        self.cause(TenantChanged(tenant=self.id, at=at, change=change, what=what))
