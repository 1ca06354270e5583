"""Events as they are shown."""

from dataclasses import fields

from application.alarms import alarm_of
from application.views.diagnostics import EventView
from application.views.rendering.plain import plain_value, words_of
from domain.aggregate import DomainEvent

_SUBJECTS = ("tenant", "at", "by", "station", "session", "order")


def event_view(number: int, event: DomainEvent) -> EventView:
    """As shown: its subjects, and the rest of its fields as data."""
    alarm = alarm_of(event)
    return EventView(
        number=number,
        at=event.at,
        by=event.by,
        kind=words_of(type(event).__name__),
        station=getattr(event, "station", None),
        session=getattr(event, "session", None),
        order=getattr(event, "order", None),
        alarm=alarm.kind if alarm else None,
        data={
            f.name: plain_value(getattr(event, f.name))
            for f in fields(event)
            if f.name not in _SUBJECTS
        },
    )
