"""Prices of a market, and what drivers read on the screens of stations."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from application.provisioning.edit_station import EditStation
from application.provisioning.learn_settings import LearnSettings
from application.tariff.edit_tariff import CreateTariff, TariffParticulars
from application.tariff.quote_prices import QuotePrices
from domain.cost_display import CostDisplay, CostMode
from domain.station import SCREENS, Screen, Setting
from domain.tariff import Dimension, Element, FullPrices, PriceComponent, PricePoint, Spot
from features.world import Showing
from features.worlds.stage import Stage

BRIEFLY = 0.02
COMPONENT = PriceComponent(Dimension.ENERGY, Decimal("0.40"), step_size=0)


class Screens(Stage, Showing):
    """The verbs of `Showing`."""

    async def can_show_costs(self, station: str) -> None:
        old = self.charger(station).speech.subprotocol == "ocpp1.6"
        way = Screen.DATA_TRANSFER if old else Screen.COST_UPDATED
        key = next(key for key, screen in SCREENS.items() if screen is way)
        known = await self.station(station)
        await self.run(LearnSettings(known.id, (Setting(key, "true"),)))

    async def shows_cost_every(self, station: str, interval: timedelta) -> None:
        known = await self.station(station)
        display = CostDisplay(CostMode.RUNNING, interval)
        edit = EditStation(
            known.id, known.name, None, known.registration, None, cost_display=display
        )
        await self.run(edit)

    async def follows_market(self, series: str) -> None:
        element = Element((replace(COMPONENT, spot=Spot(series)),))
        prices = FullPrices(elements=(element,))
        tariff = TariffParticulars(name="Market", currency="EUR", is_default=True, prices=prices)
        await self.run(CreateTariff(self.tenant, tariff))

    async def is_quoted(self, series: str, prices: Sequence[tuple[datetime, Decimal]]) -> None:
        hour = timedelta(hours=1)
        points = tuple(PricePoint(start, start + hour, price) for start, price in prices)
        await self.run(QuotePrices(self.tenant, series, "EUR", points))

    async def screen_of(self, station: str) -> Sequence[str]:
        known = await self.station(station)
        # Only the store knows when the last order has been answered.
        while await self.stores().orders.waiting(known.id):  # noqa: ASYNC110
            await asyncio.sleep(BRIEFLY)
        return tuple(self.charger(station).screen)
