"""How many sessions a core prices, beside a plain loop that only multiplies."""

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise
from statistics import median
from time import process_time
from uuid import UUID

from benchmarks.rig.run import Run

from domain.identity import TariffId, TenantId
from domain.quantities import Currency, Energy
from domain.tariff import (
    Consumption,
    Dimension,
    Element,
    Period,
    PriceComponent,
    PricePlan,
    Restrictions,
    Tariff,
    TariffState,
    Use,
)

SESSIONS, PERIODS, ELEMENTS = 4_000, 10, 5
VAT = Decimal(19)
MONDAY = datetime(2026, 1, 12, tzinfo=UTC)


def component(dimension: Dimension, price: str, step: int = 1) -> PriceComponent:
    return PriceComponent(dimension, Decimal(price), VAT, step)


def a_tariff() -> Tariff:
    """A fee, a dear evening, a cheap start, a default, and parking: five elements."""
    return Tariff(
        id=TariffId(UUID(int=1)),
        tenant=TenantId("bench"),
        name="Five elements",
        currency=Currency("EUR"),
        state=TariffState.PUBLISHED,
        elements=(
            Element((component(Dimension.FLAT, "0.50"),)),
            Element(
                (component(Dimension.ENERGY, "0.49"),),
                Restrictions(start_time=time(17), end_time=time(20)),
            ),
            Element((component(Dimension.ENERGY, "0.35"),), Restrictions(max_kwh=Decimal(20))),
            Element((component(Dimension.ENERGY, "0.39"),)),
            Element((component(Dimension.PARKING_TIME, "6", 60),)),
        ),
    )


def a_session(number: int) -> Consumption:
    """Ten periods: nine quarters of an hour of charging, and parking.

    As in a CPO's records, prices change between two of them (OCPI mod_cdrs, ChargingPeriod); by
    the clock at 17:00 and 20:00 local, and by energy after 20 kWh.
    """
    begin = MONDAY + timedelta(minutes=15 * (number % 96))
    times = [begin + timedelta(minutes=15 * n) for n in range(PERIODS + 1)]
    quarter = Energy(Decimal(2_500))
    charging = [Period.of(Use.CHARGING, a, b, quarter) for a, b in pairwise(times[:-1])]
    parking = Period.of(Use.PARKING, times[-2], times[-1])
    return Consumption(
        start=begin, end=times[-1], zone="Europe/Berlin", periods=(*charging, parking)
    )


def floor(sessions: list[Consumption]) -> float:
    """Seconds of the plain loop: energy times price and tax, for each period."""
    price, tax = Decimal("0.39"), 1 + VAT / 100
    began = process_time()
    for session in sessions:
        total = Decimal(0)
        for period in session.periods:
            total += period.energy.wh * price * tax / 1000
    return process_time() - began


def engine(sessions: list[Consumption]) -> float:
    """Seconds of the engine: whole bills, and their totals."""
    plan = PricePlan(a_tariff())
    began = process_time()
    for session in sessions:
        plan.price(session).total  # noqa: B018 - it is computed when asked for
    return process_time() - began


async def prices(run: Run) -> dict:
    """Return sessions a second and core, of both, in turns, and their ratio."""
    sessions = [a_session(number) for number in range(SESSIONS)]
    rounds = []
    for _ in range(max(run.rounds, 3)):
        plain, whole = floor(sessions), engine(sessions)
        rounds.append({"floor": round(SESSIONS / plain), "engine": round(SESSIONS / whole)})
    ours = median(one["engine"] for one in rounds)
    theirs = median(one["floor"] for one in rounds)
    return {
        "sessions_per_second": ours,
        "floor_sessions_per_second": theirs,
        "ratio": round(ours / theirs, 3),
        "periods": PERIODS,
        "elements": ELEMENTS,
        "rounds": rounds,
    }
