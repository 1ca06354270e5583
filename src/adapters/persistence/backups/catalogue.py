"""What there is to back up, asked of the database itself: a new table is never forgotten."""

from collections.abc import Iterable
from graphlib import TopologicalSorter
from typing import Any

import asyncpg

from adapters.persistence.backups.manifest import PartitionBounds

LEFT_OUT = frozenset({"alembic_version", "node", "writers"})
"""Bookkeeping of the processes that run; the revision is in the manifest."""

_COLUMNS = """
    SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum) AS columns,
        (SELECT sum(pg_table_size(t.relid)) FROM pg_partition_tree(c.oid) t)::bigint AS parted,
        pg_table_size(c.oid) AS size
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.attgenerated = ''
    GROUP BY c.oid, c.relname
"""
_REFERENCES = """
    SELECT c.conrelid::regclass::text AS child, c.confrelid::regclass::text AS parent
    FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace AND n.nspname = 'public'
    WHERE c.contype = 'f'
"""
_SEQUENCES = """
    SELECT sequencename::text AS name, coalesce(last_value, 0) AS last
    FROM pg_sequences WHERE schemaname = 'public'
"""
_PARTITIONS = """
    SELECT i.inhparent::regclass::text AS parent, c.relname::text AS name,
        (regexp_match(pg_get_expr(c.relpartbound, c.oid),
            'FROM \\(''([^'']+)''\\)'))[1]::timestamptz AS lower,
        (regexp_match(pg_get_expr(c.relpartbound, c.oid),
            'TO \\(''([^'']+)''\\)'))[1]::timestamptz AS upper
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid AND c.relkind = 'r'
    WHERE pg_get_expr(c.relpartbound, c.oid) LIKE 'FOR VALUES FROM%'
    ORDER BY 1, 2
"""

Connection = asyncpg.Connection


async def tables(connection: Connection) -> dict[str, tuple[tuple[str, ...], int]]:
    """Name → columns and size in bytes, in an order in which they can be filled."""
    rows = {row["relname"]: row for row in await connection.fetch(_COLUMNS)}
    for name in LEFT_OUT:
        rows.pop(name, None)
    order = ordered(rows, await connection.fetch(_REFERENCES))
    return {name: (tuple(rows[name]["columns"]), _size(rows[name])) for name in order}


def ordered(names: Iterable[str], references: Iterable[Any]) -> list[str]:
    """The tables, each after those that it refers to."""
    graph: dict[str, set[str]] = {name: set() for name in sorted(names)}
    for row in references:
        child, parent = row["child"], row["parent"]
        if child in graph and parent in graph and child != parent:
            graph[child].add(parent)
    return list(TopologicalSorter(graph).static_order())


def _size(row: Any) -> int:  # noqa: ANN401 - a record
    return max(int(row["parted"] or 0), int(row["size"] or 0))


async def sequences(connection: Connection) -> dict[str, int]:
    """Name → the last number given; 0 for none."""
    return {row["name"]: int(row["last"]) for row in await connection.fetch(_SEQUENCES)}


async def partitions(connection: Connection) -> tuple[PartitionBounds, ...]:
    """All but the default ones."""
    return tuple(
        PartitionBounds(
            parent=row["parent"], name=row["name"], lower=row["lower"], upper=row["upper"]
        )
        for row in await connection.fetch(_PARTITIONS)
    )
