"""What a session costs, ended or so far: what was used, and what the market asked for it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from application.ports.prices import MarketPrices, market_of
from application.tariff.consumed import Consumed
from domain.session import ChargingSession
from domain.tariff import (
    AS_WE_READ_IT,
    Bill,
    Caution,
    Consumption,
    Explanation,
    PriceSeries,
    Tariff,
    WarningCode,
    explain,
    price,
)
from domain.tariff.market import need_of, refuse_unknown_prices, unknown_prices


@dataclass(frozen=True, slots=True)
class Pricing:
    """Price sessions.

    - Market prices are those that were known when the session began.
    - Where a market price is missing, nobody is told or charged a guess; only a preview shows what
      the tariff's own price would make of it, with a warning.
    """

    consumed: Consumed
    market: MarketPrices

    async def bill(self, session: ChargingSession, tariff: Tariff) -> Bill:
        """What it costs, so far or in all.

        Raises:
            NotPriceable: the tariff, or the market, says nothing that could be charged.
        """
        used = await self.consumed(session, tariff)
        series = await self._series(tariff, used, session.began_at)
        refuse_unknown_prices(tariff, used, series)
        return price(tariff, used, series=series)

    async def explained(self, session: ChargingSession, tariff: Tariff) -> Explanation:
        """And why it is that; raises what `bill` raises."""
        used = await self.consumed(session, tariff)
        series = await self._series(tariff, used, session.began_at)
        refuse_unknown_prices(tariff, used, series)
        return explain(tariff, used, AS_WE_READ_IT, series)

    async def previewed(
        self, tariff: Tariff, used: Consumption, as_of: datetime | None = None
    ) -> Explanation:
        """What that would cost, with a warning for each time of which no price is known."""
        series = await self._series(tariff, used, as_of or used.start)
        made = explain(tariff, used, AS_WE_READ_IT, series)
        holes = unknown_prices(tariff, used, series)
        cautions = tuple(Caution(WarningCode.NO_SPOT_PRICE, detail=str(hole)) for hole in holes)
        bill = replace(made.bill, warnings=(*made.bill.warnings, *cautions))
        return replace(made, bill=bill)

    async def _series(
        self, tariff: Tariff, used: Consumption, as_of: datetime
    ) -> Mapping[str, PriceSeries]:
        return await market_of(self.market, need_of(tariff, used.start, used.end, as_of))
