"""Small tariffs and small sessions, told in the words of a product owner."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from domain.quantities import Currency, Energy
from domain.tariff import (
    AS_WE_READ_IT,
    Consumption,
    Dimension,
    Element,
    Period,
    PriceComponent,
    PriceLimit,
    Reservation,
    Restrictions,
    Tariff,
    TariffState,
    Weekday,
    price,
)

MONDAY = datetime(2026, 1, 12, tzinfo=UTC)
"""A winter's Monday, when Berlin is an hour ahead."""


def component(dimension: str, cost: str, vat: str | None = "20", step: int = 0) -> PriceComponent:
    return PriceComponent(Dimension(dimension), Decimal(cost), vat and Decimal(vat), step)


def element(*components: PriceComponent, **limits: object) -> Element:
    """Prices, and when they hold: start_time="17:00", days="SATURDAY SUNDAY", max_kwh=20 …"""
    kinds = {
        "start_time": time.fromisoformat,
        "end_time": time.fromisoformat,
        "start_date": date.fromisoformat,
        "end_date": date.fromisoformat,
        "days": lambda days: frozenset(map(Weekday, days.split())),
        "min_duration": int,
        "max_duration": int,
        "reservation": Reservation,
    }
    told = {name: kinds.get(name, Decimal)(value) for name, value in limits.items()}
    return Element(components, Restrictions(**told))


def energy(cost: str, vat: str | None = "20", step: int = 0, **limits: object) -> Element:
    return element(component("ENERGY", cost, vat, step), **limits)


def charging(cost: str, vat: str | None = "20", step: int = 0, **limits: object) -> Element:
    return element(component("TIME", cost, vat, step), **limits)


def parking(cost: str, vat: str | None = "20", step: int = 0, **limits: object) -> Element:
    return element(component("PARKING_TIME", cost, vat, step), **limits)


def fee(cost: str, vat: str | None = "20", **limits: object) -> Element:
    return element(component("FLAT", cost, vat), **limits)


def a_list(*elements: Element, number: int = 1, **more: object) -> Tariff:
    """A published price list."""
    limits = {
        name: PriceLimit(*(None if part is None else Decimal(part) for part in more.pop(name)))
        for name in ("min_price", "max_price")
        if isinstance(more.get(name), tuple)
    }
    return Tariff(
        **{
            "id": UUID(int=number),
            "tenant": "volta",
            "name": f"List {number}",
            "currency": Currency("EUR"),
            "elements": elements,
            "state": TariffState.PUBLISHED,
            **limits,
            **more,
        }
    )


def at(clock: str, day: datetime = MONDAY) -> datetime:
    """HH:MM[:SS] on `day`; 24:00 and later is on the next one."""
    hours, minutes, *seconds = map(int, clock.split(":"))
    return day + timedelta(hours=hours, minutes=minutes, seconds=sum(seconds))


_VOLUMES = {"charging": "charging", "parking": "parking", "reserved": "reserved"}


def stay(*steps: object, day: datetime = MONDAY, zone: str = "UTC", **more: object) -> Consumption:
    """`"16:53", "charging 12.5 kWh", "20:04"`: times, and what was done between them.

    `charging`, `parking`, `reserved`, `energy` (no time told) with kWh, `16 A`, `7.2 kW`, and
    `@2` for the second tariff.
    """
    times = [at(step, day) if isinstance(step, str) else step for step in steps[::2]]
    periods = [
        _period(what, start, end)
        for what, start, end in zip(steps[1::2], times, times[1:], strict=False)
    ]
    return Consumption(start=times[0], end=times[-1], zone=zone, periods=tuple(periods), **more)


def _period(what: str, start: datetime, end: datetime) -> Period:
    words = what.split()
    told: dict[str, object] = {}
    if words[0] in _VOLUMES:
        told[words[0]] = end - start
    for value, unit in zip(words[1::2], words[2::2], strict=False):
        match unit:
            case "kWh":
                told["energy"] = Energy.from_kwh(value)
            case "A":
                told |= {"min_current": Decimal(value), "max_current": Decimal(value)}
            case "kW":
                told |= {"min_power": Decimal(value), "max_power": Decimal(value)}
            case "tariff":
                told["tariff"] = str(UUID(int=int(value)))
            case "h":
                told[words[0]] = timedelta(microseconds=int(Decimal(value) * 3_600_000_000))
    return Period(start=start, end=end, **told)


def cost(tariff: object, consumption: Consumption, reading=AS_WE_READ_IT, series=None) -> str:
    """Before taxes, to four digits."""
    return told(price(tariff, consumption, reading, series or {}).exact.before_taxes)


def told(exact: Fraction | None) -> str | None:
    """An exact amount as text: all its digits, or a fraction."""
    if exact is None:
        return None
    text = Decimal(exact.numerator) / exact.denominator
    return f"{text.normalize():f}" if Fraction(text) == exact else str(exact)


def codes(bill: object) -> list[str]:
    return [warning.code.value for warning in bill.warnings]
