# ruff: noqa: S608 - statements are made of our own tables and columns alone
"""Sheet: rows of one table, from any number of units, written by one statement.

The rows travel as one JSON text and are joined or inserted as a recordset. (An array per column
costs the client twice as much; COPY is refused by PostgreSQL on tables under row-level security.)
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import Interval, LargeBinary, Numeric

from adapters.persistence.mapping.row import Written

_DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call] # theirs


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """One statement and its columns.

    Attributes:
        name: what a row is, in the words of our errors.
        sql: takes its rows as `packed` makes them.
        steps: what comes before it in the same statement, each under its name.
        key: places of the key within a row.
        decides: whether it returns the keys of the rows that passed, and a unit with a row that
            did not pass is refused.
        answers: whether what it returns is handed to the unit.
        leaves_traces: whether even a row that did not pass may have changed something.
        inserts: whether a row that did not pass met another one.
        taken: a statement that tells which keys exist.
        label: column of the natural key, for errors.
        columns: names of the columns of a row.
    """

    name: str
    sql: str
    key: tuple[int, ...] = ()
    decides: bool = False
    answers: bool = False
    leaves_traces: bool = False
    inserts: bool = False
    taken: str = ""
    label: str = ""
    columns: tuple[str, ...] = ()
    steps: tuple[tuple[str, str], ...] = ()

    @property
    def statement(self) -> str:
        """With its steps."""
        steps = ", ".join(f"{name} AS ({sql})" for name, sql in self.steps)
        return f"WITH {steps} {self.sql}" if steps else self.sql

    def key_of(self, row: Written) -> tuple[Any, ...]:
        """The key within a row."""
        return tuple(row[place] for place in self.key)

    def value(self, row: Written, column: str) -> Any:  # noqa: ANN401 - any column's
        """The value of a column within a row, or None if there is no such column."""
        return row[self.columns.index(column)] if column in self.columns else None


@dataclass(frozen=True, slots=True)
class Column:
    """A column as it travels: what JSON cannot say exactly goes as text, and is read by `cast`."""

    name: str
    type: str
    cast: str = "{0}"

    def value(self, row: str = "r") -> str:
        """Its value in a statement."""
        return self.cast.format(f'{row}."{self.name}"')


_SIGNED_SPAN = "CASE WHEN {0} LIKE '-%' THEN - substr({0}, 2)::interval ELSE {0}::interval END"
"""ISO 8601 with a sign before it, which PostgreSQL does not read."""


def columns_of(table: Table, *apart_from: str) -> tuple[Column, ...]:
    """The table's columns in their order."""
    return tuple(_column(c.name, c.type) for c in table.columns if c.name not in apart_from)


def _column(name: str, kind: Any) -> Column:  # noqa: ANN401 - any of SQLAlchemy's types
    if isinstance(kind, JSONB):
        return Column(name, "text", "{0}::jsonb")
    if isinstance(kind, Numeric) and not kind.asdecimal:
        return Column(name, "double precision")
    if isinstance(kind, Numeric):
        return Column(name, "text", "{0}::numeric")
    if isinstance(kind, Interval):
        return Column(name, "text", _SIGNED_SPAN)
    if isinstance(kind, LargeBinary):
        return Column(name, "text", "decode({0}, 'base64')")
    return Column(name, kind.compile(dialect=_DIALECT).lower())


def source(columns: Iterable[Column]) -> str:
    """The rows as a table `r`, numbered by `place`."""
    columns = tuple(columns)
    types = ", ".join(f"c{n} {c.type}" for n, c in enumerate(columns))
    names = ", ".join(f'"{c.name}"' for c in columns)
    return (
        f"ROWS FROM (json_to_recordset($1::json) AS ({types})) WITH ORDINALITY AS r({names}, place)"
    )


def packed(rows: Sequence[Written]) -> str:
    """Rows as `source` takes them."""
    if not rows:
        return "[]"
    shape = _shape(len(rows[0]))
    return _encode([shape(*row) for row in rows]).decode()


_encode = msgspec.json.Encoder().encode


@cache
def _shape(width: int) -> type[msgspec.Struct]:
    """Fields by place; what is null is left out."""
    fields = [(f"c{place}", Any, None) for place in range(width)]
    return msgspec.defstruct("Packed", fields, omit_defaults=True)


def listed(columns: Iterable[Column]) -> str:
    """Names of columns."""
    return ", ".join(f'"{c.name}"' for c in columns)


def values(columns: Iterable[Column]) -> str:
    """Values of columns of `r`."""
    return ", ".join(c.value() for c in columns)


def same(key: Iterable[str], left: str = "t", right: str = "r") -> str:
    """A condition that keys are equal."""
    return " AND ".join(f'{left}."{name}" = {right}."{name}"' for name in key)


def insert(name: str, table: Table, key: tuple[str, ...], label: str = "") -> Sheet:
    """Insert; what exists by any unique key does not pass. `label` is its natural key."""
    columns = columns_of(table)
    places = tuple(_place(columns, part) for part in key)
    keys = tuple(columns[place] for place in places)
    returned = ", ".join(f'"{part}"' for part in key)
    return Sheet(
        name,
        f"INSERT INTO {table.name} ({listed(columns)}) SELECT {values(columns)} "
        f"FROM {source(columns)} ON CONFLICT DO NOTHING RETURNING {returned}",
        key=places,
        decides=True,
        inserts=True,
        label=label or key[-1],
        columns=_names(columns),
        taken=f"SELECT {', '.join(f't.{c.name}' for c in keys)} "
        f"FROM {table.name} t JOIN {source(keys)} ON {same(key)}",
    )


def update(
    name: str, table: Table, key: tuple[str, ...], label: str = "", only: tuple[str, ...] = ()
) -> Sheet:
    """Compare and set: only a row whose version is one below the new one passes.

    With `only`, no other columns are written; rows keep the table's order.
    """
    columns = columns_of(table)
    if only:
        columns = tuple(c for c in columns if c.name in {*key, "version", *only})
    changes = ", ".join(f'"{c.name}" = {c.value()}' for c in columns if c.name not in key)
    returned = ", ".join(f'r."{part}"' for part in key)
    return Sheet(
        name,
        f"UPDATE {table.name} AS t SET {changes} FROM {source(columns)} "
        f"WHERE {same(key)} AND t.version = r.version - 1 RETURNING {returned}",
        key=tuple(_place(columns, part) for part in key),
        decides=True,
        label=label or key[-1],
        columns=_names(columns),
    )


def written(name: str, table: Table, key: tuple[str, ...], label: str = "") -> tuple[Sheet, Sheet]:
    """How a new one, and a changed one, is written."""
    return insert(name, table, key, label), update(name, table, key, label)


def delete(name: str, table: Table, key: tuple[str, ...]) -> Sheet:
    """Compare and delete; rows are the key and the version read."""
    columns = tuple(c for c in columns_of(table) if c.name in {*key, "version"})
    columns = tuple(sorted(columns, key=lambda c: (*key, "version").index(c.name)))
    returned = ", ".join(f'r."{part}"' for part in key)
    return Sheet(
        name,
        f"DELETE FROM {table.name} AS t USING {source(columns)} "
        f"WHERE {same(key)} AND t.version = r.version RETURNING {returned}",
        key=tuple(range(len(key))),
        decides=True,
        label=key[-1],
        columns=_names(columns),
    )


def overwrite(name: str, table: Table, key: tuple[str, ...]) -> Sheet:
    """Insert, or replace what is there; the last one of a batch stands."""
    columns = columns_of(table)
    names = ", ".join(f'"{part}"' for part in key)
    changes = ", ".join(f'"{c.name}" = excluded."{c.name}"' for c in columns if c.name not in key)
    latest = f"SELECT DISTINCT ON ({names}) * FROM {source(columns)} ORDER BY {names}, place DESC"
    return Sheet(
        name,
        f"INSERT INTO {table.name} ({listed(columns)}) SELECT {values(columns)} "
        f"FROM ({latest}) AS r ON CONFLICT ({names}) DO UPDATE SET {changes}",
        columns=_names(columns),
    )


def keep(name: str, table: Table, *apart_from: str) -> Sheet:
    """Insert; what is there stays: the same word told twice is kept once."""
    columns = columns_of(table, *apart_from)
    return Sheet(
        name,
        f"INSERT INTO {table.name} ({listed(columns)}) SELECT {values(columns)} "
        f"FROM {source(columns)} ON CONFLICT DO NOTHING",
    )


def drop(name: str, table: Table, key: tuple[str, ...]) -> Sheet:
    """Delete what is there under a part of the key; nothing there is fine."""
    columns = tuple(c for c in columns_of(table) if c.name in key)
    columns = tuple(sorted(columns, key=lambda c: key.index(c.name)))
    return Sheet(name, f"DELETE FROM {table.name} AS t USING {source(columns)} WHERE {same(key)}")


def _names(columns: tuple[Column, ...]) -> tuple[str, ...]:
    return tuple(column.name for column in columns)


def _place(columns: tuple[Column, ...], name: str) -> int:
    return next(place for place, column in enumerate(columns) if column.name == name)
