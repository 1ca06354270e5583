"""Lists: a select, the orders it may have, and the filters that are asked for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from adapters.persistence.reading import Reader
from application.views.paging import Page, Slice

Item = TypeVar("Item")
Row = Mapping[str, Any]
Filter = tuple[str, object]
"""A condition, and the value that stands for its `{}` if it has one; None asks for nothing."""


@dataclass(frozen=True, slots=True)
class Key:
    """What rows are ordered by: an expression that is never null, and how its text is read."""

    expression: str
    type: str
    read: Callable[[str], Any]
    write: Callable[[Any], str] = str


def text(expression: str) -> Key:
    """By the database's own order of letters, in which its indexes are."""
    return Key(expression, "text", str)


def number(expression: str) -> Key:
    """By a whole number."""
    return Key(expression, "bigint", int)


def time(expression: str) -> Key:
    """By a time."""
    return Key(expression, "timestamptz", datetime.fromisoformat, datetime.isoformat)


def identity(expression: str = "t.id") -> Key:
    """By an identity; they rise with time (UUIDv7)."""
    return Key(expression, "uuid", UUID)


BY_ID = identity()


@dataclass(frozen=True, slots=True)
class Listing:
    """A select that ends in a condition, and its orders by name. `last` tells rows apart."""

    select: str
    orders: Mapping[str, Key]
    last: Key = BY_ID

    async def page(
        self,
        reader: Reader,
        wanted: Slice,
        filters: Sequence[Filter],
        view: Callable[[Row], Item],
    ) -> Page[Item]:
        """That slice of the rows that pass all filters."""
        first, last = self.orders[wanted.by], self.last
        values: list[object] = []
        parts = [self.select]
        for condition, value in filters:
            if value is None:
                continue
            if "{}" in condition:  # $1 is the tenant
                values.append(value)
                parts.append(f"AND {condition.format(f'${len(values) + 1}')}")
            else:
                parts.append(f"AND {condition}")
        if wanted.after is not None:
            head, tail = wanted.after
            values += [first.read(head), last.read(tail)]
            at = len(values)
            parts.append(
                f"AND ({first.expression}, {last.expression}) {'<' if wanted.descending else '>'} "
                f"(${at}::{first.type}, ${at + 1}::{last.type})"
            )
        way = "DESC" if wanted.descending else "ASC"
        parts.append(f"ORDER BY {first.expression} {way}, {last.expression} {way}")
        parts.append(f"LIMIT {wanted.limit + 1}")
        rows = await reader.rows(self._with_position(parts, first), *values)
        items = tuple(view(row) for row in rows[: wanted.limit])
        if len(rows) <= wanted.limit:
            return Page(items)
        end = rows[wanted.limit - 1]
        return Page(items, (first.write(end["_first"]), last.write(end["_last"])))

    def _with_position(self, parts: Sequence[str], first: Key) -> str:
        statement = "\n".join(parts)
        shown = f"SELECT {first.expression} AS _first, {self.last.expression} AS _last, "
        return statement.replace("SELECT ", shown, 1)


def containing(*expressions: str) -> str:
    """A condition: one of the texts contains a part, in any letter case."""
    held = " OR ".join(f"position(p.part IN lower({each})) > 0" for each in expressions)
    return f"EXISTS (SELECT FROM (SELECT lower({{}}::text)) AS p(part) WHERE {held})"
