# ruff: noqa: S608 - statements are made of our own tables and columns alone
"""The usual batch as one statement: its mark, its fences, its sessions, readings and events.

Between two statements the database waits for us and we for it, and on a busy machine that is most
of a batch's time. So sessions and readings, which are nearly everything, are written by a single
statement that only counts what passed. If all did, the batch is done; if anything did not, it is
undone and written again sheet by sheet, which says who was refused and why.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from adapters.persistence.mapping.row import Written
from adapters.persistence.writing import links
from adapters.persistence.writing.connection import MARK, WriterConnection
from adapters.persistence.writing.events import OUTBOX_AT_ONCE
from adapters.persistence.writing.readings import READING
from adapters.persistence.writing.sheet import Sheet, packed
from adapters.persistence.writing.sheets import (
    CHANGED_SESSION,
    METERED_SESSION,
    NEW_SESSION,
    REMOVALS,
)

USUAL = frozenset({NEW_SESSION, CHANGED_SESSION, METERED_SESSION, READING})
"""None of them touches what another one touches, so their order does not matter."""


def suits(sheets: Sequence[Sheet]) -> bool:
    """Whether a batch of these is worth it, and allowed: removals must come after sessions."""
    return not USUAL.isdisjoint(sheets) and REMOVALS.isdisjoint(sheets)


async def write_at_once(
    line: WriterConnection,
    rows: Mapping[Sheet, Sequence[Written]],
    fences: Sequence[Written],
    events: Sequence[Written],
) -> bool:
    """Write all of it within the transaction; False if anything did not pass."""
    sheets = tuple(rows)
    sql = _statement(sheets, fences=bool(fences), events=bool(events))
    given = [packed(group) for group in (*rows.values(), fences, events) if group]
    ((_, *counted),) = await line.fetch_marked(sql, *given)
    return bool(counted == _expected(rows, fences))


def _expected(rows: Mapping[Sheet, Sequence[Any]], fences: Sequence[Any]) -> list[int]:
    passed = [len(group) for sheet, group in rows.items() if sheet.decides]
    return [*passed, 0] if fences else passed


@cache
def _statement(sheets: tuple[Sheet, ...], *, fences: bool, events: bool) -> str:
    parts = [("mark", MARK)]
    counts = ["(SELECT number FROM mark)"]
    given = 3
    for sheet in sheets:
        name = f"sheet_{given}"
        parts.append((name, sheet.sql.replace("$1", f"${given}")))
        if sheet.decides:
            counts.append(f"(SELECT count(*) FROM {name})")
        given += 1
    if fences:
        parts.append(("fenced", links.FENCED.replace("$1", f"${given}")))
        counts.append("(SELECT count(*) FROM fenced)")
        given += 1
    if events:
        parts.append(("events", OUTBOX_AT_ONCE.replace("$1", f"${given}")))
    written = ", ".join(f"{name} AS ({sql})" for name, sql in parts)
    return f"WITH {written} SELECT {', '.join(counts)}"
