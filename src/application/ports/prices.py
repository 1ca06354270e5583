"""Prices that change by the hour: who knows them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol

from domain.tariff import PriceSeries


class MarketPrices(Protocol):
    """Time series of prices, such as the day-ahead market of a bidding zone."""

    async def known(
        self, series: Iterable[str], start: datetime, end: datetime, as_of: datetime
    ) -> Mapping[str, PriceSeries]:
        """The prices from `start` to `end` of those series, as they were known at `as_of`.

        A session keeps the prices that were shown when it began: `as_of` is its start. A series
        that nobody knows is absent, and then the tariff's own price holds.
        """
        ...
