"""Prices of a market as they became known, and which of them a session is charged by.

A series is told in quotations, which are never changed: a later one of the same time takes the
place of an earlier one. A session keeps what was known when it began; for a time of which nothing
was known then, such as the next day's, what was told of it first.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NewType
from uuid import UUID

from domain.aggregate import Aggregate, DomainEvent
from domain.errors import Invalid
from domain.identity import TenantId
from domain.quantities import Currency
from domain.tariff.consumption import Consumption
from domain.tariff.elements import Element, Spot
from domain.tariff.engine import NO_SERIES, elements_for
from domain.tariff.errors import NotPriceable
from domain.tariff.explanation import explain
from domain.tariff.finding import Finding, Severity
from domain.tariff.interpretation import AS_WE_READ_IT
from domain.tariff.spot import PricePoint, PriceSeries
from domain.tariff.tariff import Tariff

QuotationId = NewType("QuotationId", UUID)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketPricesQuoted(DomainEvent):
    """Somebody has told prices of a series."""

    series: str
    currency: str
    start: datetime
    end: datetime
    points: int


@dataclass(slots=True, kw_only=True)
class Quotation(Aggregate):
    """Prices of one series that became known together."""

    id: QuotationId
    tenant: TenantId
    series: str
    """Such as `day-ahead/DE-LU`: the name by which tariffs follow it."""
    currency: Currency
    known_at: datetime
    points: tuple[PricePoint, ...]
    """In the order of time; they do not overlap. Between them may be holes."""

    def __post_init__(self) -> None:
        if not 1 <= len(self.series) <= 100:
            raise Invalid("series", "use 1 to 100 characters")
        if not self.points:
            raise Invalid("prices", "tell one price or more")
        if any(point.end <= point.start for point in self.points):
            raise Invalid("prices", "a price ends after it begins")
        if any(later.start < earlier.end for earlier, later in pairwise(self.points)):
            raise Invalid("prices", "two prices are told for one moment")

    @property
    def start(self) -> datetime:
        """Of the first price."""
        return self.points[0].start

    @property
    def end(self) -> datetime:
        """Of the last price."""
        return self.points[-1].end

    def note(self) -> None:
        """Cause the event of its telling."""
        self.cause(
            MarketPricesQuoted(
                tenant=self.tenant,
                at=self.known_at,
                series=self.series,
                currency=self.currency.code,
                start=self.start,
                end=self.end,
                points=len(self.points),
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Which prices a session needs: of these series, for so long, as its driver was shown them."""

    series: frozenset[str]
    currency: Currency
    start: datetime
    end: datetime
    as_of: datetime
    """When the session began."""

    def meets(self, quotation: Quotation) -> bool:
        """Whether it tells prices that are needed."""
        return (
            quotation.series in self.series
            and quotation.currency == self.currency
            and quotation.start < self.end
            and self.start < quotation.end
        )


def known_prices(quotations: Iterable[Quotation], need: Need) -> dict[str, PriceSeries]:
    """The prices that are needed, as far as they are known; a series nobody quoted is absent."""
    told: dict[str, list[Quotation]] = {}
    for each in quotations:
        if need.meets(each):
            told.setdefault(each.series, []).append(each)
    return {name: in_force(told[name], need) for name in sorted(told)}


def in_force(quotations: Iterable[Quotation], need: Need) -> PriceSeries:
    """The prices of one series.

    For each moment the newest of those known by then; where there is none, the first told since.
    """
    start, end, as_of = need.start, need.end, need.as_of
    known = sorted(
        ((q.known_at <= as_of, q.known_at, q.id, point) for q in quotations for point in q.points),
        key=lambda told: told[:3],
    )
    by_then = [point for before, *_, point in reversed(known) if before]
    since = [point for before, *_, point in known if not before]
    best = [p for p in (*by_then, *since) if p.start < end and start < p.end]
    borders = sorted({start, end, *(at for p in best for at in (p.start, p.end))})
    parts = ((a, b) for a, b in pairwise(borders) if start <= a < end)
    return PriceSeries(tuple(_joined(_painted(parts, best))))


def _painted(
    parts: Iterable[tuple[datetime, datetime]], best: list[PricePoint]
) -> Iterator[tuple[PricePoint, datetime, datetime]]:
    for begin, end in parts:
        found = next((p for p in best if p.start <= begin and end <= p.end), None)
        if found is not None:
            yield found, begin, end


def _joined(parts: Iterable[tuple[PricePoint, datetime, datetime]]) -> Iterator[PricePoint]:
    """Whole again, where a border of another quotation has cut one price in two."""
    last: tuple[PricePoint, datetime, datetime] | None = None
    for point, begin, end in parts:
        if last is not None and last[0] is point and last[2] == begin:
            last = point, last[1], end
            continue
        if last is not None:
            yield PricePoint(last[1], last[2], last[0].price)
        last = point, begin, end
    if last is not None:
        yield PricePoint(last[1], last[2], last[0].price)


def series_of(tariff: Tariff) -> frozenset[str]:
    """The names of the series that its prices follow."""
    lists = (tariff.elements, *(group.elements for group in tariff.terms.groups))
    return frozenset(
        component.spot.series
        for elements in lists
        for element in elements
        for component in element.components
        if component.spot is not None
    )


def need_of(tariff: Tariff, start: datetime, end: datetime, as_of: datetime) -> Need | None:
    """What a session under `tariff` needs; None where its prices follow no market."""
    names = series_of(tariff)
    if not names:
        return None
    return Need(series=names, currency=tariff.currency, start=start, end=end, as_of=as_of)


@dataclass(frozen=True, slots=True)
class UnknownPrice:
    """A time that a series should price, and has no price for."""

    series: str
    start: datetime
    end: datetime
    path: str
    """Of the component that follows the series, as findings have it."""

    def __str__(self) -> str:
        return (
            f"no price of {self.series} is known from {self.start.isoformat(timespec='minutes')} "
            f"to {self.end.isoformat(timespec='minutes')}"
        )


class MarketPriceUnknown(NotPriceable):
    """A session goes through a time of which its series tells no price."""

    def __init__(self, name: str, holes: tuple[UnknownPrice, ...]) -> None:
        findings = tuple(
            Finding("spot_price_missing", Severity.FAULT, hole.path, str(hole)) for hole in holes
        )
        super().__init__(name, findings)
        told = "; ".join(map(str, holes))
        self.args = (f"The tariff {name!r} cannot price the session yet: {told}.",)


def unknown_prices(
    tariff: Tariff, consumption: Consumption, series: Mapping[str, PriceSeries] = NO_SERIES
) -> tuple[UnknownPrice, ...]:
    """Where that session would be charged by the component's own price for want of the market's."""
    if not series_of(tariff):
        return ()
    group = next((g.group for g in tariff.terms.groups if g.group in consumption.groups), None)
    elements = elements_for(tariff, group)
    found: list[UnknownPrice] = []
    for segment in explain(tariff, consumption, AS_WE_READ_IT, series).segments:
        for share in segment.shares:
            if not share.quantity or share.element is None or share.component is None:
                continue
            spot = _spot(elements, share.element, share.component)
            if spot is None:
                continue
            known = series.get(spot.series)
            if known is None or not known.covers(segment.start, segment.end):
                path = f"elements[{share.element}].price_components[{share.component}].spot"
                found.append(UnknownPrice(spot.series, segment.start, segment.end, path))
    return tuple(_merged(found))


def _spot(elements: tuple[Element, ...], element: int, component: int) -> Spot | None:
    return elements[element].components[component].spot


def _merged(found: Iterable[UnknownPrice]) -> Iterator[UnknownPrice]:
    last: UnknownPrice | None = None
    for each in found:
        same = last is not None and (last.series, last.path) == (each.series, each.path)
        if last is not None and same and each.start - last.end <= timedelta(0):
            last = UnknownPrice(last.series, last.start, max(last.end, each.end), last.path)
            continue
        if last is not None:
            yield last
        last = each
    if last is not None:
        yield last


def refuse_unknown_prices(
    tariff: Tariff, consumption: Consumption, series: Mapping[str, PriceSeries]
) -> None:
    """Let nobody be charged by guess.

    Raises:
        MarketPriceUnknown: the series have a hole where the session is charged by them.
    """
    holes = unknown_prices(tariff, consumption, series)
    if holes:
        raise MarketPriceUnknown(tariff.name, holes)
