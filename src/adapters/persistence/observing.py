"""How things stand in the database, for metrics and for whoever looks after the installation."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from adapters.persistence.policies import EVERY_TENANT
from adapters.persistence.reading import Database

PARKED_AFTER = timedelta(days=365)
"""An event that is due so late was given up by the relay."""

_STANDING = """
    SELECT
        (SELECT count(*) FROM sessions WHERE is_open) AS open_sessions,
        (SELECT count(*) FROM orders WHERE state = 'queued') AS queued_orders,
        count(*) FILTER (WHERE due_at IS NULL OR due_at < $1) AS waiting,
        count(*) FILTER (WHERE due_at >= $1) AS parked,
        min(at) FILTER (WHERE due_at IS NULL OR due_at < $1) AS oldest
    FROM outbox WHERE handled_at IS NULL
"""
_ROLE = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
_FACTS = "SELECT current_setting('server_version'), clock_timestamp()"


@dataclass(frozen=True, slots=True)
class Standing:
    """Counts over all tenants."""

    open_sessions: int
    queued_orders: int
    waiting_events: int
    parked_events: int
    oldest_event: timedelta
    """How long the oldest of the waiting events has waited."""


async def standing(database: Database, now: datetime) -> Standing:
    """How things stand."""
    row = (await database.rows(EVERY_TENANT, _STANDING, now + PARKED_AFTER))[0]
    oldest = max(now - row["oldest"], timedelta(0)) if row["oldest"] else timedelta(0)
    return Standing(
        open_sessions=row["open_sessions"],
        queued_orders=row["queued_orders"],
        waiting_events=row["waiting"],
        parked_events=row["parked"],
        oldest_event=oldest,
    )


async def server_facts(database: Database) -> tuple[str, datetime]:
    """The server's version and time."""
    row = (await database.rows(EVERY_TENANT, _FACTS))[0]
    return str(row[0]), row[1]


async def passes_by_policies(database: Database) -> bool:
    """Whether our role is above row-level security, which then protects nothing."""
    return bool((await database.rows(EVERY_TENANT, _ROLE))[0][0])
