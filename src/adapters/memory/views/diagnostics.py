# ruff: noqa: D102 - the ports say what each method means.
"""Frames and events."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from adapters.memory.database import Database
from adapters.memory.frames import MemoryFramesLog
from adapters.memory.views.paging import Order, Sorting, contains, equals, within
from application.ports.stores import FrameRecord
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
from application.views.rendering import event_view
from domain.identity import TenantId

_BY_NUMBER = Order(lambda item: item.number, int)
EVENTS = Sorting({"number": _BY_NUMBER}, _BY_NUMBER)
FRAMES = Sorting(
    {"at": Order(lambda f: f.at, datetime.fromisoformat, datetime.isoformat)}, _BY_NUMBER
)
ANSWERS = frozenset({"result", "error", "result_error"})


@dataclass(frozen=True, slots=True)
class MemoryFramesView(FramesView):
    """By number: how many came before, dropped ones included."""

    log: MemoryFramesLog
    tenant: TenantId

    async def page(self, wanted: Slice, chosen: FrameFilter) -> Page[FrameView]:
        everything = tuple(self._all())
        answers = {
            (frame.station, not frame.inbound, frame.message_id): frame
            for frame in everything
            if frame.kind in ANSWERS
        }
        page = FRAMES.page((f for f in everything if _is_chosen(f, chosen)), wanted)
        return Page(
            tuple(
                replace(frame, answer=_answer(answers, frame)) if frame.kind == "call" else frame
                for frame in page.items
            ),
            page.next,
        )

    async def after(
        self, number: int, since: datetime, stations: Sequence[str], limit: int
    ) -> tuple[FrameView, ...]:
        wanted = (
            frame
            for frame in self._all()
            if frame.number > number
            and frame.at >= since
            and (not stations or frame.station in stations)
        )
        return tuple(islice(wanted, limit))

    async def newest(self, since: datetime) -> int:
        return max((frame.number for frame in self._all() if frame.at >= since), default=0)

    def _all(self) -> Iterator[FrameView]:
        for number, frame in enumerate(self.log.frames, start=self.log.dropped + 1):
            if frame.tenant == self.tenant:
                yield _frame(number, frame)


def _frame(number: int, frame: FrameRecord) -> FrameView:
    return FrameView(
        number=number,
        station=frame.identity,
        at=frame.at,
        inbound=frame.inbound,
        protocol=frame.protocol,
        kind=frame.kind,
        message_id=frame.message_id,
        action=frame.action,
        text=frame.text,
        duration_ms=frame.duration_ms,
        answer=None,
    )


def _answer(answers: dict[tuple[str, bool, str], FrameView], call: FrameView) -> AnswerView | None:
    """The answer, which came after the request: a message id may be used again later."""
    found = answers.get((call.station, call.inbound, call.message_id))
    if found is None or found.number < call.number:
        return None
    return AnswerView(
        number=found.number,
        at=found.at,
        kind=found.kind,
        text=found.text,
        duration_ms=duration_ms(found.duration_ms, call.at, found.at),
    )


def _is_chosen(frame: FrameView, chosen: FrameFilter) -> bool:
    return (
        equals(chosen.station, frame.station)
        and equals(chosen.action, frame.action)
        and equals(chosen.inbound, frame.inbound)
        and equals(chosen.kind, frame.kind)
        and within(frame.at, chosen.since, chosen.until)
        and contains(chosen.text, frame.text)
    )


@dataclass(frozen=True, slots=True)
class MemoryEventsView(EventsView):
    """By number."""

    database: Database
    tenant: TenantId

    async def page(self, wanted: Slice, chosen: EventFilter) -> Page[EventView]:
        own = (
            event_view(entry.stored.number, entry.stored.event)
            for entry in self.database.outbox.entries
            if entry.stored.event.tenant == self.tenant
        )
        return EVENTS.page((view for view in own if _event_chosen(view, chosen)), wanted)


def _event_chosen(view: EventView, chosen: EventFilter) -> bool:
    return (
        (not chosen.kinds or view.kind in chosen.kinds)
        and equals(chosen.station, view.station)
        and equals(chosen.session, view.session)
        and equals(chosen.order, view.order)
        and contains(chosen.by, view.by or "")
        and equals(chosen.alarm, view.alarm is not None)
        and within(view.at, chosen.since, chosen.until)
    )
