"""What a price list says, as it is shown: exact numbers as text. The words are those of OCPI."""

from dataclasses import dataclass
from datetime import date, datetime, time


@dataclass(frozen=True, slots=True)
class SpotView:
    """A price that follows a time series."""

    series: str
    factor: str
    addend: str
    floor: str | None


@dataclass(frozen=True, slots=True)
class ComponentView:
    """So much of the currency for a unit of one dimension."""

    dimension: str
    price: str
    vat: str | None
    """Percent; null: no such tax applies."""
    step_size: int
    """Billed in blocks of so many Wh or seconds."""
    spot: SpotView | None


@dataclass(frozen=True, slots=True)
class RestrictionsView:
    """Circumstances, all of which must hold; times are local. `min` is inclusive, `max` is not."""

    start_time: time | None
    end_time: time | None
    start_date: date | None
    end_date: date | None
    min_kwh: str | None
    max_kwh: str | None
    min_current: str | None
    """Amperes, summed over the phases."""
    max_current: str | None
    min_power: str | None
    """Kilowatts."""
    max_power: str | None
    min_duration: int | None
    """Seconds."""
    max_duration: int | None
    days: tuple[str, ...]
    reservation: str | None


@dataclass(frozen=True, slots=True)
class ElementView:
    """Prices that hold in the same circumstances."""

    components: tuple[ComponentView, ...]
    restrictions: RestrictionsView


@dataclass(frozen=True, slots=True)
class LimitView:
    """The least or the most that a session costs."""

    before_taxes: str | None
    after_taxes: str | None


@dataclass(frozen=True, slots=True)
class AltTextView:
    """The list in words."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class AllowanceView:
    """So much is free in each session: kWh or minutes."""

    dimension: str
    amount: str


@dataclass(frozen=True, slots=True)
class DiscountView:
    """A part of the price that some need not pay."""

    name: str
    percent: str
    membership: str | None
    valid_from: datetime | None
    valid_until: datetime | None
    dimensions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupPricesView:
    """Other elements for a group of users."""

    group: str
    elements: tuple[ElementView, ...]


@dataclass(frozen=True, slots=True)
class RoundingView:
    """How amounts are rounded for payment."""

    scope: str
    mode: str
    unit: str | None


@dataclass(frozen=True, slots=True)
class TermsView:
    """What goes beyond OCPI."""

    idle_grace_seconds: int
    idle_cap: str | None
    allowances: tuple[AllowanceView, ...]
    groups: tuple[GroupPricesView, ...]
    discounts: tuple[DiscountView, ...]
    rounding: RoundingView
