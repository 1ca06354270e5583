"""Any tariff and any session, from a number: quick to make, so that many are tried."""

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from random import Random

from tests.domain.tariff.small import a_list

from domain.quantities import Energy
from domain.tariff import (
    WEEKDAYS,
    Consumption,
    Dimension,
    Element,
    Period,
    PriceComponent,
    PriceLimit,
    Reservation,
    Restrictions,
    Tariff,
    Use,
)

ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe")
STARTS = (
    datetime(2026, 1, 10, 20, tzinfo=UTC),  # a Saturday
    datetime(2026, 3, 28, 22, tzinfo=UTC),  # before the clocks of Europe move
    datetime(2026, 10, 24, 22, tzinfo=UTC),
    datetime(2026, 11, 1, 4, tzinfo=UTC),  # and those of America
)
QUARTER = timedelta(minutes=15)
STEPS = {
    Dimension.FLAT: (1,),
    Dimension.ENERGY: (0, 1, 100, 500, 2_000),
    Dimension.TIME: (0, 1, 60, 900, 3_600),
    Dimension.PARKING_TIME: (0, 1, 60, 900, 3_600),
}


def any_component(rnd: Random, dimension: Dimension) -> PriceComponent:
    vat = rnd.choice((None, Decimal(0), Decimal("5.5"), Decimal(20)))
    price = Decimal(rnd.randrange(0, 500)).scaleb(-2)
    return PriceComponent(dimension, price, vat, rnd.choice(STEPS[dimension]))


def any_restrictions(rnd: Random) -> Restrictions:  # noqa: C901 - one chance for each
    told: dict[str, object] = {}
    chance = rnd.random
    if chance() < 0.3:
        told["start_time"] = _time(rnd)
    if chance() < 0.3:
        told["end_time"] = _time(rnd)
    if chance() < 0.2:
        told["days"] = frozenset(rnd.sample(WEEKDAYS, rnd.randint(1, 4)))
    if chance() < 0.15:
        told["start_date"] = rnd.choice(STARTS).date()
    if chance() < 0.15:
        told["end_date"] = (rnd.choice(STARTS) + timedelta(days=1)).date()
    for name, values in (("kwh", (1, 5, 12, 30)), ("duration", (900, 1800, 7200, 10_800))):
        kind = Decimal if name == "kwh" else int
        if chance() < 0.2:
            told[f"min_{name}"] = kind(rnd.choice(values))
        if chance() < 0.2:
            told[f"max_{name}"] = kind(rnd.choice(values))
    if chance() < 0.15:
        told["min_power"] = Decimal(rnd.choice((4, 11, 22)))
    if chance() < 0.15:
        told["max_current"] = Decimal(rnd.choice((16, 32, 63)))
    return Restrictions(**told)


def _time(rnd: Random) -> time:
    return time(rnd.randrange(24), rnd.choice((0, 15, 30, 45)))


def any_tariff(rnd: Random, *, number: int = 1) -> Tariff:
    elements = []
    for _ in range(rnd.randint(1, 6)):
        dimensions = rnd.sample(list(Dimension), rnd.randint(1, 3))
        limits = any_restrictions(rnd) if rnd.random() < 0.7 else Restrictions()
        if rnd.random() < 0.15:
            limits = Restrictions(reservation=rnd.choice(list(Reservation)))
        elements.append(Element(tuple(any_component(rnd, d) for d in dimensions), limits))
    limits_of_price = {}
    for name, values in (("min_price", (0, 1, 5)), ("max_price", (6, 10, 40))):
        if rnd.random() < 0.3:
            limits_of_price[name] = PriceLimit(
                Decimal(rnd.choice(values)), rnd.choice((None, Decimal(rnd.choice(values))))
            )
    tariff = a_list(*elements, number=number)
    tariff.min_price = limits_of_price.get("min_price")
    tariff.max_price = limits_of_price.get("max_price")
    return tariff


def any_session(rnd: Random) -> Consumption:
    start = rnd.choice(STARTS) + rnd.randrange(20) * QUARTER
    periods = []
    begin = start
    reserved = rnd.random() < 0.2
    for _ in range(rnd.randint(1, 6)):
        end = begin + rnd.randint(1, 10) * QUARTER
        use = Use.RESERVATION if reserved else rnd.choice((Use.CHARGING, Use.PARKING))
        # A multiple of what a period has of quarters, in Wh, so that a quarter has whole ones.
        quarters = (end - begin) // QUARTER
        wh = rnd.randrange(0, 4_000) * quarters if use is Use.CHARGING else 0
        amperes = rnd.choice((None, Decimal(10), Decimal(40)))
        periods.append(
            Period.of(
                use, begin, end, Energy(Decimal(wh)), min_current=amperes, max_current=amperes
            )
        )
        begin, reserved = end, reserved and rnd.random() < 0.3
    return Consumption(
        start=start,
        end=begin,
        zone=rnd.choice(ZONES),
        periods=tuple(periods),
        reservation_expired=all(p.reserved for p in periods),
    )
