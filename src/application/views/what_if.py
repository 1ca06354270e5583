"""What if past sessions had been charged by another tariff?"""

from dataclasses import dataclass
from uuid import UUID

from application.ports.prices import MarketPrices
from application.views.past_sessions import PastFilter, PastSession
from application.views.tariff import TariffsView
from domain.tariff import (
    Consumption,
    PricePlan,
    Tariff,
    consumption_of,
    needs_readings,
)
from domain.tariff.market import need_of
from domain.tariff.what_if import WhatIf

AT_ONCE = 200
"""Sessions in memory, and priced between two looks at what else is to be done."""


@dataclass(frozen=True, slots=True)
class PricedAgain:
    """The sums, and the last session that is in them; None: there are no more."""

    sums: WhatIf
    last: UUID | None


async def priced_again(
    view: TariffsView, market: MarketPrices, tariff: Tariff, chosen: PastFilter, most: int
) -> PricedAgain:
    """Price at most so many past sessions by `tariff`, a batch at a time; nothing is kept.

    Where no market price is known for a session, the tariff's own price stands in for it.

    Raises:
        NotPriceable: the tariff says nothing that could be charged.
    """
    plan, sums = PricePlan(tariff), WhatIf(tariff.currency)
    precise, done, after = needs_readings(tariff), 0, chosen.after
    while done < most:
        wanted = min(AT_ONCE, most - done)
        where = PastFilter(since=chosen.since, until=chosen.until, after=after)
        batch = await view.past(where, wanted, readings=precise)
        for past in batch:
            used = _used(past)
            need = need_of(tariff, used.start, used.end, used.start)
            if need is not None:
                plan = PricePlan(tariff, series=await market.known(need))
            sums.count(plan, used, past.record.bill)
        if len(batch) < wanted:
            return PricedAgain(sums, None)
        done, after = done + len(batch), batch[-1].session.id
    return PricedAgain(sums, after)


def _used(past: PastSession) -> Consumption:
    particulars = past.record.particulars
    group = particulars.badge.group if particulars.badge else None
    return consumption_of(
        past.session,
        until=past.record.ended_at,
        zone=particulars.place.time_zone,
        readings=past.readings,
        groups=frozenset({group}) if group else frozenset(),
        memberships=past.session.memberships,
    )
