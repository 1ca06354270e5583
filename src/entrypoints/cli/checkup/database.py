"""The database: reachable, of our schema, under the rules, on time, and its relay not stuck."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

from adapters.persistence import (
    Database,
    DatabaseGone,
    current_revision,
    newest_revision,
)
from adapters.persistence.observing import passes_by_policies, server_facts, standing
from entrypoints.cli.checkup.finding import Finding, care, well, wrong
from entrypoints.settings import Settings
from entrypoints.wiring.database import embedded_server, locate

PATIENCE = 5.0
SMALL_SKEW, GREAT_SKEW = timedelta(seconds=2), timedelta(seconds=30)
LATE = timedelta(minutes=1)


async def database(settings: Settings) -> AsyncIterator[Finding]:
    """Everything about it."""
    if settings.database.embedded and embedded_server(settings).running() is None:
        yield _asleep(settings)
        return
    address = await locate(settings)
    asked = Database(address.url, 2, PATIENCE)
    try:
        await asked.open()
    except DatabaseGone as gone:
        cause = gone.__cause__
        yield wrong(
            "database", f"it cannot be reached ({type(cause).__name__}: {cause})",
            "Look at OPEN_CSMS_DATABASE_URL, and whether the server runs and lets us in.",
        )  # fmt: skip
        return
    try:
        version, its_time = await server_facts(asked)
        kind = "embedded" if settings.database.embedded else "your own"
        yield well("database", f"PostgreSQL {version}, {kind}")
        yield _clock(its_time - datetime.now(UTC))
        if await passes_by_policies(asked):
            yield care(
                "tenants", "the database role is above row-level security",
                "Connect as a role that is neither superuser nor BYPASSRLS (docs/operations.md).",
            )  # fmt: skip
        else:
            yield well("tenants", "row-level security holds for our role")
        found, needed = await current_revision(address.owner_url), newest_revision()
        if found != needed:
            yield wrong("schema", f"at {found or 'nothing'}, needs {needed}", "open-csms migrate")
            return
        yield well("schema", f"at {found}, as this version needs")
        async for finding in _work(asked):
            yield finding
    finally:
        await asked.close()


def _asleep(settings: Settings) -> Finding:
    if embedded_server(settings).cluster.exists():
        return well("database", "embedded, not running now: serve and demo start it")
    return well("database", "embedded, not made yet: serve and demo make it")


def _clock(ahead: timedelta) -> Finding:
    apart = abs(ahead)
    said = f"{apart.total_seconds():.1f} s from the database's"
    if apart > GREAT_SKEW:
        return wrong("clock", said, "Set the time on both machines by NTP.")
    if apart > SMALL_SKEW:
        return care("clock", said, "Let NTP keep the time on both machines.")
    return well("clock", said)


async def _work(asked: Database) -> AsyncIterator[Finding]:
    now = await standing(asked, datetime.now(UTC))
    said = f"{now.open_sessions} sessions open, {now.queued_orders} instructions waiting"
    yield well("work", said)
    if now.parked_events:
        yield wrong(
            "events", f"{now.parked_events} events were given up after many failures",
            "Read last_error in the table outbox, mend the cause, then set due_at to NULL there.",
        )  # fmt: skip
    if now.oldest_event > LATE:
        yield care(
            "events", f"{now.waiting_events} wait, the oldest since {now.oldest_event}",
            "Is a worker running? Its log says what is wrong.",
        )  # fmt: skip
    elif not now.parked_events:
        yield well("events", "all have met their reactions" if not now.waiting_events
                   else f"{now.waiting_events} are under way")  # fmt: skip
    await asyncio.sleep(0)
