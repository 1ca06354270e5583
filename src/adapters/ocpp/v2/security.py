"""SecurityEventNotification (A04)."""

from datetime import datetime
from typing import Any

from msgspec import Struct

from adapters.ocpp.dialect import Caller, Inbound
from adapters.ocpp.reading import said
from application.security.report_event import ReportSecurityEvent


def _event(request: Any, caller: Caller) -> ReportSecurityEvent:
    return ReportSecurityEvent(
        caller.station, request.type, said(request.timestamp), request.tech_info or ""
    )


def inbound(m: Any) -> dict[str, Inbound]:
    """The rows of block A."""

    def noted(_answer: None, _request: Any, _now: datetime) -> Struct:
        reply: Struct = m.SecurityEventNotificationResponse()
        return reply

    return {"SecurityEventNotification": Inbound(_event, noted, "ReportSecurityEvent")}
