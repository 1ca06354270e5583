"""A station introduces itself (B01 to B03; OCPP 1.6 4.2)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from application.ports.provisioning import Policies, Stations
from application.ports.work import UnitOfWork
from application.ports.world import Clock
from domain.identity import StationId
from domain.station import Hardware, Registration

RETRY_INTERVAL = timedelta(seconds=60)
"""How long a station that is not accepted waits before it boots again."""


@dataclass(frozen=True, slots=True)
class BootStation:
    """The station says what it is."""

    station: StationId
    hardware: Hardware
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class BootAnswer:
    """Where it stands, what time it is, and how often it shall report."""

    registration: Registration
    now: datetime
    interval: timedelta


@dataclass(frozen=True, slots=True)
class BootStationHandler:
    """Answer a station's introduction.

    - The operator's registration decides: accepted, pending or rejected.
    - What it was told is kept, so that it need not boot again after a restart of the server.
    - Accepted, it is given its heartbeat interval: its own, else the tenant's.
    - Not accepted, it is given the time to wait before the next attempt.
    - Its open sessions stay open: it may resume them, or send their ends later.
    """

    stations: Stations
    policies: Policies
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: BootStation) -> BootAnswer:
        now = self.clock.now()
        station = await self.stations.get(command.station)
        registration = station.boot(command.hardware, now, command.reason)
        if registration is Registration.ACCEPTED:
            policy = await self.policies.current()
            interval = station.heartbeat_interval or policy.heartbeat_interval
        else:
            interval = RETRY_INTERVAL
        self.stations.save(station)
        await self.work.commit()
        return BootAnswer(registration, now, interval)
