"""Prices that change by the hour: who knows them."""

from collections.abc import Mapping
from typing import Protocol

from domain.tariff import PriceSeries
from domain.tariff.engine import NO_SERIES
from domain.tariff.market import Need, Quotation


class MarketPrices(Protocol):
    """Time series of prices, such as the day-ahead market of a bidding zone; of the tenant."""

    async def known(self, need: Need) -> Mapping[str, PriceSeries]:
        """The prices that a session needs, as its driver was shown them when it began.

        Of a time of which nothing was known then, what was told of it first
        (`domain.tariff.market`). A series of which nothing is known in that currency is absent.
        """
        ...

    def add(self, quotation: Quotation) -> None:
        """Write it with the next commit."""
        ...


async def market_of(market: MarketPrices, need: Need | None) -> Mapping[str, PriceSeries]:
    """The prices that are needed; nothing is read where none are."""
    return NO_SERIES if need is None else await market.known(need)
