# ruff: noqa: S608 - names of tables and columns come from the database's own catalogue
"""Taking a backup: one snapshot of everything, while stations go on charging."""

from datetime import UTC, datetime
from pathlib import Path

import asyncpg

from adapters.persistence.backups import catalogue
from adapters.persistence.backups.archive import Advance, Writing, written
from adapters.persistence.backups.errors import NothingThere
from adapters.persistence.backups.manifest import Manifest, TableCopy
from adapters.persistence.migrating import current_revision
from adapters.persistence.policies import EVERY_TENANT, TENANT_SETTING
from adapters.persistence.reading import dsn

SETTINGS = {
    TENANT_SETTING: EVERY_TENANT,
    "application_name": "open-csms backup",
    "idle_in_transaction_session_timeout": "0",
    "statement_timeout": "0",
    "timezone": "UTC",
    "datestyle": "iso, ymd",
    "intervalstyle": "postgres",
    "extra_float_digits": "1",
}
"""What a value is written as must not depend on where it is written."""

FRAMES = "frames"


async def take(
    url: str,
    file: Path,
    *,
    key_mark: str,
    program: str,
    frames: bool = True,
    sizes: Advance = lambda *_: None,
    advance: Advance = lambda *_: None,
) -> Manifest:
    """Write a backup of the database.

    Args:
        url: SQLAlchemy's, as the tables' owner.
        file: must not exist; it is readable by its owner alone.
        key_mark: see `Manifest`.
        program: the version that makes it.
        frames: with the log of frames, often the largest part.
        sizes: told of each table beforehand, with its bytes in the database.
        advance: told of what was written.

    Raises:
        BackupError, OSError, asyncpg.PostgresError: it cannot be made; then there is no file.
    """
    revision = await current_revision(url)
    if revision is None:
        raise NothingThere
    with written(file) as archive:
        connection = await asyncpg.connect(dsn(url), server_settings=SETTINGS)
        try:
            async with connection.transaction(isolation="repeatable_read", readonly=True):
                found = await catalogue.tables(connection)
                if not frames:
                    del found[FRAMES]
                # A partition that is dropped meanwhile would be missing.
                names = ", ".join(f'"{name}"' for name in found)
                await connection.execute(f"LOCK TABLE {names} IN ACCESS SHARE MODE")
                for name, (_, size) in found.items():
                    sizes(name, size)
                copies = [
                    await _copied(connection, archive, name, columns, advance)
                    for name, (columns, _) in found.items()
                ]
                partitions = await catalogue.partitions(connection)
            manifest = Manifest(
                made_at=datetime.now(UTC),
                program=program,
                server=".".join(map(str, connection.get_server_version()[:2])),
                revision=revision,
                key_mark=key_mark,
                frames=frames,
                tables=tuple(copies),
                # Sequences know no snapshot: read after all, they are beyond every row.
                sequences=await catalogue.sequences(connection),
                partitions=tuple(p for p in partitions if frames or p.parent != FRAMES),
            )
        finally:
            await connection.close()
        archive.close(manifest)
    return manifest


async def _copied(
    connection: catalogue.Connection,
    archive: Writing,
    name: str,
    columns: tuple[str, ...],
    advance: Advance,
) -> TableCopy:
    listed = ", ".join(f'"{column}"' for column in columns)
    with archive.member(f"tables/{name}.copy") as member:

        async def put(data: bytes) -> None:
            await member.write(data)
            advance(name, len(data))

        status = await connection.copy_from_query(f'SELECT {listed} FROM "{name}"', output=put)
        rows = int(status.rsplit(" ", 1)[1])
        return TableCopy(
            name=name, columns=columns, rows=rows, bytes=member.bytes, sha256=member.sha256
        )
