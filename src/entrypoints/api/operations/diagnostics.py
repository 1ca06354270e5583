"""What stations said and were told, and what happened."""

from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta

from application.views.diagnostics import EventFilter, EventView, FrameFilter, FrameView
from application.views.paging import Page
from entrypoints.api.call import Call
from entrypoints.api.operation import Block
from entrypoints.api.reading.types import Identity, Instant, PageQuery, Search, utc
from entrypoints.api.shown import listing

frames = Block("frames", "What each station said and was told, message by message.")
events = Block("events", "What became true, in the order in which it became visible.")

Action = Annotated[str, Meta(min_length=1, max_length=60, pattern=r"^[^\x00-\x1f\x7f]*$")]
EventKind = Annotated[str, Meta(min_length=1, max_length=60, pattern=r"^[a-z_]+$")]


class FramesQuery(PageQuery):
    """Filters and order."""

    station: Identity | None = None
    action: Action | None = None
    """The protocol's own name of the message."""
    direction: Literal["inbound", "outbound"] | None = None
    """Inbound is what the station said."""
    kind: Literal["call", "result", "error", "result_error", "send", "malformed"] | None = None
    since: Instant | None = None
    until: Instant | None = None
    text: Search | None = None
    """A part of the message, in any letter case."""
    sort: Literal["-at", "at"] = "-at"


@frames.operation("GET /frames", answers=Page[FrameView])
async def list_frames(call: Call, query: FramesQuery) -> object:
    """List messages on the stations' lines, the newest first.

    - A request comes with its answer, where there is one.
    - Secrets are blanked before a message is kept.
    - The log keeps a limited time, and under overload not every message.
    """
    chosen = FrameFilter(
        station=query.station,
        action=query.action,
        inbound=None if query.direction is None else query.direction == "inbound",
        kind=query.kind,
        since=utc(query.since),
        until=utc(query.until),
        text=query.text,
    )
    return await listing(query, lambda wanted: call.views.frames.page(wanted, chosen))


class EventsQuery(PageQuery):
    """Filters and order."""

    kind: Annotated[tuple[EventKind, ...], Meta(max_length=20)] = ()
    """Any of these; repeat the parameter for several."""
    station: UUID | None = None
    session: UUID | None = None
    command: UUID | None = None
    by: Search | None = None
    """A part of who caused it, in any letter case."""
    alarm: bool | None = None
    """Whether somebody should look at it now."""
    since: Instant | None = None
    until: Instant | None = None
    sort: Literal["-number", "number"] = "-number"


@events.operation("GET /events", answers=Page[EventView])
async def list_events(call: Call, query: EventsQuery) -> object:
    """List what happened, the newest first.

    - To follow it, ask with `sort=number` and the last cursor, or use `WS /api/v1/live`.
    """
    chosen = EventFilter(
        kinds=query.kind,
        station=query.station,
        session=query.session,
        order=query.command,
        by=query.by,
        alarm=query.alarm,
        since=utc(query.since),
        until=utc(query.until),
    )
    return await listing(query, lambda wanted: call.views.events.page(wanted, chosen))
