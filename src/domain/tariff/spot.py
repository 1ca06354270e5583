"""Prices that follow a time series, such as the day-ahead market."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Self

from domain.tariff.clock import instant
from domain.tariff.elements import PriceComponent, Restrictions, Spot
from domain.tariff.plan import Slot


@dataclass(frozen=True, slots=True)
class PricePoint:
    """The price from `start` until `end`."""

    start: datetime
    end: datetime
    price: Decimal
    """Per kWh, before taxes; below zero where the market is."""


@dataclass(frozen=True, slots=True)
class PriceSeries:
    """Prices in the order of time, as they were known when the session began."""

    points: tuple[PricePoint, ...]

    @classmethod
    def even(cls, start: datetime, prices: Iterable[Decimal | str], length: timedelta) -> Self:
        """One price after another from `start` on, each for `length`."""
        return cls(
            tuple(
                PricePoint(start + place * length, start + (place + 1) * length, Decimal(price))
                for place, price in enumerate(prices)
            )
        )

    @classmethod
    def hourly(cls, start: datetime, prices: Iterable[Decimal | str]) -> Self:
        """One price after another from `start` on, each for an hour."""
        return cls.even(start, prices, timedelta(hours=1))

    def covers(self, start: datetime, end: datetime) -> bool:
        """Whether there is a price for every moment from `start` to `end`."""
        at = start
        for point in self.points:
            if point.start <= at < point.end:
                at = point.end
        return at >= end


def priced(spot: Spot, market: Decimal) -> Decimal:
    """What the driver pays where the market is at `market`."""
    price = market * spot.factor + spot.addend
    return price if spot.floor is None else max(price, spot.floor)


def with_spot(
    slots: Iterable[tuple[Restrictions, Slot]],
    components: Mapping[Slot, PriceComponent],
    series: Mapping[str, PriceSeries],
) -> list[tuple[Restrictions, Slot]]:
    """The same list, in which each dynamic price stands once for each point of its series."""
    expanded: list[tuple[Restrictions, Slot]] = []
    for restrictions, slot in slots:
        spot = components[slot].spot
        known = series.get(spot.series) if spot is not None else None
        if spot is not None and known is not None:
            expanded += [
                (
                    restrictions,
                    replace(
                        slot,
                        price=priced(spot, point.price),
                        since=instant(point.start),
                        until=instant(point.end),
                    ),
                )
                for point in known.points
            ]
        expanded.append((restrictions, slot))
    return expanded
