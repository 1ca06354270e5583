"""Usage: how much a session used in all, where it is not known when."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from domain.quantities import Energy
from domain.tariff.bill import Bill
from domain.tariff.consumption import Consumption, Period, Use
from domain.tariff.engine import price
from domain.tariff.tariff import Tariff

_SOME_DAY = datetime(2026, 1, 5, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Usage:
    """What a session used."""

    energy: Energy
    charging: timedelta
    idle: timedelta


def price_usage(tariff: Tariff, usage: Usage) -> Bill:
    """The bill of a tariff without restrictions; others are priced by `price`, which knows when."""
    full = _SOME_DAY + usage.charging
    gone = full + usage.idle
    periods = (
        Period.of(Use.CHARGING, _SOME_DAY, full, usage.energy),
        Period.of(Use.PARKING, full, gone),
    )
    return price(tariff, Consumption(start=_SOME_DAY, end=gone, periods=periods))
