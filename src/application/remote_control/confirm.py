"""An order's effect is seen: a session started or ended, the station booted, an outlet is shut."""

from collections.abc import Callable
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
    Order,
    RemoteStart,
    RemoteStop,
    Reset,
    RotateSecret,
    Verdict,
)
from domain.station import Station, Unavailable
from domain.token import folded


@dataclass(frozen=True, slots=True)
class ConfirmStart:
    """A session has started."""

    station: StationId
    session: SessionId
    at: datetime


@dataclass(frozen=True, slots=True)
class ConfirmStartHandler:
    """Match a session to the remote start that asked for it.

    - By our number, where the station names it (2.x).
    - Else by station, token and, if one was asked for, EVSE; the oldest such order.
    """

    orders: Orders
    sessions: ChargingSessions
    work: UnitOfWork

    async def __call__(self, command: ConfirmStart) -> None:
        session = await self.sessions.get(command.session)

        def asked_for_it(order: Order) -> bool:
            asked = order.instruction
            if not isinstance(asked, RemoteStart):
                return False
            if session.remote_start is not None:
                return asked.number == session.remote_start
            same_token = session.token is not None and folded(session.token) == folded(asked.token)
            return same_token and asked.evse in {None, session.evse}

        order = await _confirmed(self.orders, command.station, RemoteStart, asked_for_it)
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

        def asked_for_it(order: Order) -> bool:
            asked = order.instruction
            return isinstance(asked, RemoteStop) and asked.reference == reference

        order = await _confirmed(self.orders, command.station, RemoteStop, asked_for_it)
        if order is not None:
            order.confirm(command.at)
            self.orders.save(order)
            await self.work.commit()


@dataclass(frozen=True, slots=True)
class ConfirmReset:
    """A station has booted."""

    station: StationId
    at: datetime


@dataclass(frozen=True, slots=True)
class ConfirmResetHandler:
    """Match a boot to the reset that asked for it: one of the whole station."""

    orders: Orders
    work: UnitOfWork

    async def __call__(self, command: ConfirmReset) -> None:
        def asked_for_it(order: Order) -> bool:
            asked = order.instruction
            return isinstance(asked, Reset) and asked.evse is None

        order = await _confirmed(self.orders, command.station, Reset, asked_for_it)
        if order is not None:
            order.confirm(command.at)
            self.orders.save(order)
            await self.work.commit()


@dataclass(frozen=True, slots=True)
class ConfirmSettings:
    """A station has booted, and whatever waited for that holds now."""

    station: StationId
    at: datetime


@dataclass(frozen=True, slots=True)
class ConfirmSettingsHandler:
    """Match a boot to the settings that the station had taken for after its reboot.

    - A new password is one of them.
    - What it had refused, or taken at once, is not.
    """

    orders: Orders
    work: UnitOfWork

    async def __call__(self, command: ConfirmSettings) -> None:
        for kind in (ChangeSettings, RotateSecret):
            for order in await self.orders.unconfirmed(command.station, kind):
                if order.outcome and order.outcome.verdict is Verdict.REBOOT_REQUIRED:
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


async def _confirmed(
    orders: Orders,
    station: StationId,
    kind: type[RemoteStart] | type[RemoteStop] | type[Reset],
    asked_for_it: Callable[[Order], bool],
) -> Order | None:
    sent = await orders.unconfirmed(station, kind)
    return next((order for order in sent if asked_for_it(order)), None)
