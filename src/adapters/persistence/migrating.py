"""Bring a database to this version's schema, and say which one it has.

Any number of processes may call `migrate` at once: an advisory lock lets one work and the others
find it done. All steps run in one transaction, so a failure leaves the schema as it was.
"""

import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

import asyncpg
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, pool, text
from sqlalchemy.ext.asyncio import create_async_engine

from adapters.persistence.rows import metadata

T = TypeVar("T")

LOCK = 0x6F63736D
"""Of the advisory lock: `ocsm`."""
OLDEST_SERVER = 150_000

_PARTITION = re.compile(r"(meter_readings|frames)_(p\d+|default)(_.*)?")


class ServerTooOld(RuntimeError):
    """PostgreSQL 15 or later is needed."""


async def migrate(url: str, revision: str = "head", role: str | None = None) -> None:
    """Upgrade a database.

    Args:
        url: SQLAlchemy's, as the tables' owner.
        revision: how far.
        role: another role that the application will connect as; it is granted what it needs.

    Raises:
        ServerTooOld: the server is older than PostgreSQL 15.
    """

    def upgrade(connection: Connection) -> None:
        _prepare(connection)
        command.upgrade(_config(connection), revision)
        if role is not None:
            _grant(connection, role)

    await _within(url, upgrade)


async def downgrade(url: str, revision: str = "base") -> None:
    """Take the schema back to `revision`. Data of what did not exist then are lost."""

    def back(connection: Connection) -> None:
        _prepare(connection)
        command.downgrade(_config(connection), revision)

    await _within(url, back)


async def rebuild(
    url: str, revision: str, fill: Callable[["asyncpg.Connection[Any]"], Awaitable[None]]
) -> None:
    """Replace all that is there, in one transaction: a failure leaves it as it was.

    Args:
        url: SQLAlchemy's, as the tables' owner.
        revision: the schema that is made, and filled.
        fill: fills it; afterwards it is brought up to date.
    """

    def empty(connection: Connection) -> None:
        _prepare(connection)
        if MigrationContext.configure(connection).get_current_revision() is not None:
            command.downgrade(_config(connection), "base")
        command.upgrade(_config(connection), revision)

    engine = create_async_engine(url, poolclass=pool.NullPool)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(empty)
            raw = await connection.get_raw_connection()
            assert raw.driver_connection is not None  # noqa: S101 - it has just been used
            await fill(raw.driver_connection)
            await connection.run_sync(lambda c: command.upgrade(_config(c), "head"))
    finally:
        await engine.dispose()


def known_revision(revision: str) -> bool:
    """Whether this version of the program can make that schema."""
    directory = ScriptDirectory.from_config(_config())
    return any(script.revision == revision for script in directory.walk_revisions())


async def current_revision(url: str) -> str | None:
    """The revision of the database, or None for an empty one."""
    return await _within(url, lambda c: MigrationContext.configure(c).get_current_revision())


def newest_revision() -> str:
    """The revision that this version of the program needs."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


async def differences(url: str) -> list[Any]:
    """Where the database differs from `rows`; empty if the migrations say the same."""

    def compare(connection: Connection) -> list[Any]:
        options = {"include_name": include_name, "compare_type": True}
        return list(
            compare_metadata(MigrationContext.configure(connection, opts=options), metadata)
        )

    return await _within(url, compare)


def include_name(name: str | None, kind: str, parents: object) -> bool:  # noqa: ARG001 - alembic's
    """Partitions are made and dropped by timetable, not by migrations."""
    return not (kind == "table" and name is not None and _PARTITION.fullmatch(name))


async def _within(url: str, step: Callable[[Connection], T]) -> T:
    engine = create_async_engine(url, poolclass=pool.NullPool)
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(step)
    finally:
        await engine.dispose()


def _prepare(connection: Connection) -> None:
    version = int(connection.scalar(text("SHOW server_version_num")) or 0)
    if version < OLDEST_SERVER:
        raise ServerTooOld("Use PostgreSQL 15 or later.")
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})


def _grant(connection: Connection, role: str) -> None:
    quoted = connection.dialect.identifier_preparer.quote(role)
    for rights in (
        "SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public",
        "USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public",
        "EXECUTE ON ALL FUNCTIONS IN SCHEMA public",
    ):
        connection.execute(text(f"GRANT {rights} TO {quoted}"))


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
