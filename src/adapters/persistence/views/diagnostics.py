# ruff: noqa: D102 - the ports say what each method means.
"""The log of frames, and the events."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from adapters.persistence.frames import MOST_APART
from adapters.persistence.mapping.events import EVENTS as KNOWN
from adapters.persistence.outbox import VISIBLE
from adapters.persistence.reading import Reader
from adapters.persistence.views.listing import Listing, Row, containing, number, time
from application.alarms import ALARMS
from application.views.diagnostics import (
    AnswerView,
    EventFilter,
    EventsView,
    EventView,
    FrameFilter,
    FramesView,
    FrameView,
    duration_ms,
)
from application.views.paging import Page, Slice
from application.views.rendering import event_view, words_of

# A row is one frame, or a request and its answer: two lines, whose numbers are those of the row
# and its half. Both have their place in time where the request was said.
_LINES = """
    (SELECT f.tenant_id, f.at, 2 * f.number AS number, f.at AS said_at, f.identity, f.inbound,
        f.protocol, f.kind, f.message_id, f.action, f.text,
        CASE WHEN f.answered_at IS NULL THEN f.duration_ms END AS duration_ms,
        f.duration_ms AS took, f.answered_at, f.answer_kind, f.answer
    FROM frames f
    UNION ALL
    SELECT f.tenant_id, f.at, 2 * f.number + 1, f.answered_at, f.identity, NOT f.inbound,
        f.protocol, f.answer_kind, f.message_id, f.action, f.answer, f.duration_ms,
        NULL, NULL, NULL, NULL
    FROM frames f WHERE f.answered_at IS NOT NULL)
"""
FRAMES = Listing(
    f"SELECT t.* FROM {_LINES} t WHERE t.tenant_id = $1",  # noqa: S608 - our own text
    {"at": time("t.at")},
    number("t.number"),
)
EVENTS = Listing(
    f"SELECT t.* FROM outbox t WHERE t.tenant_id = $1 AND t.number < {VISIBLE}",  # noqa: S608 - our own text
    {"number": number("t.number")},
    number("t.number"),
)
KINDS = MappingProxyType({words_of(name): name for name in KNOWN.names})
"""What the API calls an event → what the row does."""
ALARMING = ", ".join(sorted(f"'{kind.__name__}'" for kind in ALARMS))
_RAISES_ALARM = f"""
    (t.kind IN ({ALARMING}) AND coalesce((t.event ->> 'critical')::boolean, true)) = {{}}::boolean
"""

# The first answer on the line after the request, in the other direction, with its number: of
# requests that were answered too late to share a row with it.
_ANSWERS = """
    SELECT DISTINCT ON (c.number) c.number AS call_number, a.at AS said_at,
        2 * a.number AS line_number, a.kind, a.text, a.duration_ms
    FROM unnest($2::bigint[], $3::text[], $4::timestamptz[], $5::boolean[], $6::text[])
         AS c(number, identity, at, inbound, message_id)
    JOIN frames a ON a.tenant_id = $1 AND a.identity = c.identity AND a.inbound <> c.inbound
     AND a.at >= c.at AND a.at < c.at + interval '10 minutes' AND a.message_id = c.message_id
     AND a.kind IN ('result', 'error', 'result_error')
    ORDER BY c.number, a.at, a.number
"""
_AFTER = f"""
    SELECT t.* FROM {_LINES} t
    WHERE t.tenant_id = $1 AND t.number > $2 AND t.at >= $3
      AND (cardinality($4::text[]) = 0 OR t.identity = ANY($4::text[]))
    ORDER BY t.number LIMIT $5
"""  # noqa: S608 - our own text
_NEWEST = f"""
    SELECT coalesce(max(t.number), 0) FROM {_LINES} t WHERE t.tenant_id = $1 AND t.at >= $2
"""  # noqa: S608 - our own text


@dataclass(frozen=True, slots=True)
class PostgresFramesView(FramesView):
    """By time; requests with their answers."""

    reader: Reader

    async def page(self, wanted: Slice, chosen: FrameFilter) -> Page[FrameView]:
        filters = [
            ("t.identity = {}::text", chosen.station),
            ("t.action = {}::text", chosen.action),
            ("t.inbound = {}::boolean", chosen.inbound),
            ("t.kind = {}::text", chosen.kind),
            ("t.said_at >= {}::timestamptz", chosen.since),
            ("t.at >= {}::timestamptz", None if chosen.since is None else _before(chosen.since)),
            ("t.said_at < {}::timestamptz", chosen.until),
            ("t.at < {}::timestamptz", chosen.until),
            (containing("t.text"), chosen.text),
        ]
        page = await FRAMES.page(self.reader, wanted, filters, _frame)
        return Page(await self._answered(page.items), page.next)

    async def after(
        self, number: int, since: datetime, stations: Sequence[str], limit: int
    ) -> tuple[FrameView, ...]:
        rows = await self.reader.rows(_AFTER, number, since, list(stations), limit)
        return tuple(_frame(row) for row in rows)

    async def newest(self, since: datetime) -> int:
        return int((await self.reader.rows(_NEWEST, since))[0][0])

    async def _answered(self, frames: tuple[FrameView, ...]) -> tuple[FrameView, ...]:
        calls = {f.number: f for f in frames if f.kind == "call" and f.answer is None}
        if not calls:
            return frames
        asked = calls.values()
        rows = await self.reader.rows(
            _ANSWERS,
            list(calls),
            [call.station for call in asked],
            [call.at for call in asked],
            [call.inbound for call in asked],
            [call.message_id for call in asked],
        )
        late = {row["call_number"]: _late(row, calls[row["call_number"]]) for row in rows}
        return tuple(replace(f, answer=late.get(f.number, f.answer)) for f in frames)


@dataclass(frozen=True, slots=True)
class PostgresEventsView(EventsView):
    """By number, up to the oldest transaction that is still running."""

    reader: Reader

    async def page(self, wanted: Slice, chosen: EventFilter) -> Page[EventView]:
        kinds = [KINDS.get(kind, "") for kind in chosen.kinds]
        filters: list[tuple[str, Any]] = [
            ("t.kind = ANY({}::text[])", kinds or None),
            ("t.event ->> 'station' = {}::text", _text(chosen.station)),
            ("t.event ->> 'session' = {}::text", _text(chosen.session)),
            ("t.event ->> 'order' = {}::text", _text(chosen.order)),
            (containing("t.event ->> 'by'"), chosen.by),
            (_RAISES_ALARM, chosen.alarm),
            ("t.at >= {}::timestamptz", chosen.since),
            ("t.at < {}::timestamptz", chosen.until),
        ]
        return await EVENTS.page(self.reader, wanted, filters, _event)


def _text(name: object) -> str | None:
    return None if name is None else str(name)


def _event(row: Row) -> EventView:
    return event_view(row["number"], KNOWN.load(row["kind"], row["event"]))


def _frame(row: Row) -> FrameView:
    return FrameView(
        number=row["number"],
        station=row["identity"],
        at=row["said_at"],
        inbound=row["inbound"],
        protocol=row["protocol"],
        kind=row["kind"],
        message_id=row["message_id"],
        action=row["action"],
        text=row["text"],
        duration_ms=row["duration_ms"],
        answer=_answer(row),
    )


def _answer(row: Row) -> AnswerView | None:
    """That of the same row."""
    if row["answered_at"] is None:
        return None
    return AnswerView(
        number=row["number"] + 1,
        at=row["answered_at"],
        kind=row["answer_kind"],
        text=row["answer"],
        duration_ms=duration_ms(row["took"], row["at"], row["answered_at"]),
    )


def _late(row: Row, call: FrameView) -> AnswerView:
    """That of another row."""
    return AnswerView(
        number=row["line_number"],
        at=row["said_at"],
        kind=row["kind"],
        text=row["text"],
        duration_ms=duration_ms(row["duration_ms"], call.at, row["said_at"]),
    )


def _before(since: datetime) -> datetime:
    """The latest time before which no row has a line that was said since then."""
    return since - MOST_APART
