"""What can happen to a charging session."""

from dataclasses import dataclass

from domain.aggregate import DomainEvent
from domain.identity import SessionId, StationId
from domain.quantities import Energy
from domain.session.phase import Phase


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionEvent(DomainEvent):
    """Something about one session."""

    session: SessionId
    station: StationId


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionStarted(SessionEvent):
    """A station told of it for the first time. `remote_start`: the order that asked for it."""

    evse: int | None
    token: str | None
    authorized: bool
    remote_start: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionChanged(SessionEvent):
    """It is in another phase."""

    phase: Phase


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionWentSilent(SessionEvent):
    """Its station has not been heard for longer than the tenant's limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionEnded(SessionEvent):
    """The station told of its end. `complete`: no report in between is missing.

    `remote_start`: the order that asked for its start, which may have been told late.
    """

    energy: Energy
    reason: str
    complete: bool
    remote_start: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionClaimed(SessionEvent):
    """Its station says by which of our orders it charges, after it had announced the session.

    Usual where the cable was plugged in first (F01, F02).
    """

    remote_start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionClosedByRule(SessionEvent):
    """It must have ended, though the station never said so."""

    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionCompleted(SessionEvent):
    """It had ended with gaps, and the last gap is filled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLeftIncomplete(SessionEvent):
    """It ended long ago, reports of it have not come, and somebody should look.

    `missing`: their numbers, as inclusive ranges; none where only its beginning is not known.
    """

    missing: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionAccepted(SessionEvent):
    """A person has looked at it and lets it count with what is known.

    `missing`: the numbers of reports that had not come, as inclusive ranges.
    """

    reason: str
    missing: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionSettled(SessionEvent):
    """It has its charge detail record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRevised(SessionEvent):
    """It was settled, and then its station told something that its record does not say."""
