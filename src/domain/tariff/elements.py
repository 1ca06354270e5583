"""Elements of a price list: prices, and the circumstances in which they hold (mod_tariffs)."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from domain.tariff.vocabulary import Dimension, Reservation, Weekday


@dataclass(frozen=True, slots=True)
class Spot:
    """A price that follows a time series: `factor` times the series' price, plus `addend`.

    Where the series has no price the component's own `price` holds.
    """

    series: str
    """Which one, such as `day-ahead/DE-LU`. Its prices are per kWh, before taxes."""
    factor: Decimal = Decimal(1)
    addend: Decimal = Decimal(0)
    floor: Decimal | None = Decimal(0)
    """Never less than this; None lets the price fall below zero with the market."""


@dataclass(frozen=True, slots=True)
class PriceComponent:
    """So much of the currency for a unit of one dimension."""

    dimension: Dimension
    price: Decimal
    """A session, a kWh or an hour; before taxes unless the tariff says otherwise."""
    vat: Decimal | None = None
    """Percent. None: no such tax applies, which is not the same as 0."""
    step_size: int = 1
    """Billed in blocks of so many Wh or seconds; 0 and 1 are as exact as it was measured."""
    spot: Spot | None = None


@dataclass(frozen=True, slots=True)
class Restrictions:
    """Circumstances; all that are told must hold, at each instant. Times are local."""

    start_time: time | None = None
    """Inclusive; alone it holds until midnight."""
    end_time: time | None = None
    """Exclusive; alone it holds from midnight; before `start_time` it is on the next day."""
    start_date: date | None = None
    """Inclusive."""
    end_date: date | None = None
    """Exclusive."""
    min_kwh: Decimal | None = None
    """Of energy since the session's start; inclusive, as all that begin with `min`."""
    max_kwh: Decimal | None = None
    """Exclusive, as all that begin with `max`."""
    min_current: Decimal | None = None
    """Amperes, summed over the phases."""
    max_current: Decimal | None = None
    min_power: Decimal | None = None
    """Kilowatts."""
    max_power: Decimal | None = None
    min_duration: int | None = None
    """Seconds since the session's start, charging or not, without the reservation."""
    max_duration: int | None = None
    days: frozenset[Weekday] = frozenset()
    """Empty: all of them."""
    reservation: Reservation | None = None
    """Told: the element is for reservations alone; not told: never for one."""


UNRESTRICTED = Restrictions()


@dataclass(frozen=True, slots=True)
class Element:
    """Prices that hold in the same circumstances."""

    components: tuple[PriceComponent, ...]
    restrictions: Restrictions = UNRESTRICTED


@dataclass(frozen=True, slots=True)
class PriceLimit:
    """The least or the most that a session costs; both amounts hold, each by itself."""

    before_taxes: Decimal | None = None
    after_taxes: Decimal | None = None
