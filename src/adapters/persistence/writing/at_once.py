# ruff: noqa: S608 - statements are made of our own tables and columns alone
"""The usual batch as one statement: its mark, its fences, its sessions, readings and events.

Between two statements the database waits for us and we for it, and on a busy machine that is most
of a batch's time: the event loop has hundreds of messages to see to before it sees the answer. So
what stations cause day and night is written by a single statement that is its own transaction: it
only counts what passed. If all did, it commits and the batch is done; if anything did not, it
fails, has left nothing behind, and the batch is written again sheet by sheet, which says who was
refused and why.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import asyncpg

from adapters.persistence.mapping.row import Written
from adapters.persistence.writing.connection import MARK, WriterConnection
from adapters.persistence.writing.events import OUTBOX_AT_ONCE
from adapters.persistence.writing.links import ANSWER, FENCED, RELEASED, TAKEN
from adapters.persistence.writing.readings import READING, SUSPECT_READING
from adapters.persistence.writing.sheet import Sheet, packed
from adapters.persistence.writing.sheets import (
    CHANGED_CREDENTIALS,
    CHANGED_ORDER,
    CHANGED_SESSION,
    CHANGED_STATION,
    CONNECTORS,
    METERED_SESSION,
    NEW_ORDER,
    NEW_SESSION,
    ORDERED,
    SETTINGS,
    UNMATCHED_REPORT,
)

SESSIONS = frozenset({NEW_SESSION, CHANGED_SESSION, METERED_SESSION, READING})
"""Nearly everything; each combination of them has a statement of its own."""

USUAL = SESSIONS | {
    CHANGED_STATION,
    TAKEN,
    RELEASED,
    CHANGED_CREDENTIALS,
    NEW_ORDER,
    CHANGED_ORDER,
    CONNECTORS,
    SETTINGS,
    SUSPECT_READING,
    UNMATCHED_REPORT,
}
"""Of these none touches what another one touches, so their order does not matter. What goes beyond
sessions has one statement for all, in which most groups are empty."""

_WIDE = tuple(sheet for sheet in ORDERED if sheet in USUAL)

REFUSED = "OC001"
"""SQLSTATE of `open_csms_all_passed` (migration 0013) when not all did."""


async def write_at_once(
    line: WriterConnection,
    rows: Mapping[Sheet, Sequence[Written]],
    fences: Sequence[Written],
    events: Sequence[Written],
) -> Mapping[Sheet, Sequence[Any]] | None:
    """Write and commit all of it; what answering sheets returned.

    None if anything did not pass: then nothing of it was kept.
    """
    sheets = tuple(rows) if rows.keys() <= SESSIONS else _WIDE
    sql = _statement(sheets, fences=bool(fences), events=bool(events))
    given = [packed(rows.get(sheet, ())) for sheet in sheets]
    given += [packed(group) for group in (fences, events) if group]
    expected = [1, *(len(rows.get(sheet, ())) for sheet in sheets if sheet.decides)]
    if fences:
        expected.append(0)
    try:
        returned = await line.fetch_marked(sql, *given, expected)
    except asyncpg.PostgresError as error:
        if error.sqlstate == REFUSED:
            return None
        raise
    return {
        sheet: [record for record in returned if record["answer"] == number]
        for number, sheet in enumerate(sheets)
        if sheet.answers
    }


@cache
def _statement(sheets: tuple[Sheet, ...], *, fences: bool, events: bool) -> str:
    parts = [("mark", MARK)]
    counts = ["(SELECT count(*) FROM mark)"]
    answers: list[str] = []
    given = 3
    for number, sheet in enumerate(sheets):
        name, rows = f"sheet_{number}", f"${given}"
        steps = (*sheet.steps, (name, sheet.sql))
        parts.extend((step, sql.replace("$1", rows)) for step, sql in steps)
        if sheet.decides:
            counts.append(f"(SELECT count(*) FROM {name})")
        if sheet.answers:
            answers.append(f"SELECT {', '.join(ANSWER)}, {number} AS answer FROM {name}")
        given += 1
    if fences:
        parts.append(("fenced", FENCED.replace("$1", f"${given}")))
        counts.append("(SELECT count(*) FROM fenced)")
        given += 1
    if events:
        parts.append(("events", OUTBOX_AT_ONCE.replace("$1", f"${given}")))
        given += 1
    written = ", ".join(f"{name} AS ({sql})" for name, sql in parts)
    passed = f"open_csms_all_passed(ARRAY[{', '.join(counts)}]::bigint[], ${given}::bigint[])"
    if not answers:
        return f"WITH {written} SELECT {passed}"
    told = " UNION ALL ".join(answers)
    # One row at least, so that it is always asked whether all passed.
    once = f"(VALUES (1)) AS once LEFT JOIN ({told}) AS a ON true"
    return f"WITH {written} SELECT a.*, {passed} FROM {once}"
