"""The oldest PostgreSQL that we promise: migrations and a part of the stores' contract on it.

`make postgres-15` runs the whole of the persistence tests and a crash drill there.
"""

import os
import subprocess
import sys
from pathlib import Path

import asyncpg
import pytest
from tests import other_postgres
from tests.asynchronous import asynchronous

from adapters.persistence.migrating import OLDEST_SERVER, ServerTooOld, migrate

ROOT = Path(__file__).parents[3]
PREFIX = other_postgres.found()

TOLD_APART = (
    "tests/adapters/persistence/test_migrations.py",
    "tests/adapters/persistence/test_partitions.py",
    "tests/adapters/persistence/test_row_level_security.py",
    "tests/adapters/stores/test_sessions.py",
    "tests/adapters/stores/test_readings_and_records.py",
)
"""What depends most on what a server can: types, partitions, policies, statements of the writer."""


@pytest.mark.skipif(PREFIX is None, reason="no PostgreSQL 15 of Debian is installed beside")
def test_the_oldest_server_keeps_the_contract():
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *TOLD_APART],
        env={**os.environ, other_postgres.VARIABLE: str(PREFIX)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-4000:]


@pytest.mark.skipif(
    other_postgres.VARIABLE not in os.environ, reason="only where another server is tried"
)
@asynchronous
async def test_it_is_the_server_that_was_asked_for(database):
    connection = await asyncpg.connect(database.dsn)
    try:
        found = connection.get_server_version().major
    finally:
        await connection.close()
    wanted = other_postgres.version_of(Path(os.environ[other_postgres.VARIABLE]))
    assert found == int(wanted)


@asynchronous
async def test_an_older_server_is_refused_in_words(database, monkeypatch):
    monkeypatch.setattr("adapters.persistence.migrating.OLDEST_SERVER", 990_000)
    with pytest.raises(ServerTooOld, match="PostgreSQL 15 or later"):
        await migrate(database.owner_url)
    assert OLDEST_SERVER == other_postgres.OLDEST * 10_000
