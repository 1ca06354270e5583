"""Price lists and what they make of a session: the engine by itself, in no world."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from pytest_bdd import parsers

from domain.quantities import Currency, Energy
from domain.tariff import (
    NO_TERMS,
    Bill,
    Consumption,
    Dimension,
    Element,
    Heading,
    Period,
    PriceComponent,
    PriceLimit,
    Reservation,
    Restrictions,
    Tariff,
    TariffState,
    Terms,
    Weekday,
    explain,
    price,
)
from features.asynchronous import given, then, when
from features.tables import rows

Table = list[list[str]]

DIMENSIONS = {
    "fee": Dimension.FLAT,
    "energy": Dimension.ENERGY,
    "charging": Dimension.TIME,
    "parking": Dimension.PARKING_TIME,
    "reservation": Dimension.TIME,
    "expired reservation": Dimension.TIME,
}
RESERVED = {"reservation": Reservation.HELD, "expired reservation": Reservation.EXPIRED}
SECONDS = {"s": 1, "min": 60, "h": 3600}
WEEK = tuple(Weekday)


@dataclass
class Till:
    """The price list and the session of one scenario."""

    elements: list[Element] = field(default_factory=list)
    zone: str = "UTC"
    terms: Terms = NO_TERMS
    min_price: PriceLimit | None = None
    max_price: PriceLimit | None = None
    session: Consumption | None = None

    @property
    def tariff(self) -> Tariff:
        return Tariff(
            id=UUID(int=1),
            tenant="stadtwerke",
            name="Evening",
            currency=Currency("EUR"),
            elements=tuple(self.elements),
            terms=self.terms,
            min_price=self.min_price,
            max_price=self.max_price,
            state=TariffState.PUBLISHED,
        )

    @property
    def bill(self) -> Bill:
        assert self.session is not None
        return price(self.tariff, self.session)


@given(parsers.parse("a price list of a place in {zone}:"))
def a_price_list(till: Till, zone: str, datatable: Table) -> None:
    till.zone = zone
    till.elements = [_element(row) for row in rows(datatable)]


LIMIT = r"it costs at (?P<bound>least|most) (?P<before>\S+) EUR(, with taxes (?P<after>\S+) EUR)?"


@given(parsers.re(LIMIT))
def it_costs_at_least_or_most(till: Till, bound: str, before: str, after: str | None) -> None:
    limit = PriceLimit(Decimal(before), None if after is None else Decimal(after))
    if bound == "least":
        till.min_price = limit
    else:
        till.max_price = limit


@given(parsers.parse("the first {minutes:d} minutes of parking are free"))
def parking_is_free_for_a_while(till: Till, minutes: int) -> None:
    till.terms = replace(till.terms, idle_grace=timedelta(minutes=minutes))


@given(parsers.parse("parking never costs more than {amount} EUR"))
def parking_is_capped(till: Till, amount: str) -> None:
    till.terms = replace(till.terms, idle_cap=Decimal(amount))


@when(parsers.parse("on {day} a driver stays:"))
def a_driver_stays(till: Till, day: str, datatable: Table) -> None:
    till.session = _session(till, date.fromisoformat(day), datatable)


@when(parsers.parse("on {day} a driver reserves and never comes:"))
def a_driver_never_comes(till: Till, day: str, datatable: Table) -> None:
    stay = _session(till, date.fromisoformat(day), datatable)
    till.session = replace(stay, reservation_expired=True)


@then(parsers.parse("the session costs {amount} EUR"))
def the_session_costs(till: Till, amount: str) -> None:
    assert till.bill.before_taxes.amount == Decimal(amount)


@then(parsers.parse("the session costs {before} EUR before and {after} EUR after taxes"))
def the_session_costs_with_taxes(till: Till, before: str, after: str) -> None:
    assert (till.bill.before_taxes.amount, till.bill.total.amount) == (
        Decimal(before), Decimal(after),
    )  # fmt: skip


@then("of that cost:")
def of_that_cost(till: Till, datatable: Table) -> None:
    for row in rows(datatable):
        exact = till.bill.under(Heading(row["part"])).before_taxes
        assert exact == Decimal(row["cost"].removesuffix(" EUR")), row["part"]


@then(parsers.parse('the auditor is told "{warning}"'))
def the_auditor_is_told(till: Till, warning: str) -> None:
    codes = {caution.code.value.replace("_", " ") for caution in till.bill.warnings}
    assert codes == (set() if warning == "nothing" else {warning})


@then(parsers.parse('the explanation says "{words}"'))
def the_explanation_says(till: Till, words: str) -> None:
    assert till.session is not None
    assert words in explain(till.tariff, till.session).text


def _element(row: Mapping[str, str]) -> Element:
    part = row["part"]
    component = PriceComponent(
        DIMENSIONS[part],
        Decimal(row["price"].split()[0]),
        Decimal(row["tax"].removesuffix("%").strip()) if "tax" in row else None,
        _step(row.get("in steps of")),
    )
    start, _, end = row.get("between", "-").partition("-")
    return Element(
        (component,),
        Restrictions(
            start_time=time.fromisoformat(start.strip()) if start.strip() else None,
            end_time=time.fromisoformat(end.strip()) if end.strip() else None,
            days=_days(row.get("on")),
            min_kwh=_bound(row.get("from")),
            max_kwh=_bound(row.get("up to")),
            reservation=RESERVED.get(part),
        ),
    )


def _bound(cell: str | None) -> Decimal | None:
    return Decimal(cell.removesuffix("kWh").strip()) if cell else None


def _step(cell: str | None) -> int:
    if not cell:
        return 0
    number, unit = cell.split()
    return int(number) * SECONDS.get(unit, 1)


def _days(cell: str | None) -> frozenset[Weekday]:
    if not cell:
        return frozenset()
    if " to " in cell:
        first, last = (WEEK.index(Weekday(day.upper())) for day in cell.split(" to "))
        return frozenset(WEEK[first : last + 1])
    return frozenset(Weekday(day.upper()) for day in cell.split(", "))


CLOCK = re.compile(r"(\d\d):(\d\d)( \(again\))?")


def _session(till: Till, day: date, table: Table) -> Consumption:
    """Local times; one that is earlier than the one before is on the next day."""
    zone = ZoneInfo(till.zone)
    periods: list[Period] = []
    latest = datetime.min.replace(tzinfo=UTC)
    for row in rows(table):
        start, end = (_moment(row[name], day, zone, latest) for name in ("from", "to"))
        latest = start = max(start, latest) if start < latest else start
        if end <= start:
            end = _moment(row["to"], day + timedelta(days=1), zone, start)
        volume = {"charging": "charging", "parking": "parking", "reservation": "reserved"}
        told = {volume[row["what"]]: end - start}
        energy = Energy.from_kwh(row.get("energy", "0 kWh").removesuffix(" kWh"))
        periods.append(Period(start=start, end=end, energy=energy, **told))
        latest = end
        day = end.astimezone(zone).date()
    return Consumption(
        start=periods[0].start, end=periods[-1].end, zone=till.zone, periods=tuple(periods)
    )


def _moment(cell: str, day: date, zone: ZoneInfo, after: datetime) -> datetime:
    found = CLOCK.fullmatch(cell)
    assert found, cell
    local = datetime.combine(day, time(int(found[1]), int(found[2])), zone)
    return local.replace(fold=1 if found[3] else 0).astimezone(UTC)
