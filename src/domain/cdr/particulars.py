"""What a record keeps of the things it speaks of: as they were, whatever becomes of them later.

OCPI 2.2.1 mod_cdrs: CdrLocation, CdrToken, ChargingPeriod, SignedData; mod_sessions for AuthMethod.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from domain.cdr.basis import Basis
from domain.location import NO_ADDRESS, Address, Coordinates
from domain.metering import MeterReading, ReadingContext, SignedValue
from domain.quantities import NO_ENERGY, Energy


class AuthMethod(StrEnum):
    """How the driver was let in (OCPI AuthMethod)."""

    WHITELIST = "WHITELIST"
    """The token is known here, or the station let it in by itself."""
    COMMAND = "COMMAND"
    """The start was ordered: by an app, or by a partner."""
    AUTH_REQUEST = "AUTH_REQUEST"
    """The partner that issued the token was asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where it was: location, station, EVSE and connector."""

    location: str | None = None
    """The location's id; None for a station that stood at none."""
    name: str = ""
    address: Address = NO_ADDRESS
    coordinates: Coordinates | None = None
    time_zone: str = "UTC"
    identity: str = ""
    """What the station calls itself."""
    evse: int | None = None
    connector: int | None = None
    plug: str | None = None
    """OCPI ConnectorType."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """Who charged: the token that was shown."""

    uid: str
    kind: str = ""
    """Of a token that is known: rfid, app, …"""
    label: str = ""
    group: str | None = None
    contract: str | None = None
    """The contract's id (eMAID) where there is one."""


@dataclass(frozen=True, slots=True)
class ChargingPeriod:
    """From `begin` to the next one's, or to the end of the session. One of the times is not 0."""

    begin: datetime
    energy: Energy = NO_ENERGY
    charging: timedelta = timedelta(0)
    """Charging, or asking for power that the station did not offer."""
    parking: timedelta = timedelta(0)
    """Asking for none."""
    reserved: timedelta = timedelta(0)
    min_current: Decimal | None = None
    """Amperes, summed over the phases, where they were measured."""
    max_current: Decimal | None = None
    min_power: Decimal | None = None
    """Kilowatts."""
    max_power: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SignedReading:
    """A meter value that its meter signed, byte for byte."""

    at: datetime
    context: ReadingContext
    signed: SignedValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """All of it, copied when the record is written."""

    place: Place = Place()
    badge: Badge | None = None
    auth_method: AuthMethod = AuthMethod.WHITELIST
    meter: str | None = None
    """The meter's serial number."""
    periods: tuple[ChargingPeriod, ...] = ()
    signed: tuple[SignedReading, ...] = ()
    home: bool = False
    """Charged at the home of somebody who is paid back for it (OCPI
    home_charging_compensation)."""
    remarks: str = ""
    basis: Basis | None = None
    """What it was priced by; None where no tariff was, and in records of before this was kept."""


NOTHING_MORE = Particulars()


def signed_in(readings: Iterable[MeterReading]) -> tuple[SignedReading, ...]:
    """The signed values of a session's readings, oldest first, each once."""
    found = (
        SignedReading(reading.moment.at, sample.context, sample.signed)
        for reading in readings
        for sample in reading.samples
        if sample.signed is not None
    )
    return tuple(sorted(dict.fromkeys(found), key=lambda value: value.at))
