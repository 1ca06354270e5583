# ruff: noqa: S608 - statements are made of our own tables and columns alone
"""Events get numbers in the order in which they become visible, without a lock.

A sequence would not do: of two transactions, the one with the higher number may commit first, and
a reader that has passed it would never see the lower one. So the number is the transaction's own
(64 bit, never reused) times `EVENTS_PER_BATCH`, plus the place within the transaction; and readers
stop before the oldest transaction that is still running (`adapters.persistence.outbox`): what
ends later has a higher number.
"""

from collections.abc import Iterable

from adapters.persistence.mapping.row import Written
from adapters.persistence.rows import OutboxTable
from adapters.persistence.writing.sheet import columns_of, listed, source, values
from adapters.persistence.writing.unit import EventRow

EVENTS_PER_BATCH = 1 << 16
"""Leaves 47 bits for transactions: at 100,000 a second, 44 years; numbers stay below 2^53 (exact
in JavaScript) for the first 137 thousand million."""

_WRITTEN = tuple(
    column
    for column in columns_of(OutboxTable.__table__)  # type: ignore[arg-type] # a Table
    if column.name in {"number", "tenant_id", "at", "kind", "event", "handled_at"}
)

OUTBOX = (
    f"INSERT INTO outbox ({listed(_WRITTEN)}) SELECT {values(_WRITTEN)} FROM {source(_WRITTEN)}"
)

OUTBOX_AT_ONCE = f"""
    INSERT INTO outbox ({listed(_WRITTEN)})
    SELECT (SELECT number FROM mark) * {EVENTS_PER_BATCH} + r.place - 1, {values(_WRITTEN[1:])}
    FROM {source(_WRITTEN[1:])}
"""
"""The same within the statement that marks the transaction."""


def numbered(events: Iterable[EventRow], transaction: int) -> list[Written]:
    """Rows of the outbox."""
    first = transaction * EVENTS_PER_BATCH
    return [(first + place, *event) for place, event in enumerate(events)]
