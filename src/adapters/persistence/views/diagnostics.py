# ruff: noqa: D102 - the ports say what each method means.
"""The log of frames, and the events."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

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

FRAMES = Listing(
    "SELECT t.* FROM frames t WHERE t.tenant_id = $1", {"at": time("t.at")}, number("t.number")
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

# The first answer on the line after the request, in the other direction, with its number.
_ANSWERS = """
    SELECT DISTINCT ON (c.number) c.number AS call_number, a.*
    FROM unnest($2::bigint[], $3::text[], $4::timestamptz[], $5::boolean[], $6::text[])
         AS c(number, identity, at, inbound, message_id)
    JOIN frames a ON a.tenant_id = $1 AND a.identity = c.identity AND a.inbound <> c.inbound
     AND a.at >= c.at AND a.at < c.at + interval '10 minutes' AND a.message_id = c.message_id
     AND a.kind IN ('result', 'error', 'result_error')
    ORDER BY c.number, a.at, a.number
"""
_AFTER = """
    SELECT t.* FROM frames t
    WHERE t.tenant_id = $1 AND t.number > $2 AND t.at >= $3
      AND (cardinality($4::text[]) = 0 OR t.identity = ANY($4::text[]))
    ORDER BY t.number LIMIT $5
"""
_NEWEST = "SELECT coalesce(max(number), 0) FROM frames WHERE tenant_id = $1 AND at >= $2"


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
            ("t.at >= {}::timestamptz", chosen.since),
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
        calls = {frame.number: frame for frame in frames if frame.kind == "call"}
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
        answers = {
            row["call_number"]: _answer(calls[row["call_number"]], _frame(row)) for row in rows
        }
        return tuple(replace(frame, answer=answers.get(frame.number)) for frame in frames)


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
        at=row["at"],
        inbound=row["inbound"],
        protocol=row["protocol"],
        kind=row["kind"],
        message_id=row["message_id"],
        action=row["action"],
        text=row["text"],
        duration_ms=row["duration_ms"],
        answer=None,
    )


def _answer(call: FrameView, answer: FrameView) -> AnswerView:
    return AnswerView(
        number=answer.number,
        at=answer.at,
        kind=answer.kind,
        text=answer.text,
        duration_ms=duration_ms(call, answer),
    )
