"""Prices that change by the hour, which tariffs may follow."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from application.tariff.quote_prices import QuotePrices, QuotePricesHandler
from application.views.market import QuotationFilter, QuotationView
from application.views.paging import Page
from domain.tariff import PricePoint
from entrypoints.api import csv_text
from entrypoints.api.call import Call
from entrypoints.api.operation import CSV, Block
from entrypoints.api.operations.tariff_bodies import Signed
from entrypoints.api.problems import Fault, Problem
from entrypoints.api.reading.faults import faults
from entrypoints.api.reading.types import CurrencyCode, Instant, Name, PageQuery, utc
from entrypoints.api.shown import Kind, listing

block = Block(
    "market-prices",
    "Time series of prices, such as the day-ahead market, which a price component follows by the "
    "series' name (`spot`). What was told is never changed: a later price takes its place, for "
    "sessions that begin from then on.",
)

MOST_ROWS = 50_000
MOST_FAULTS = 1_000
COLUMNS = ("start", "end", "price")


class EnergyUnit(StrEnum):
    """What a price is for."""

    KWH = "kWh"
    MWH = "MWh"


PER_KWH = {EnergyUnit.KWH: Decimal(1), EnergyUnit.MWH: Decimal(1000)}

Length = Annotated[int, Meta(ge=1, le=1440)]


class PointDraft(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The price from `start` on."""

    start: Instant
    end: Instant | None = None
    """Exclusive. Null: as long as `minutes` says."""
    price: Signed
    """Before taxes; below zero where the market is."""


class SeriesQuery(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Which series, and how its prices are told."""

    series: Name
    """The name by which tariffs follow it, such as `day-ahead/DE-LU`."""
    currency: CurrencyCode
    unit: EnergyUnit = EnergyUnit.KWH
    """Markets quote by the MWh."""
    minutes: Length = 60
    """How long a price holds that tells no end."""


class NewPrices(SeriesQuery):
    """Prices of a series."""

    prices: Annotated[tuple[PointDraft, ...], Meta(min_length=1, max_length=MOST_ROWS)]


class Quoted(msgspec.Struct, kw_only=True):
    """What became of them."""

    taken: int
    """New, or other than they were."""
    known: int


class QuotationsQuery(PageQuery):
    """Filters and order."""

    series: Name | None = None
    since: Instant | None = None
    """Those that end after then."""
    until: Instant | None = None
    """Those that begin before then."""
    sort: Literal["start", "-start"] = "start"

    def chosen(self) -> QuotationFilter:
        """As the view takes them."""
        return QuotationFilter(series=self.series, since=utc(self.since), until=utc(self.until))


QUOTATION: Kind[QuotationView] = Kind(
    "quotation", lambda call, name: call.views.market.find(name), "/market-prices"
)


@block.operation("GET /market-prices", answers=Page[QuotationView])
async def list_market_prices(call: Call, query: QuotationsQuery) -> object:
    """List the prices that were told, by the day, with all that was told of a day."""
    return await listing(query, lambda wanted: call.views.market.page(wanted, query.chosen()))


@block.operation("POST /market-prices", answers=Quoted, does=QuotePricesHandler)
async def quote_market_prices(call: Call, body: NewPrices) -> Quoted:
    """Tell prices of a series.

    - Every row that is wrong is listed, and then nothing is taken in.
    """
    return await _quoted(call, body, points_of(body.prices, body, "/prices"))


@block.operation("POST /market-prices/import", answers=Quoted, does=QuotePricesHandler, takes=CSV)
async def import_market_prices(call: Call, query: SeriesQuery) -> Quoted:
    """Tell prices of a series as CSV: a header with `start`, `price` and maybe `end`, then rows.

    - Times have their zone, such as `2026-03-29T01:00:00+01:00`: a clock that is turned back shows
      the same hour twice.
    - Every row that is wrong is listed, and then nothing is taken in.
    """
    drafts = drafts_of(csv_text.parsed(call.content, MOST_ROWS))
    return await _quoted(call, query, points_of(drafts, query, ""))


@block.operation("GET /market-prices/{quotation}", answers=QuotationView)
async def read_market_prices(call: Call, quotation: UUID) -> QuotationView:
    """Read prices that were told together."""
    return await QUOTATION.view(call, quotation)


async def _quoted(call: Call, told: SeriesQuery, points: tuple[PricePoint, ...]) -> Quoted:
    command = QuotePrices(call.tenant, told.series, told.currency, points)
    taken, known = await call.desk.run(command)
    return Quoted(taken=taken, known=known)


def points_of(
    drafts: tuple[PointDraft, ...], told: SeriesQuery, place: str
) -> tuple[PricePoint, ...]:
    """The prices by the kWh; raises Problem with every row that is wrong."""
    found: list[Fault] = []
    spans: list[tuple[datetime, datetime, int]] = []
    points: list[PricePoint] = []
    for row, draft in enumerate(drafts):
        start = utc(draft.start)
        assert start is not None  # noqa: S101 - it is required
        try:
            end = utc(draft.end) or start + timedelta(minutes=told.minutes)
        except OverflowError:
            found.append(Fault(detail="ends after the year 9999", pointer=f"{place}/{row}/start"))
            continue
        if end <= start:
            found.append(Fault(detail="ends before it begins", pointer=f"{place}/{row}/end"))
            continue
        spans.append((start, end, row))
        points.append(PricePoint(start, end, Decimal(draft.price) / PER_KWH[told.unit]))
    found += [
        Fault(detail=f"row {by} tells a price of that time", pointer=f"{place}/{row}/start")
        for row, by in _told_twice(spans)
    ]
    _refuse(found)
    return tuple(points)


def _told_twice(spans: list[tuple[datetime, datetime, int]]) -> Iterator[tuple[int, int]]:
    """Rows that begin before an earlier one has ended, and that one."""
    latest: tuple[datetime, int] | None = None
    for start, end, row in sorted(spans):
        if latest is not None and start < latest[0]:
            yield row, latest[1]
        if latest is None or end > latest[0]:
            latest = end, row


def drafts_of(table: csv_text.Table) -> tuple[PointDraft, ...]:
    """Every row as a price; raises Problem with every wrong cell."""
    found = [
        Fault(detail="is not known here", pointer=f"/header/{place}")
        for place, column in enumerate(table.columns)
        if column not in COLUMNS
    ]
    found += [
        Fault(detail=f"has no column `{name}`", pointer="/header")
        for name in ("start", "price")
        if name not in table.columns
    ]
    _refuse(found)
    drafts: list[PointDraft] = []
    for place, row in enumerate(table.rows):
        value: dict[str, Any] = {name: text.strip() for name, text in row.items() if text.strip()}
        bad = [
            Fault(detail=what, pointer=f"/{place}/{'/'.join(where)}")
            for where, what in faults(value, PointDraft)
        ]
        found += bad
        if not bad:
            drafts.append(msgspec.convert(value, PointDraft))
    if not table.rows:
        found.append(Fault(detail="there are no rows", pointer=""))
    _refuse(found)
    return tuple(drafts)


def _refuse(found: list[Fault]) -> None:
    if found:
        count = "One thing is" if len(found) == 1 else f"{len(found)} things are"
        detail = f"{count} wrong; rows are counted from 0."
        raise Problem("wrong-fields", detail, errors=found[:MOST_FAULTS])
