"""What a station says of a transaction, with its own times, before they are reckoned."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.identity import TransactionReference
from domain.metering import MeterReading, Sample
from domain.moments import Moment, StationTime
from domain.quantities import Energy
from domain.session import Happening, ReportKind, SessionReport, StopReason, Trigger
from domain.values import quickly_made


@quickly_made
@dataclass(frozen=True, slots=True)
class SaidReading:
    """A meter reading with the station's own time."""

    said_at: StationTime
    samples: tuple[Sample, ...]


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class SaidReport:
    """A report as a dialect understands it; the fields are those of SessionReport."""

    kind: ReportKind
    said_at: StationTime | None
    sequence: int | None = None
    trigger: Trigger = Trigger.OTHER
    offline: bool = False
    evse: int | None = None
    connector: int | None = None
    token: str | None = None
    free: bool = False
    """Started without authorization, by a button or a key (C02, NoAuthorization)."""
    group: str | None = None
    happening: Happening | None = None
    register: Energy | None = None
    readings: tuple[SaidReading, ...] = ()
    reason: StopReason | None = None
    remote_start: int | None = None
    reservation: int | None = None

    def reckoned(
        self, reference: TransactionReference, received: datetime, clock_offset: timedelta | None
    ) -> SessionReport:
        """The same, heard at `received`; an unset clock is mended by `clock_offset`."""
        reckon = reckoning(received, clock_offset)
        return SessionReport(
            kind=self.kind,
            reference=reference,
            moment=reckon(self.said_at) if self.said_at else Moment(received, received),
            sequence=self.sequence,
            trigger=self.trigger,
            offline=self.offline,
            evse=self.evse,
            connector=self.connector,
            token=self.token,
            group=self.group,
            happening=self.happening,
            register=self.register,
            readings=tuple(MeterReading(reckon(r.said_at), r.samples) for r in self.readings),
            reason=self.reason,
            remote_start=self.remote_start,
            reservation=self.reservation,
        )


def reckoning(
    received: datetime, clock_offset: timedelta | None
) -> Callable[[StationTime], Moment]:
    """How the times of one message are reckoned."""
    return lambda said: said.reckon(received, clock_offset)
