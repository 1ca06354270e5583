# ruff: noqa: S608 - names of tables are those of a checked manifest, and quoted
"""Restoring a backup: in one transaction, so that a failure leaves what was there.

The schema is made at the backup's own revision, filled, and then brought up to date by the same
migrations as any other database.
"""

from collections.abc import AsyncIterator
from pathlib import Path
from zipfile import ZipFile

import asyncpg

from adapters.persistence.backups import catalogue
from adapters.persistence.backups.archive import Advance, chunks, opened, read_manifest, verify
from adapters.persistence.backups.errors import DataInTheWay, StillInUse, TooNew
from adapters.persistence.backups.manifest import Manifest, TableCopy
from adapters.persistence.backups.taking import SETTINGS
from adapters.persistence.migrating import known_revision, rebuild
from adapters.persistence.numbers import BLOCK, REQUESTS, TRANSACTIONS
from adapters.persistence.reading import dsn
from adapters.persistence.writing.events import EVENTS_PER_BATCH

SKIPPED = 1_000_000
"""Numbers of transactions and requests that are passed over: stations may hold numbers that were
given after the backup was made, and no number is ever given twice (fine point 8)."""

_TENANTS = "SELECT count(*) FROM tenants"
_OTHERS = """
    SELECT DISTINCT usename::text FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename IS NOT NULL
"""
_RENUMBER = (
    "UPDATE outbox SET number = - number",
    # Below the numbers of this very transaction: those of events to come are above them, whatever
    # the transactions' numbers were where the backup was made.
    f"""
    UPDATE outbox SET number =
        pg_current_xact_id()::text::bigint * {EVENTS_PER_BATCH} - r.place
    FROM (SELECT number, row_number() OVER (ORDER BY number) AS place FROM outbox) AS r
    WHERE outbox.number = r.number
    """,
)
_HANG_UP = "UPDATE station_links SET is_open = false, fence = fence + 1"


async def restore(
    url: str,
    file: Path,
    *,
    replace: bool = False,
    advance: Advance = lambda *_: None,
) -> Manifest:
    """Make the database what the backup says, at this version's schema.

    Args:
        url: SQLAlchemy's, as the tables' owner.
        file: the backup; it is checked whole before anything is done.
        replace: what is in the database, if there is anything.
        advance: told of what was checked, and again of what was written.

    Raises:
        BackupError, OSError, asyncpg.PostgresError: it cannot be restored; nothing has changed.
    """
    manifest = read_manifest(file)
    if not known_revision(manifest.revision):
        raise TooNew(manifest.revision)
    verify(file, manifest, advance)
    await _look_around(url, replace=replace)

    async def fill(connection: catalogue.Connection) -> None:
        with opened(file) as archive:
            await _fill(connection, archive, file, manifest, advance)

    await rebuild(url, manifest.revision, fill)
    return manifest


async def _look_around(url: str, *, replace: bool) -> None:
    connection = await asyncpg.connect(dsn(url), server_settings=SETTINGS)
    try:
        if others := [row[0] for row in await connection.fetch(_OTHERS)]:
            raise StillInUse(others)
        there = await connection.fetchval("SELECT to_regclass('public.tenants') IS NOT NULL")
        tenants = await connection.fetchval(_TENANTS) if there else 0
        if tenants and not replace:
            raise DataInTheWay(tenants)
    finally:
        await connection.close()


async def _fill(
    connection: catalogue.Connection,
    archive: ZipFile,
    file: Path,
    manifest: Manifest,
    advance: Advance,
) -> None:
    for setting, value in SETTINGS.items():
        await connection.execute("SELECT set_config($1, $2, true)", setting, value)
    for partition in manifest.partitions:
        await connection.execute(
            "SELECT open_csms_ensure_partition($1, $2, $3, $4)",
            partition.parent,
            partition.name,
            partition.lower,
            partition.upper,
        )
    for table in manifest.tables:
        await _fill_table(connection, archive, file, table, advance)
    for name, last in manifest.sequences.items():
        await _go_on_from(connection, name, last)
    for statement in (*_RENUMBER, _HANG_UP):
        await connection.execute(statement)


async def _fill_table(
    connection: catalogue.Connection,
    archive: ZipFile,
    file: Path,
    table: TableCopy,
    advance: Advance,
) -> None:
    async def source() -> AsyncIterator[bytes]:
        for data in chunks(archive, file, table):
            yield data
            advance(table.name, len(data))

    # COPY is refused under row-level security, which binds the owner only by FORCE.
    name = f'"{table.name}"'
    forced = await connection.fetchval(
        "SELECT relforcerowsecurity FROM pg_class WHERE oid = to_regclass($1)", name
    )
    if forced:
        await connection.execute(f"ALTER TABLE {name} NO FORCE ROW LEVEL SECURITY")
    if table.rows:
        await connection.copy_to_table(table.name, source=source(), columns=list(table.columns))
    if forced:
        await connection.execute(f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY")


async def _go_on_from(connection: catalogue.Connection, name: str, last: int) -> None:
    if name in {TRANSACTIONS, REQUESTS}:
        last += SKIPPED
    if last:
        most = await connection.fetchval(
            "SELECT max_value FROM pg_sequences WHERE schemaname = 'public' AND sequencename = $1",
            name,
        )
        beyond = min(last, most - BLOCK)
        await connection.execute("SELECT setval(to_regclass($1), $2)", f'"{name}"', beyond)
