"""Consumption: what a price is made from. When, how much, in which circumstances."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Self

from domain.quantities import NO_ENERGY, Energy
from domain.values import quickly_made

NO_TIME = timedelta(0)


class Use(StrEnum):
    """What an EVSE was occupied with."""

    CHARGING = "charging"
    """Charging, or waiting for a station that does not offer what the vehicle asks for."""
    PARKING = "parking"
    """The vehicle asks for no power."""
    RESERVATION = "reservation"
    """Held for a driver who has not come yet."""


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A part of a session in which nothing changed that prices depend on."""

    start: datetime
    """With a zone, like all times here."""
    end: datetime
    energy: Energy = NO_ENERGY
    charging: timedelta = NO_TIME
    parking: timedelta = NO_TIME
    reserved: timedelta = NO_TIME
    min_current: Decimal | None = None
    """Amperes, summed over the phases."""
    max_current: Decimal | None = None
    current: Decimal | None = None
    """The average."""
    min_power: Decimal | None = None
    """Kilowatts."""
    max_power: Decimal | None = None
    power: Decimal | None = None
    tariff: str | None = None
    """The id of the tariff that holds in it; None: the session's first."""
    free: bool = False
    """No tariff is relevant (a CDR's period without `tariff_id` beside others that have one)."""

    @classmethod
    def of(
        cls, use: Use, start: datetime, end: datetime, energy: Energy = NO_ENERGY, **more: object
    ) -> Self:
        """One spent wholly on `use`."""
        spent = {_VOLUME[use]: end - start}
        return cls(start=start, end=end, energy=energy, **spent, **more)  # type: ignore[arg-type] # by name

    @property
    def duration(self) -> timedelta:
        """By the clock."""
        return self.end - self.start


_VOLUME = {Use.CHARGING: "charging", Use.PARKING: "parking", Use.RESERVATION: "reserved"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Consumption:
    """What a session used, in the order of time."""

    start: datetime
    end: datetime
    zone: str = "UTC"
    """The IANA time zone of the place, by which the tariff's clock goes."""
    periods: tuple[Period, ...] = ()
    reservation_expired: bool = False
    """A reservation for which nobody came."""
    groups: frozenset[str] = frozenset()
    """Groups that the driver is in."""
    memberships: frozenset[str] = frozenset()

    @property
    def energy(self) -> Energy:
        """In all."""
        return Energy(sum((p.energy.wh for p in self.periods), Decimal(0)))

    def with_periods(self, periods: Iterable[Period]) -> Self:
        """The same session, told in other periods."""
        return replace(self, periods=tuple(periods))
