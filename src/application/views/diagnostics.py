"""Views of what stations said and were told, and of what happened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from application.views.paging import Page, Slice

FRAME_SORTS = ("-at", "at")
EVENT_SORTS = ("-number", "number")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerView:
    """The answer to a request."""

    number: int
    at: datetime
    kind: str
    text: str
    duration_ms: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameView:
    """One message on a station's line, as it was; secrets are blanked."""

    number: int
    station: str
    """The station's identity."""
    at: datetime
    inbound: bool
    """Whether the station said it."""
    protocol: str
    kind: str
    """call, result, error, result_error, send or malformed."""
    message_id: str
    action: str
    text: str
    duration_ms: float | None
    """From request to answer, with the answer."""
    answer: AnswerView | None
    """Of a request, where it came and is in the log."""


def duration_ms(measured: float | None, asked: datetime, answered: datetime) -> float:
    """From a request to its answer: as it was measured, else by the times in the log."""
    return (answered - asked).total_seconds() * 1000 if measured is None else measured


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameFilter:
    """Which frames."""

    station: str | None = None
    """Its identity."""
    action: str | None = None
    inbound: bool | None = None
    kind: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    text: str | None = None
    """A part of the message, in any letter case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """Something that became true."""

    number: int
    """Rises in the order in which events became visible."""
    at: datetime
    by: str | None
    """The person or program that caused it; None for what stations and rules do."""
    kind: str
    station: UUID | None
    session: UUID | None
    order: UUID | None
    alarm: str | None
    """Set where somebody should look at it now: what it is, in a few words."""
    data: Mapping[str, Any]
    """What else there is to say of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilter:
    """Which events."""

    kinds: Sequence[str] = ()
    """Any of these; all of them if there is none."""
    station: UUID | None = None
    session: UUID | None = None
    order: UUID | None = None
    by: str | None = None
    """A part of who caused it, in any letter case."""
    alarm: bool | None = None
    """Whether somebody should look at it now."""
    since: datetime | None = None
    until: datetime | None = None


class FramesView(Protocol):
    """The tenant's part of the frames log."""

    async def page(self, wanted: Slice, chosen: FrameFilter) -> Page[FrameView]:
        """Sorts: FRAME_SORTS."""
        ...

    async def after(
        self, number: int, since: datetime, stations: Sequence[str], limit: int
    ) -> tuple[FrameView, ...]:
        """The oldest frames above `number`, noted since then, of these stations (or of all).

        To follow the log live. It is lossy: what several nodes note at once may be passed over.
        """
        ...

    async def newest(self, since: datetime) -> int:
        """The highest number of frames noted since then, or 0."""
        ...


class EventsView(Protocol):
    """The tenant's events."""

    async def page(self, wanted: Slice, chosen: EventFilter) -> Page[EventView]:
        """Sorts: EVENT_SORTS."""
        ...
