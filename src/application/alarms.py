"""What an operator must not overlook: one table, event → the alarm that it raises, if any."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from application.payment.alarms import PAYMENT_ALARMS
from domain.aggregate import DomainEvent
from domain.identity import StationId, TenantId
from domain.payment import PaymentEvent
from domain.station import (
    ClockWentWrong,
    CredentialsAttacked,
    LineContested,
    ReportRefused,
    SecurityEventReported,
    StopUnmatched,
)

MANY_FAILED_LOGINS = "many failed log-ins"
CONTESTED_LINE = "contested line"
WRONG_CLOCK = "wrong clock"
UNKNOWN_STOP = "stop of an unknown session"
"""Kept aside: a session may be running on in our books, or energy may go unbilled."""
UNREADABLE_RECORD = "unreadable record"
"""Something that a bill may hang on was refused; it is kept as it came."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something about a station that somebody should look at now."""

    tenant: TenantId
    station: StationId
    at: datetime
    kind: str
    """Of a security event its own name, such as TamperDetectionActivated."""
    what: str
    """The particulars, in a few words."""


def _of_security(event: SecurityEventReported) -> Alarm | None:
    """Critical events alone: the specification's list says which (A04.FR.01)."""
    if not event.critical:
        return None
    return Alarm(event.tenant, event.station, event.at, event.kind, event.info)


def _of_attack(event: CredentialsAttacked) -> Alarm:
    what = f"{event.tries} wrong tries, lastly from {event.source}"
    return Alarm(event.tenant, event.station, event.at, MANY_FAILED_LOGINS, what)


def _of_refusal(event: ReportRefused) -> Alarm:
    what = f"{event.action}: {event.fault}"
    return Alarm(event.tenant, event.station, event.at, UNREADABLE_RECORD, what)


def _of_contest(event: LineContested) -> Alarm:
    what = f"the line was taken over {event.takeovers} times, lastly from {event.peer}"
    return Alarm(event.tenant, event.station, event.at, CONTESTED_LINE, what)


def _of_clock(event: ClockWentWrong) -> Alarm:
    minutes = round(abs(event.lag.total_seconds()) / 60)
    way = "behind" if event.lag.total_seconds() > 0 else "ahead"
    what = f"the station's clock is {minutes} minutes {way}"
    return Alarm(event.tenant, event.station, event.at, WRONG_CLOCK, what)


def _of_stop(event: StopUnmatched) -> Alarm:
    meant = f"; it could mean session {event.candidate}" if event.candidate else ""
    what = f"transaction {event.reference}{meant}"
    return Alarm(event.tenant, event.station, event.at, UNKNOWN_STOP, what)


def _of_payment(event: PaymentEvent) -> Alarm:
    kind, what = PAYMENT_ALARMS[type(event)]
    return Alarm(event.tenant, event.station, event.at, kind, what(event))


ALARMS: Mapping[type[DomainEvent], Callable[[Any], Alarm | None]] = MappingProxyType(
    {
        ClockWentWrong: _of_clock,
        CredentialsAttacked: _of_attack,
        LineContested: _of_contest,
        ReportRefused: _of_refusal,
        SecurityEventReported: _of_security,
        StopUnmatched: _of_stop,
        **dict.fromkeys(PAYMENT_ALARMS, _of_payment),
    }
)


def alarm_of(event: DomainEvent) -> Alarm | None:
    """The alarm that `event` raises, or None."""
    raised = ALARMS.get(type(event))
    return raised(event) if raised else None
