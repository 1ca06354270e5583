"""An order's effect is seen: a session started or ended, the station booted, an outlet is shut."""

from dataclasses import dataclass
from datetime import datetime

from application.ports.charging import ChargingSessions
from application.ports.provisioning import Stations
from application.ports.remote_control import Orders
from application.ports.work import UnitOfWork
from domain.identity import SessionId, StationId
from domain.instruction import (
    ChangeAvailability,
    ChangeSettings,
    RemoteStart,
    RemoteStop,
    Reset,
    RotateSecret,
)
from domain.instruction.matching import (
    Start,
    order_of_start,
    proposed_by,
    reset_by,
    taken_over_by,
)
from domain.station import Station, Unavailable


@dataclass(frozen=True, slots=True)
class ConfirmStart:
    """A session has started."""

    station: StationId
    session: SessionId
    at: datetime


@dataclass(frozen=True, slots=True)
class ConfirmStartHandler:
    """Match a session to the remote start that asked for it.

    - By our number, where the station names its orders (2.x); or by the transaction that its answer
      named.
    - Else by token, by EVSE if one was asked for, and by time: not told before the order was sent,
      nor begun well before it or long after.
    - Of several that fit, the one that names the EVSE goes first, then one that was accepted, then
      the oldest.
    """

    orders: Orders
    sessions: ChargingSessions
    work: UnitOfWork

    async def __call__(self, command: ConfirmStart) -> None:
        session = await self.sessions.get(command.session)
        start = Start(
            reference=session.reference,
            self_named=session.start_key is None,
            number=session.remote_start,
            token=session.token,
            evse=session.evse,
            at=session.began_at,
            heard=session.first_heard,
        )
        sent = await self.orders.unconfirmed(command.station, RemoteStart)
        order = order_of_start(sent, start)
        if order is None:
            return
        order.confirm(command.at)
        self.orders.save(order)
        asked = order.instruction
        if session.remote_start is None and isinstance(asked, RemoteStart):
            session.remote_start = asked.number
            self.sessions.save(session)
        await self.work.commit()


@dataclass(frozen=True, slots=True)
class ConfirmStop:
    """A session has ended."""

    station: StationId
    session: SessionId
    at: datetime


@dataclass(frozen=True, slots=True)
class ConfirmStopHandler:
    """Match a session's end to the remote stop that asked for it."""

    orders: Orders
    sessions: ChargingSessions
    work: UnitOfWork

    async def __call__(self, command: ConfirmStop) -> None:
        reference = (await self.sessions.get(command.session)).reference
        for order in await self.orders.unconfirmed(command.station, RemoteStop):
            asked = order.instruction
            if isinstance(asked, RemoteStop) and asked.reference == reference:
                order.confirm(command.at)
                self.orders.save(order)
        await self.work.commit()


@dataclass(frozen=True, slots=True)
class ConfirmReset:
    """A station has booted, and may have told why."""

    station: StationId
    at: datetime
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ConfirmResetHandler:
    """Match a boot to the resets that asked for it: those of the whole station.

    - A boot before the order was answered, or sent, is none of its effects.
    - A boot for another reason, such as a power failure, confirms nothing.
    - Where no reason is told (1.6), it must come within an hour.
    """

    orders: Orders
    work: UnitOfWork

    async def __call__(self, command: ConfirmReset) -> None:
        for order in await self.orders.unconfirmed(command.station, Reset):
            if reset_by(order, command.at, command.reason):
                order.confirm(command.at)
                self.orders.save(order)
        await self.work.commit()


@dataclass(frozen=True, slots=True)
class ConfirmSettings:
    """A station has booted, and whatever waited for that holds now."""

    station: StationId
    at: datetime
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ConfirmSettingsHandler:
    """Match a boot to the settings that the station had taken for after its reboot.

    - A new password is one of them.
    - What it had refused, or taken at once, is not.
    - A boot before the answer, or a boot message that we asked for, is no reboot.
    """

    orders: Orders
    work: UnitOfWork

    async def __call__(self, command: ConfirmSettings) -> None:
        for kind in (ChangeSettings, RotateSecret):
            for order in await self.orders.unconfirmed(command.station, kind):
                if taken_over_by(order, command.at, command.reason):
                    order.confirm(command.at)
                    self.orders.save(order)
        await self.work.commit()


@dataclass(frozen=True, slots=True)
class ConfirmRotation:
    """A station has come in with a password that was made at `proposed`."""

    station: StationId
    proposed: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class ConfirmRotationHandler:
    """Match a new password in use to the order that sent it, whose answer was lost.

    - Only the order for which it was made; another change in doubt stays so.
    - Also where the line was lost before the answer came.
    """

    orders: Orders
    work: UnitOfWork

    async def __call__(self, command: ConfirmRotation) -> None:
        for order in await self.orders.unconfirmed(command.station, RotateSecret):
            if proposed_by(order, command.proposed):
                order.confirm(command.at)
                self.orders.save(order)
        await self.work.commit()


@dataclass(frozen=True, slots=True)
class ConfirmAvailability:
    """A station has said that an outlet, or the whole of it, is out of service."""

    station: StationId
    at: datetime


@dataclass(frozen=True, slots=True)
class ConfirmAvailabilityHandler:
    """Match an outlet that went out of service to the order that had been put off.

    - An order for the whole station, or a whole EVSE, is done when all of its outlets say so.
    """

    orders: Orders
    stations: Stations
    work: UnitOfWork

    async def __call__(self, command: ConfirmAvailability) -> None:
        station = await self.stations.get(command.station)
        for order in await self.orders.unconfirmed(command.station, ChangeAvailability):
            asked = order.instruction
            if isinstance(asked, ChangeAvailability) and _out_of_service(station, asked):
                order.confirm(command.at)
                self.orders.save(order)
        await self.work.commit()


def _out_of_service(station: Station, asked: ChangeAvailability) -> bool:
    """Whether everything that was to go out of service is."""
    if asked.operative:
        return False
    if asked.evse is None and isinstance(station.status, Unavailable):
        return True
    outlets = [
        connector
        for evse in station.evses
        for connector in evse.connectors
        if asked.evse in {None, evse.number} and asked.connector in {None, connector.number}
    ]
    return bool(outlets) and all(isinstance(o.status, Unavailable) for o in outlets)
