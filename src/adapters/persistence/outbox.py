# ruff: noqa: S608 - statements are made of our own tables and columns alone
"""The outbox: events in the order in which they became visible, claimed for a while."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from adapters.persistence.mapping.events import EVENTS
from adapters.persistence.policies import EVERY_TENANT
from adapters.persistence.reading import Database
from adapters.persistence.writing.events import EVENTS_PER_BATCH
from application.ports.stores import Outbox, StoredEvent
from application.ports.world import Clock

_CLAIM = """
    UPDATE outbox SET due_at = $3, attempts = attempts + 1
    WHERE number IN (
        SELECT number FROM outbox
        WHERE handled_at IS NULL AND (due_at IS NULL OR due_at <= $2)
        ORDER BY number LIMIT $1 FOR UPDATE SKIP LOCKED
    )
    RETURNING number, kind, event, attempts
"""
_DONE = "UPDATE outbox SET handled_at = $2, due_at = NULL WHERE number = ANY($1::bigint[])"
_FAILED = """
    UPDATE outbox SET last_error = $2, due_at = $3 WHERE number = $1 AND handled_at IS NULL
"""
_GIVEN_BACK = """
    UPDATE outbox SET due_at = NULL, attempts = attempts - 1
    WHERE number = ANY($1::bigint[]) AND handled_at IS NULL
"""
VISIBLE = f"pg_snapshot_xmin(pg_current_snapshot())::text::bigint * {EVENTS_PER_BATCH}"
"""Numbers below it are final: every transaction that could still add one has ended."""
_AFTER = f"""
    SELECT number, kind, event, attempts FROM outbox
    WHERE number > $1 AND number < {VISIBLE} ORDER BY number LIMIT $2
"""
_NEWEST = f"SELECT coalesce(max(number), 0) FROM outbox WHERE number < {VISIBLE}"
_PRUNE = """
    DELETE FROM outbox WHERE number IN (
        SELECT number FROM outbox WHERE handled_at < $1 ORDER BY number LIMIT $2
    ) RETURNING 1
"""


@dataclass(frozen=True, slots=True)
class PostgresOutbox(Outbox):
    """Events of all tenants."""

    database: Database
    clock: Clock

    async def claim(self, limit: int, lease_seconds: float) -> tuple[StoredEvent, ...]:
        """Oldest first, those that nobody holds."""
        now = self.clock.now()
        until = now + timedelta(seconds=lease_seconds)
        rows = await self.database.change(EVERY_TENANT, _CLAIM, limit, now, until)
        return _stored(sorted(rows))

    async def done(self, numbers: Sequence[int]) -> None:
        """They are not claimed again."""
        await self.database.change(EVERY_TENANT, _DONE, list(numbers), self.clock.now())

    async def failed(self, number: int, why: str, retry_at: datetime) -> None:
        """It is free again from `retry_at` on."""
        await self.database.change(EVERY_TENANT, _FAILED, number, why[:1_000], retry_at)

    async def give_back(self, numbers: Sequence[int]) -> None:
        """As if they had not been claimed."""
        await self.database.change(EVERY_TENANT, _GIVEN_BACK, list(numbers))

    async def after(self, number: int, limit: int) -> tuple[StoredEvent, ...]:
        """Up to the oldest transaction that is still running."""
        return _stored(await self.database.rows(EVERY_TENANT, _AFTER, number, limit))

    async def newest(self) -> int:
        """The highest number that `after` would return."""
        return int((await self.database.rows(EVERY_TENANT, _NEWEST))[0][0])

    async def prune(self, handled_before: datetime, limit: int = 10_000) -> int:
        """Delete handled events; how many. For the worker's timetable."""
        return len(await self.database.change(EVERY_TENANT, _PRUNE, handled_before, limit))


def _stored(rows: Sequence[Any]) -> tuple[StoredEvent, ...]:
    return tuple(
        StoredEvent(row["number"], EVENTS.load(row["kind"], row["event"]), row["attempts"])
        for row in rows
    )
