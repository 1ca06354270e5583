# ruff: noqa: D102 - the ports say what each method means.
"""Prices of markets, for one tenant."""

from collections.abc import Mapping
from dataclasses import dataclass

from adapters.persistence.mapping.prices import from_row
from adapters.persistence.reading import Reader
from adapters.persistence.stores.shelf import Shelf
from application.ports.prices import MarketPrices
from domain.tariff import PriceSeries
from domain.tariff.market import Need, Quotation, known_prices

_OVERLAPPING = """
    SELECT t.* FROM quotations t WHERE t.tenant_id = $1 AND t.series = ANY($2::text[])
    AND t.currency = $3 AND t.ends_at > $4 AND t.starts_at < $5
"""


async def read_prices(reader: Reader, need: Need) -> Mapping[str, PriceSeries]:
    """As the port `MarketPrices` says."""
    wanted = (sorted(need.series), need.currency.code, need.start, need.end)
    rows = await reader.rows(_OVERLAPPING, *wanted)
    return known_prices(map(from_row, rows), need)


@dataclass(frozen=True, slots=True)
class PostgresMarketPrices(MarketPrices):
    """Those that overlap the time asked for are read; an upload is kept by the day."""

    shelf: Shelf[Quotation]
    reader: Reader

    async def known(self, need: Need) -> Mapping[str, PriceSeries]:
        return await read_prices(self.reader, need)

    def add(self, quotation: Quotation) -> None:
        self.shelf.save(quotation)
