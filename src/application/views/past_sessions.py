"""Past sessions, to be priced once more."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain.cdr import Cdr
from domain.metering import MeterReading
from domain.session import ChargingSession


@dataclass(frozen=True, slots=True)
class PastSession:
    """A session with the record of it that stands."""

    session: ChargingSession
    record: Cdr
    readings: tuple[MeterReading, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PastFilter:
    """Which sessions: by when they began."""

    since: datetime | None = None
    until: datetime | None = None
    after: UUID | None = None
    """Those after this one, by identity, which rises with time."""
