"""ChargingSession: one charge, as told by a station, however late, doubled or out of order."""

from domain.session.events import (
    SessionAccepted,
    SessionChanged,
    SessionClaimed,
    SessionClosedByRule,
    SessionCompleted,
    SessionEnded,
    SessionLeftIncomplete,
    SessionRevised,
    SessionSettled,
    SessionStarted,
    SessionWentSilent,
)
from domain.session.findings import Finding
from domain.session.meter import SessionMeter
from domain.session.phase import MOVES, Happening, Phase, moved
from domain.session.report import ReportKind, SessionReport, StopReason, Trigger
from domain.session.sequence import SequenceNumbers
from domain.session.session import ChargingSession, Evidence, StartKey
from domain.session.timeline import Stretch, Timeline
from domain.session.unmatched import ReportDecided, UnmatchedReport

__all__ = [
    "MOVES",
    "ChargingSession",
    "Evidence",
    "Finding",
    "Happening",
    "Phase",
    "ReportDecided",
    "ReportKind",
    "SequenceNumbers",
    "SessionAccepted",
    "SessionChanged",
    "SessionClaimed",
    "SessionClosedByRule",
    "SessionCompleted",
    "SessionEnded",
    "SessionLeftIncomplete",
    "SessionMeter",
    "SessionReport",
    "SessionRevised",
    "SessionSettled",
    "SessionStarted",
    "SessionWentSilent",
    "StartKey",
    "StopReason",
    "Stretch",
    "Timeline",
    "Trigger",
    "UnmatchedReport",
    "moved",
]
