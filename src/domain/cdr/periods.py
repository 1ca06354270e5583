"""Charging periods of a record, from what the session used."""

from domain.cdr.particulars import ChargingPeriod
from domain.tariff import Consumption, Period


def periods_of(consumption: Consumption) -> tuple[ChargingPeriod, ...]:
    """One for each period of the consumption: where prices change, another one begins."""
    return tuple(_period(period) for period in consumption.periods)


def _period(period: Period) -> ChargingPeriod:
    return ChargingPeriod(
        period.start,
        period.energy,
        charging=period.charging,
        parking=period.parking,
        reserved=period.reserved,
        min_current=period.min_current,
        max_current=period.max_current,
        min_power=period.min_power,
        max_power=period.max_power,
    )
