"""What can happen to records."""

from dataclasses import dataclass

from domain.aggregate import DomainEvent
from domain.identity import CdrId, SessionId, StationId


@dataclass(frozen=True, slots=True, kw_only=True)
class CdrIssued(DomainEvent):
    """A record was written. `credits`: the one that it takes back."""

    cdr: CdrId
    session: SessionId
    station: StationId
    credits: CdrId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLeftUnpriced(DomainEvent):
    """A session waits in the inbox, because nothing says what it costs."""

    session: SessionId
    station: StationId
    reason: str
