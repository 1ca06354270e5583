"""How much is held for a charge at an EVSE."""

from dataclasses import dataclass

from application.ports.prices import MarketPrices, market_of
from application.ports.provisioning import Locations, Stations
from application.ports.tariff import Tariffs
from application.ports.world import Clock
from domain.identity import StationId, TariffId
from domain.payment import PaymentTerms, hold_by_tariff
from domain.quantities import Money
from domain.tariff import Tariff
from domain.tariff.market import need_of


@dataclass(frozen=True, slots=True)
class Holding:
    """Find the amount to hold.

    - Where the terms name a typical charge, the tariff that holds at the EVSE decides: the most
      that a session costs by it, or else what the typical charge costs; with taxes, at the clock of
      the place, and for the driver's group.
    - Never more than the terms allow.
    - Where the tariff says nothing of use, the amount of the terms is held.
    """

    tariffs: Tariffs
    stations: Stations
    locations: Locations
    market: MarketPrices
    clock: Clock

    async def __call__(
        self,
        terms: PaymentTerms,
        station: StationId,
        evse: int | None,
        *,
        group: str | None = None,
        fixed: TariffId | None = None,
    ) -> Money:
        """`fixed`: the tariff of a session that has begun."""
        if terms.typical is None:
            return terms.hold
        place = (await self.stations.get(station)).location
        location = await self.locations.find(place) if place else None
        now = self.clock.now()
        tariff: Tariff | None = None
        if fixed is not None:
            tariff = await self.tariffs.find(fixed)
        else:
            tariff = await self.tariffs.applicable(station, evse, now, location=place, group=group)
        if tariff is None:
            return terms.hold
        end = now + terms.typical.charging + terms.typical.idle
        return hold_by_tariff(
            terms,
            tariff,
            now,
            zone=location.time_zone if location else "UTC",
            group=group,
            series=await market_of(self.market, need_of(tariff, now, end, now)),
        )
