"""What can happen to a station."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.aggregate import DomainEvent
from domain.identity import SessionId, StationId, TariffId
from domain.moments import Moment
from domain.station.connector import ConnectorStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class StationEvent(DomainEvent):
    """Something about one station."""

    station: StationId


@dataclass(frozen=True, slots=True, kw_only=True)
class StationRegistered(StationEvent):
    """It became known to the tenant, by hand or by itself."""

    identity: str
    by_itself: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StationEdited(StationEvent):
    """An operator described it anew; `what` names the fields that differ."""

    what: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TariffAssigned(StationEvent):
    """Other prices hold at it; with None those of the default tariff."""

    tariff: TariffId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretReplaced(StationEvent):
    """An operator has set another password for it; the one before opens nothing any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretTaken(StationEvent):
    """It came in with a password that was sent to it, of which nobody knew whether it took it.

    `proposed_at`: when that was about to be sent.
    """

    proposed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StationRemoved(StationEvent):
    """It was taken out of the network; its sessions stay."""

    identity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StationConnected(StationEvent):
    """It opened a connection. `takes_over`: another one was open until then."""

    protocol: str
    takes_over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StationDisconnected(StationEvent):
    """Its connection ended, and no newer one was there."""

    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StationBooted(StationEvent):
    """It introduced itself and was answered."""

    registration: str
    reason: str | None = None
    hardware_changed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectorStatusChanged(StationEvent):
    """An outlet is in another state. `evse` 0 is the station as a whole."""

    evse: int
    connector: int
    status: ConnectorStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityEventReported(StationEvent):
    """The station saw something about its security (A04, security white paper A04)."""

    kind: str
    moment: Moment
    info: str = ""
    critical: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialsAttacked(StationEvent):
    """Wrong secrets are shown in its name, so many lately, lastly from `source`."""

    source: str
    tries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRefused(StationEvent):
    """It told something on which a bill may hang, in a form that could not be taken in.

    Its own text is kept here, for a person to read and to decide on: it may never come again.
    """

    action: str
    message_id: str
    fault: str
    """What is wrong with it, and where."""
    text: str
    """The payload as it came; where it was too long, its beginning."""
    length: int
    """Of the whole payload, in bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineContested(StationEvent):
    """Connections in its name take the line from one another, so many times lately.

    Each showed the right secret: a station with two heads, or somebody has a copy of it.
    """

    takeovers: int
    peer: str
    """Where the last of them came from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockWentWrong(StationEvent):
    """Its clock is off by more than may be, and stays so (fine point 10)."""

    lag: timedelta
    """Our time less the station's; negative where it is ahead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockIsRight(StationEvent):
    """Its clock, which had been wrong, is right again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StopUnmatched(StationEvent):
    """It told the end of a transaction that nobody knows; the report is kept aside (point 7)."""

    reference: str
    why: str
    candidate: SessionId | None = None
    """The one open session that it could mean; it goes on, marked for review."""
