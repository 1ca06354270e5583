"""What becomes of a session: compared column by column, as far as the table names columns."""

import operator
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from pytest_bdd import parsers

from features.asynchronous import then
from features.tables import NONE, Row, amount, moment, rows
from features.world import ReadingView, SessionView, World

Table = list[list[str]]


class Column(NamedTuple):
    """How a cell is understood, what a session shows for it, and whether the two agree."""

    read: Callable[[str, datetime], object]
    shown: Callable[[SessionView], object]
    agree: Callable[[Any, Any], bool] = operator.eq


def _text(cell: str, _today: datetime) -> str | None:
    return None if cell == NONE else cell


def _time(cell: str, today: datetime) -> datetime | None:
    return None if cell == NONE else moment(cell, today)


def _amount(cell: str, _today: datetime) -> object:
    return amount(cell)


def _set(cell: str, _today: datetime) -> frozenset[str]:
    return frozenset() if cell == NONE else frozenset(cell.split(", "))


def _named(expected: frozenset[str], shown: frozenset[str]) -> bool:
    """``none`` is none at all; flags that are named are there, perhaps with others."""
    return expected <= shown if expected else not shown


COLUMNS: Mapping[str, Column] = {
    "card": Column(_text, lambda session: session.card),
    "connector": Column(_text, lambda session: str(session.connector)),
    "state": Column(_text, lambda session: session.state),
    "energy": Column(_amount, lambda session: session.energy),
    "cost so far": Column(_amount, lambda session: session.cost),
    "bill": Column(_amount, lambda session: session.bill),
    "from": Column(_time, lambda session: session.started),
    "to": Column(_time, lambda session: session.ended),
    "reason": Column(_text, lambda session: session.reason),
    "verdict": Column(_text, lambda session: session.authorization),
    "origin": Column(_text, lambda session: session.origin),
    "missing": Column(_set, lambda session: frozenset(map(str, session.missing))),
    "flags": Column(_set, lambda session: session.flags, _named),
    "evidence": Column(_text, lambda session: session.evidence),
}


@then(parsers.parse('the sessions at "{station}" are:'))
async def the_sessions_are(world: World, station: str, datatable: Table) -> None:
    expected = list(rows(datatable))
    found = sorted(await world.sessions_at(station), key=lambda session: session.started)
    today = world.now()
    read = [_expected(row, today) for row in expected]
    heads = datatable[0]
    shown = [{head: COLUMNS[head].shown(session) for head in heads} for session in found]
    assert [_compared(row, by) for row, by in zip(shown, read, strict=False)] == read
    assert len(shown) == len(read), f"{len(shown)} sessions: {shown}"


def _expected(row: Row, today: datetime) -> dict[str, object]:
    return {head: COLUMNS[head].read(cell, today) for head, cell in row.items()}


def _compared(row: Mapping[str, object], by: Mapping[str, object]) -> dict[str, object]:
    """What is shown under the heads of `by`; as expected wherever the two agree."""
    agree = {head: COLUMNS[head].agree(cell, row[head]) for head, cell in by.items()}
    return {head: cell if agree[head] else row[head] for head, cell in by.items()}


def _only(row: Mapping[str, object], by: Mapping[str, object]) -> dict[str, object]:
    return {head: row[head] for head in by}


@then(parsers.parse('there are no sessions at "{station}"'))
async def there_are_no_sessions(world: World, station: str) -> None:
    assert list(await world.sessions_at(station)) == []


@then(parsers.parse('the readings of "{card}" at "{station}" are:'))
async def the_readings_are(world: World, card: str, station: str, datatable: Table) -> None:
    today = world.now()
    found = [_reading(view) for view in await world.readings_of(station, card)]
    expected = [
        (moment(row["time"], today), row["measurand"], amount(row["value"]), row["context"])
        for row in rows(datatable)
    ]
    assert sorted(found) == sorted(expected)


def _reading(view: ReadingView) -> tuple[object, ...]:
    return (view.at, view.measurand, view.value, view.context)


@then(parsers.parse('the signed reading of "{card}" at "{station}" is, to the letter:'))
async def the_signed_reading_is(world: World, card: str, station: str, docstring: str) -> None:
    assert list(await world.signed_readings_of(station, card)) == [docstring]


@then(parsers.parse('kept aside for "{station}" are:'))
async def kept_aside_are(world: World, station: str, datatable: Table) -> None:
    found = [
        {"event": item.event, "number": item.number, "why": item.why, "state": item.state}
        for item in await world.set_aside_for(station)
    ]
    expected = list(rows(datatable))
    assert [_only(item, row) for item, row in zip(found, expected, strict=False)] == expected
    assert len(found) == len(expected), f"kept aside: {found}"
