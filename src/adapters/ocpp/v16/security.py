"""SecurityEventNotification (security white paper A04)."""

from datetime import datetime

from adapters.ocpp.dialect import Caller, Inbound
from adapters.ocpp.messages import v16
from adapters.ocpp.reading import said
from application.security.report_event import ReportSecurityEvent


def _event(request: v16.SecurityEventNotificationRequest, caller: Caller) -> ReportSecurityEvent:
    return ReportSecurityEvent(
        caller.station, request.type, said(request.timestamp), request.tech_info or ""
    )


def _noted(
    _answer: None, _request: v16.SecurityEventNotificationRequest, _now: datetime
) -> v16.SecurityEventNotificationResponse:
    return v16.SecurityEventNotificationResponse()


INBOUND = {"SecurityEventNotification": Inbound(_event, _noted, "ReportSecurityEvent")}
