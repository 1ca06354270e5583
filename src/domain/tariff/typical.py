"""A session that somebody imagines, to see what it would cost; what a price depends on."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from domain.errors import Invalid
from domain.quantities import Energy
from domain.tariff.clock import time_zone
from domain.tariff.consumption import NO_TIME, Consumption, Period, Use
from domain.tariff.elements import UNRESTRICTED
from domain.tariff.tariff import Tariff

_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypicalSession:
    """So much energy, evenly, and then so much time in which the vehicle asks for none."""

    start: datetime
    energy: Energy
    charging: timedelta
    idle: timedelta = NO_TIME
    reserved: timedelta = NO_TIME
    """Before the start."""
    zone: str = "UTC"
    power: Decimal | None = None
    """Kilowatts; None: the average."""
    groups: frozenset[str] = frozenset()
    memberships: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        time_zone(self.zone)  # raises Invalid for one that nobody knows
        for name in ("charging", "idle", "reserved"):
            if getattr(self, name) < NO_TIME:
                raise Invalid(name, "use 0 or more")
        if self.energy.wh < 0:
            raise Invalid("energy", "use 0 or more")
        if self.energy.wh and not self.charging:
            raise Invalid("charging", "energy takes time: use more than 0")

    @property
    def consumption(self) -> Consumption:
        """As it is priced."""
        full = self.start + self.charging
        gone = full + self.idle
        power = self.power
        if power is None and self.charging:
            power = self.energy.wh / 1000 * Decimal(_HOUR / self.charging)
        measured = {"min_power": power, "max_power": power}
        spent = (
            Period.of(Use.RESERVATION, self.start - self.reserved, self.start),
            Period.of(Use.CHARGING, self.start, full, self.energy, **measured),
            Period.of(Use.PARKING, full, gone),
        )
        periods = tuple(period for period in spent if period.duration)
        return Consumption(
            start=periods[0].start if periods else self.start,
            end=gone,
            zone=self.zone,
            periods=periods,
            groups=self.groups,
            memberships=self.memberships,
        )


def needs_readings(tariff: Tariff) -> bool:
    """Whether its price depends on more than how much was used in all."""
    lists = (tariff.elements, *(group.elements for group in tariff.terms.groups))
    return any(
        element.restrictions != UNRESTRICTED or any(c.spot is not None for c in element.components)
        for elements in lists
        for element in elements
    )
