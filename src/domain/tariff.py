"""Tariff: what a charge costs. Flat fee, energy, time and idle time, before and after taxes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from domain.aggregate import Aggregate
from domain.errors import Invalid
from domain.identity import TariffId, TenantId
from domain.quantities import Currency, Energy, Money

_HOUR = 3_600_000_000
"""In microseconds."""


class PriceComponent(StrEnum):
    """What is paid for (OCPI TariffDimensionType; idle time is PARKING_TIME there)."""

    FLAT = "flat"
    ENERGY = "energy"
    TIME = "time"
    IDLE = "idle"


_UNITS = {
    PriceComponent.FLAT: "session",
    PriceComponent.ENERGY: "kWh",
    PriceComponent.TIME: "h",
    PriceComponent.IDLE: "h",
}


@dataclass(frozen=True, slots=True)
class Usage:
    """What a session used."""

    energy: Energy
    charging: timedelta
    idle: timedelta


@dataclass(frozen=True, slots=True)
class BillLine:
    """One component: `quantity` in `unit` times `price`, before taxes, not rounded."""

    component: PriceComponent
    quantity: Decimal
    unit: str
    price: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Bill:
    """What a session costs and why. The total is rounded once, to the currency's minor unit."""

    currency: Currency
    lines: tuple[BillLine, ...]
    tax_percent: Decimal

    @property
    def before_taxes(self) -> Money:
        """The sum of the lines."""
        return Money(sum((line.amount for line in self.lines), Decimal(0)), self.currency).rounded()

    @property
    def total(self) -> Money:
        """With taxes."""
        net = sum((line.amount for line in self.lines), Decimal(0))
        return Money(net * (1 + self.tax_percent / 100), self.currency).rounded()


@dataclass(slots=True, kw_only=True)
class Tariff(Aggregate):
    """A price list of a tenant. Prices are before taxes, in units of the currency."""

    id: TariffId
    tenant: TenantId
    name: str
    currency: Currency
    flat: Decimal = Decimal(0)
    """Once a session."""
    per_kwh: Decimal = Decimal(0)
    per_hour: Decimal = Decimal(0)
    """Of charging."""
    idle_per_hour: Decimal = Decimal(0)
    """Of being connected without charging, after `idle_grace`."""
    idle_grace: timedelta = timedelta(0)
    tax_percent: Decimal = Decimal(0)
    is_default: bool = False
    """Whether it holds where no other was assigned."""
    valid_from: datetime | None = None
    valid_until: datetime | None = None

    def __post_init__(self) -> None:
        if not 1 <= len(self.name) <= 100:
            raise Invalid("name", "use 1 to 100 characters")
        for field in ("flat", "per_kwh", "per_hour", "idle_per_hour", "tax_percent"):
            value: Decimal = getattr(self, field)
            if not value.is_finite() or value < 0:
                raise Invalid(field, "use 0 or more")
        if self.idle_grace < timedelta(0):
            raise Invalid("idle_grace", "use 0 seconds or more")

    def holds_at(self, at: datetime) -> bool:
        """Whether it may price a session that starts at `at`."""
        begun = self.valid_from is None or self.valid_from <= at
        return begun and (self.valid_until is None or at < self.valid_until)

    def price(self, usage: Usage) -> Bill:
        """The bill for `usage`; components that cost nothing have no line."""
        idle = max(usage.idle - self.idle_grace, timedelta(0))
        amounts = (
            (PriceComponent.FLAT, Decimal(1), 1, self.flat),
            (PriceComponent.ENERGY, usage.energy.wh, 1000, self.per_kwh),
            (PriceComponent.TIME, _microseconds(usage.charging), _HOUR, self.per_hour),
            (PriceComponent.IDLE, _microseconds(idle), _HOUR, self.idle_per_hour),
        )
        # Multiplied before it is divided: twenty minutes are no finite decimal of an hour.
        lines = tuple(
            BillLine(component, count / parts, _UNITS[component], price, count * price / parts)
            for component, count, parts, price in amounts
            if count and price
        )
        return Bill(self.currency, lines, self.tax_percent)


def _microseconds(duration: timedelta) -> Decimal:
    return Decimal(duration // timedelta(microseconds=1))
