"""An operator, or a program of his, tells the prices of a market."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from itertools import groupby

from application.ports.prices import MarketPrices
from application.ports.work import UnitOfWork
from application.ports.world import Clock, Ids
from domain.identity import TenantId
from domain.quantities import Currency
from domain.tariff import PricePoint
from domain.tariff.market import Need, Quotation, QuotationId


@dataclass(frozen=True, slots=True)
class QuotePrices:
    """Prices of one series, per kWh and before taxes, in any order."""

    tenant: TenantId
    series: str
    currency: str
    points: tuple[PricePoint, ...]


@dataclass(frozen=True, slots=True)
class QuotePricesHandler:
    """Take in the prices of a series.

    - A price that is told anew takes the place of the earlier one, for sessions that begin from
      then on: who is charging keeps what was known when he began.
    - Of a time of which nothing was known then, what is told first counts for him too.
    - What is known already changes nothing.
    - All of them or none.
    """

    market: MarketPrices
    ids: Ids
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: QuotePrices) -> tuple[int, int]:
        """How many prices were new or different, and how many were known."""
        now, currency, new = self.clock.now(), Currency(command.currency), 0
        points = sorted(command.points, key=lambda point: point.start)
        for day in _by_day(points):
            quotation = Quotation(
                id=QuotationId(self.ids.new()),
                tenant=command.tenant,
                series=command.series,
                currency=currency,
                known_at=now,
                points=tuple(day),
            )
            need = Need(
                series=frozenset({command.series}),
                currency=currency,
                start=quotation.start,
                end=quotation.end,
                as_of=now,
            )
            known = (await self.market.known(need)).get(command.series)
            before = known.points if known is not None else ()
            changed = set(quotation.points) - set(before)
            if changed:
                quotation.note()
                self.market.add(quotation)
                new += len(changed)
        await self.work.commit()
        return new, len(points) - new


def _by_day(points: Sequence[PricePoint]) -> Iterator[list[PricePoint]]:
    """A document a day: a session reads no more than the days that it lasts."""
    for _, day in groupby(points, key=lambda point: point.start.astimezone(UTC).date()):
        yield list(day)
