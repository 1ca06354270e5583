"""What is said on the live socket, by both sides."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from entrypoints.api.reading.types import Instant, TenantSlug

Topic = Literal["stations", "sessions", "commands", "payments", "frames", "events"]

Item = Any
"""A thing of whatever topic, as REST shows it."""

Number = Annotated[int, Meta(ge=0, le=2**63 - 1)]


class Hello(msgspec.Struct, tag="hello", forbid_unknown_fields=True):
    """Who listens, where the key did not come as a subprotocol."""

    token: Annotated[str, Meta(max_length=512)]
    tenant: TenantSlug | None = None
    """For keys of the platform."""


class Resume(msgspec.Struct, forbid_unknown_fields=True):
    """What the listener has seen: number and time of the last message he got."""

    number: Number
    at: Instant


class Subscribe(msgspec.Struct, tag="subscribe", forbid_unknown_fields=True):
    """What he wants to hear from now on; it replaces what he wanted before."""

    topics: Annotated[tuple[Topic, ...], Meta(min_length=1, max_length=6)]
    stations: Annotated[tuple[UUID, ...], Meta(max_length=1000)] = ()
    """Of these stations alone; without, of all."""
    resume: Resume | None = None
    tenant: TenantSlug | None = None
    """For keys of the platform that came as a subprotocol; the first time only."""


class Ping(msgspec.Struct, tag="ping", forbid_unknown_fields=True):
    """Is anybody there?"""


Said = Hello | Subscribe | Ping


class Snapshot(msgspec.Struct, tag="snapshot"):
    """A part of what is: all stations, open sessions, commands and payments that wait."""

    topic: Topic
    number: int
    items: tuple[Item, ...]


class Current(msgspec.Struct, tag="current"):
    """All up to this number has been told. Comes after a snapshot, and from time to time."""

    number: int
    at: datetime


class Change(msgspec.Struct, tag="change"):
    """One thing as it is now; None when it is no more."""

    topic: Topic
    number: int
    at: datetime
    id: UUID
    item: Item


class Frame(msgspec.Struct, tag="frame"):
    """One message on a station's line."""

    at: datetime
    item: Item


class Happened(msgspec.Struct, tag="event"):
    """Something became true: what, by whom, as `GET /events` shows it."""

    number: int
    at: datetime
    item: Item


class Lagging(msgspec.Struct, tag="lagging"):
    """You read too slowly: changes were passed over, a fresh snapshot follows."""


class Pong(msgspec.Struct, tag="pong"):
    """Somebody is."""


class Refused(msgspec.Struct, tag="refused"):
    """What was said cannot be understood, or is not allowed."""

    detail: str


written = msgspec.json.Encoder(decimal_format="number").encode
"""As it is sent: exact numbers, as in REST."""
