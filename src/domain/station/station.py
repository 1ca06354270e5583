"""The station aggregate."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.aggregate import Aggregate
from domain.cost_display import CostDisplay
from domain.identity import LocationId, StationId, StationIdentity, TenantId
from domain.moments import Moment, TimeFlaw
from domain.station.clock import UNWATCHED, ClockWatch
from domain.station.connector import UNREPORTED, Connector, ConnectorStatus, Evse
from domain.station.events import (
    ClockIsRight,
    ClockWentWrong,
    ConnectorStatusChanged,
    StationBooted,
)
from domain.station.quirks import KNOWN, STRICT, Profile, Tolerance, known_faults


class Registration(StrEnum):
    """Whether a station may take part (OCPP RegistrationStatus)."""

    ACCEPTED = "accepted"
    PENDING = "pending"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Hardware:
    """What a station says it is when it boots."""

    vendor: str
    model: str
    serial: str | None = None
    firmware: str | None = None
    iccid: str | None = None
    imsi: str | None = None
    meter_type: str | None = None
    meter_serial: str | None = None


@dataclass(slots=True, kw_only=True)
class Station(Aggregate):
    """A charging station of one tenant.

    `registration` is the operator's decision; `admitted` is what the station was last told. Both
    outlive connections and server restarts: once accepted, it need not boot again (fine point 25).
    """

    id: StationId
    tenant: TenantId
    identity: StationIdentity
    name: str = ""
    location: LocationId | None = None
    registration: Registration = Registration.ACCEPTED
    admitted: Registration | None = None
    hardware: Hardware | None = None
    booted_at: datetime | None = None
    heartbeat_interval: timedelta | None = None
    """None for the tenant's."""
    status: ConnectorStatus = UNREPORTED
    """Of the station as a whole (OCPP 1.6 connector 0)."""
    status_reported: Moment | None = None
    evses: tuple[Evse, ...] = ()
    clock_offset: timedelta | None = None
    """Server time less station time, while the station's clock is not set."""
    clock: ClockWatch = UNWATCHED
    tolerance: Tolerance | None = None
    """The faults that the operator has chosen to accept from it; None for what is known of its
    vendor, model and firmware."""
    cost_display: CostDisplay | None = None
    """What drivers see on it of what their charge costs; None for the tenant's choice."""

    def boot(self, hardware: Hardware, at: datetime, reason: str | None = None) -> Registration:
        """It introduces itself and is told where it stands; sessions stay open (fine point 21)."""
        changed = self.hardware is not None and self.hardware != hardware
        self.hardware = hardware
        self.booted_at = at
        self.admitted = self.registration
        self.cause(
            StationBooted(
                tenant=self.tenant,
                at=at,
                station=self.id,
                registration=self.registration,
                reason=reason,
                hardware_changed=changed,
            )
        )
        return self.registration

    @property
    def in_service(self) -> bool:
        """Whether its messages count: it was accepted when it last booted."""
        return self.admitted is Registration.ACCEPTED

    def accepted_faults(self, profiles: Iterable[Profile] = KNOWN) -> Tolerance:
        """The operator's choice for it, else what `profiles` say of stations like it."""
        return faults_accepted(self.tolerance, self.hardware, profiles)

    def evse(self, number: int) -> Evse:
        """That EVSE, known or new."""
        for evse in self.evses:
            if evse.number == number:
                return evse
        return Evse(number)

    def connector(self, evse: int, connector: int) -> Connector:
        """That connector, known or new."""
        return self.evse(evse).connector(connector)

    def observe(
        self, evse: int, connector: int, status: ConnectorStatus, moment: Moment, warning: str = ""
    ) -> bool:
        """The station reports an outlet, or with `evse` 0 itself; whether the status is another."""
        if evse == 0:
            return self._observe_itself(status, moment)
        before = self.connector(evse, connector)
        after = before.observe(status, moment, warning)
        if after is before:
            return False
        kept = [e for e in self.evses if e.number != evse]
        renewed = self.evse(evse).with_connector(after)
        self.evses = tuple(sorted([*kept, renewed], key=lambda e: e.number))
        return self._changed(evse, connector, before.status, status, moment)

    def _observe_itself(self, status: ConnectorStatus, moment: Moment) -> bool:
        if self.status_reported is not None and moment.at < self.status_reported.at:
            return False
        before, self.status, self.status_reported = self.status, status, moment
        return self._changed(0, 0, before, status, moment)

    def _changed(
        self,
        evse: int,
        connector: int,
        before: ConnectorStatus,
        after: ConnectorStatus,
        moment: Moment,
    ) -> bool:
        if before == after:
            return False
        self.cause(
            ConnectorStatusChanged(
                tenant=self.tenant,
                at=moment.received,
                station=self.id,
                evse=evse,
                connector=connector,
                status=after,
            )
        )
        return True

    def learn_clock(self, moment: Moment, said: datetime) -> None:
        """From a message sent live: how far the clock is off (fine points 10 and 11).

        One that was never set is corrected by it. One that is wrong raises an alarm, once.
        """
        if moment.flaw is TimeFlaw.CLOCK_NOT_SET:
            self.clock_offset = moment.received - said
        was_wrong, self.clock = self.clock.wrong, self.clock.see(said, moment.received)
        if self.clock.wrong and not was_wrong:
            lag = self.clock.lag or timedelta()
            self.cause(
                ClockWentWrong(tenant=self.tenant, at=moment.received, station=self.id, lag=lag)
            )
        elif was_wrong and not self.clock.wrong:
            self.cause(ClockIsRight(tenant=self.tenant, at=moment.received, station=self.id))


def faults_accepted(
    chosen: Tolerance | None, hardware: Hardware | None, profiles: Iterable[Profile] = KNOWN
) -> Tolerance:
    """The choice, if there is one; else what is known of such hardware, which may be nothing."""
    if chosen is not None:
        return chosen
    if hardware is None:
        return STRICT
    return known_faults(hardware.vendor, hardware.model, hardware.firmware, profiles)
