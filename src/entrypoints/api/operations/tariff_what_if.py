"""What if past sessions had been charged by another tariff?"""

from decimal import Decimal
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from application.views.amounts import plain
from application.views.past_sessions import PastFilter
from application.views.what_if import priced_again
from domain.identity import TariffId
from domain.tariff.what_if import BOUNDS, bar_name
from entrypoints.api.call import Call
from entrypoints.api.operation import Block
from entrypoints.api.reading.types import Instant, utc

block = Block("what-if", "Past sessions priced once more by another tariff.")


class WhatIfQuestion(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Which past sessions, by when they began; so many at a time."""

    since: Instant | None = None
    until: Instant | None = None
    after: UUID | None = None
    """`next` of the answer before: sums of parts can be added up."""
    limit: Annotated[int, Meta(ge=1, le=5_000)] = 2_000


class Bar(msgspec.Struct, kw_only=True):
    """So many sessions would cost so much more, or less."""

    name: str
    """In units of the currency."""
    sessions: int


class WhatIfAnswer(msgspec.Struct, kw_only=True):
    """How revenue and drivers would fare; amounts are with taxes."""

    currency: str
    sessions: int
    left_out: int
    """In another currency, or without a price then."""
    revenue_before: str
    revenue_after: str
    dearer: int
    cheaper: int
    same: int
    histogram: tuple[Bar, ...]
    """All bars, from cheaper to dearer, and at last what is the same."""
    remaining: int | None
    """Sessions after these; told with the first part alone, as counting takes its time."""
    next: UUID | None


@block.operation("POST /tariffs/{tariff}/what-if", answers=WhatIfAnswer, other_statuses=(422,))
async def ask_what_if(call: Call, tariff: UUID, body: WhatIfQuestion) -> WhatIfAnswer:
    """Price past sessions once more by a tariff, such as a draft: nothing is charged or kept.

    - Sessions with a record that stands, by when they were made; a part of them at a time, so
      that no request is long. Hand `next` back as `after` and add up.
    - Each is priced by what its station told and its meter read, in the time zone of its place.
    - By the market prices that were known at its start; where none are, by the tariff's own price.
    """
    priced_by = await call.stores.tariffs.get(TariffId(tariff))
    view = call.views.tariffs
    chosen = PastFilter(since=utc(body.since), until=utc(body.until), after=body.after)
    part = await priced_again(view, call.stores.market, priced_by, chosen, body.limit)
    sums = part.sums
    remaining = 0 if part.last is None else None
    if part.last is not None and chosen.after is None:
        rest = PastFilter(since=chosen.since, until=chosen.until, after=part.last)
        remaining = await view.count_past(rest)
    return WhatIfAnswer(
        currency=sums.currency.code,
        sessions=sums.sessions,
        left_out=sums.left_out,
        revenue_before=_amount(sums.before),
        revenue_after=_amount(sums.after),
        dearer=sums.dearer,
        cheaper=sums.cheaper,
        same=sums.sessions - sums.dearer - sums.cheaper,
        histogram=tuple(
            Bar(name=bar_name(bar), sessions=sums.bars[bar]) for bar in range(len(BOUNDS) + 2)
        ),
        remaining=remaining,
        next=None if remaining == 0 else part.last,
    )


def _amount(amount: Decimal) -> str:
    return plain(amount)
