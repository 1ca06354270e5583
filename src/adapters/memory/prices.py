# ruff: noqa: D102 - the ports say what each method means.
"""Prices of markets, for one tenant."""

from collections.abc import Mapping
from dataclasses import dataclass

from adapters.memory.shelf import Shelf
from application.ports.prices import MarketPrices
from domain.tariff import PriceSeries
from domain.tariff.market import Need, Quotation, known_prices


@dataclass(frozen=True, slots=True)
class MemoryMarketPrices(MarketPrices):
    """All of them are looked through."""

    shelf: Shelf[Quotation]

    async def known(self, need: Need) -> Mapping[str, PriceSeries]:
        return known_prices(self.shelf.select("all"), need)

    def add(self, quotation: Quotation) -> None:
        self.shelf.save(quotation)
