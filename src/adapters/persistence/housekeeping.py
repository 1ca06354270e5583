"""What is taken out of tables that would grow for ever: a table of prunings, done by timetable.

Partitioned tables drop whole partitions (`partitions`); handled events and remembered answers are
pruned where they are kept (`outbox`, `remembered`); `docs/operations.md` lists every table.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from adapters.persistence.observing import PARKED_AFTER
from adapters.persistence.policies import EVERY_TENANT
from adapters.persistence.reading import Database
from adapters.persistence.writing.connection import WRITER_LOCK

AT_ONCE = 10_000
"""Rows in one transaction: few enough that nobody waits for it."""

ORDERS = """
    DELETE FROM orders WHERE (tenant_id, id) IN (
        SELECT tenant_id, id FROM orders WHERE ordered_at < $1 LIMIT $2
    ) RETURNING 1
"""
REPORTS = """
    DELETE FROM inventory_reports WHERE (tenant_id, station_id, request) IN (
        SELECT tenant_id, station_id, request FROM inventory_reports WHERE started_at < $1 LIMIT $2
    ) RETURNING 1
"""
"""Reports of settings whose last page never came."""

NOTICES = """
    DELETE FROM provider_notices WHERE (tenant_id, name) IN (
        SELECT tenant_id, name FROM provider_notices WHERE heard_at < $1 LIMIT $2
    ) RETURNING 1
"""
"""What payment providers told, and will not tell again after so long."""

SHOWN_COSTS = """
    DELETE FROM shown_costs WHERE (tenant_id, session_id) IN (
        SELECT c.tenant_id, c.session_id FROM shown_costs c
        JOIN sessions s ON s.tenant_id = c.tenant_id AND s.id = c.session_id AND NOT s.is_open
        WHERE c.next_at < $1 LIMIT $2
    ) RETURNING 1
"""
"""What drivers saw whose sessions are over."""

PARKED = """
    DELETE FROM outbox WHERE number IN (
        SELECT number FROM outbox
        WHERE handled_at IS NULL AND at < $1 AND due_at > now() + $3::interval LIMIT $2
    ) RETURNING 1
"""
"""Events that the relay gave up, and nobody looked at."""


async def prune(database: Database, sql: str, before: datetime, *values: object) -> int:
    """Delete what is older than `before`, in small transactions; how many rows."""
    total = 0
    while gone := len(await database.change(EVERY_TENANT, sql, before, AT_ONCE, *values)):
        total += gone
        if gone < AT_ONCE:
            break
    return total


async def prune_parked(database: Database, before: datetime) -> int:
    """Delete events that were given up before then; how many."""
    return await prune(database, PARKED, before, PARKED_AFTER)


_DEPARTED = f"""
    SELECT id FROM writers
    WHERE started_at < $1 AND pg_try_advisory_xact_lock({WRITER_LOCK}, hashtext(id::text))
"""  # noqa: S608 - a number of our own
_FORGET = f"""
    DELETE FROM writers WHERE id = ANY($1::uuid[])
    AND pg_try_advisory_xact_lock({WRITER_LOCK}, hashtext(id::text)) RETURNING 1
"""  # noqa: S608 - a number of our own


@dataclass(slots=True)
class DepartedWriters:
    """Rows of writers whose processes were killed, and could not take them along.

    A living writer holds a lock on its own number, but not between two connections, and then its
    row decides what became of its last batch. So a row goes when its writer was missing at two
    looks that lie farther apart than any writer waits for its database.
    """

    database: Database
    apart: timedelta = timedelta(minutes=30)
    _missing: dict[UUID, datetime] = field(default_factory=dict)

    async def prune(self, now: datetime) -> int:
        """Look, and delete those that were missing long enough; how many."""
        found = await self.database.change(EVERY_TENANT, _DEPARTED, now - self.apart)
        self._missing = {row["id"]: self._missing.get(row["id"], now) for row in found}
        gone = [writer for writer, since in self._missing.items() if since <= now - self.apart]
        return len(await self.database.change(EVERY_TENANT, _FORGET, gone)) if gone else 0
