"""Which events change which things: one table, and how the things are then read."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple
from uuid import UUID

from application.ports.stores import StoredEvent
from application.views.bundle import TenantViews
from application.views.charging import SessionFilter
from application.views.paging import Page, Position, Slice
from application.views.payment import PaymentFilter
from application.views.provisioning import StationFilter
from application.views.remote_control import OrderFilter
from application.views.rendering import event_view
from domain.aggregate import DomainEvent
from domain.instruction import OrderChanged
from domain.payment import PaymentEvent
from domain.session import ReportDecided
from domain.session.events import SessionEvent
from domain.station import (
    CredentialsAttacked,
    ReportRefused,
    SecretReplaced,
    SecretTaken,
    SecurityEventReported,
    StopUnmatched,
)
from domain.station.events import StationEvent
from entrypoints.api.live.messages import Happened, Item, Topic

PAGE = 500


class Thing(NamedTuple):
    """Something that can change."""

    topic: Topic
    id: UUID


SUBJECTS: Mapping[type[DomainEvent], tuple[Topic, str]] = MappingProxyType(
    {
        StationEvent: ("stations", "station"),
        SessionEvent: ("sessions", "session"),
        ReportDecided: ("sessions", "session"),
        OrderChanged: ("commands", "order"),
        PaymentEvent: ("payments", "payment"),
    }
)
"""Kind of event → topic, and the field that names what changed."""

CHANGES_NOTHING = frozenset(
    {
        CredentialsAttacked,
        ReportRefused,
        SecretReplaced,
        SecretTaken,
        SecurityEventReported,
        StopUnmatched,
    }
)
"""Events of a station that leave it as it is."""


def changed_by(event: DomainEvent) -> Thing | None:
    """What an event changes, or None."""
    if type(event) in CHANGES_NOTHING:
        return None
    for kind, (topic, field) in SUBJECTS.items():
        if isinstance(event, kind) and (changed := getattr(event, field)) is not None:
            return Thing(topic, changed)
    return None


def happened(stored: StoredEvent, now: datetime) -> Happened:
    """An event as listeners are told of it."""
    return Happened(stored.number, now, event_view(stored.number, stored.event))


async def read(views: TenantViews, topic: Topic, ids: Sequence[UUID]) -> dict[UUID, Any]:
    """Those things as they are now."""
    many: dict[str, Any] = {
        "stations": views.stations.many,
        "sessions": views.sessions.many,
        "commands": views.orders.many,
        "payments": views.payments.many,
    }
    return {item.id: item for item in await many[topic](ids)}


async def page(views: TenantViews, topic: Topic, after: Position | None) -> Page[Item]:
    """A page of what a snapshot of the topic shows."""
    if topic == "stations":
        return await views.stations.page(Slice(PAGE, after, "identity"), StationFilter())
    if topic == "sessions":
        return await views.sessions.page(Slice(PAGE, after, "began"), SessionFilter(open=True))
    if topic == "payments":
        wanted = Slice(PAGE, after, "created")
        return await views.payments.page(wanted, PaymentFilter(waiting=True))
    wanted = Slice(PAGE, after, "ordered")
    return await views.orders.page(wanted, OrderFilter(waiting=True))


def station_of(topic: Topic, item: Item) -> UUID:
    """The station that a thing belongs to."""
    station: UUID = item.id if topic == "stations" else item.station
    return station
