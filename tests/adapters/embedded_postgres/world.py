"""Ask a server, and be another user."""

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import asyncpg
from tests.services import plain

from adapters.embedded_postgres import Server

ROOT_OF_PROJECT = Path(__file__).parents[3]


def sql(server: Server, *statements: str) -> None:
    """Execute `statements` as superuser."""

    async def all_of_them():
        connection = await asyncpg.connect(plain(server.url_for()))
        for statement in statements:
            await connection.execute(statement)
        await connection.close()

    asyncio.run(all_of_them())


def rows(server: Server, query: str) -> list[tuple]:
    """The answer to `query`, asked as superuser."""

    async def ask():
        connection = await asyncpg.connect(plain(server.url_for()))
        answer = [tuple(row) for row in await connection.fetch(query)]
        await connection.close()
        return answer

    return asyncio.run(ask())


PRELUDE = """
import os, sys
from pathlib import Path
import asyncpg, encodings.idna
from adapters.embedded_postgres import EmbeddedPostgres, EmbeddedPostgresError
from tests.adapters.embedded_postgres.world import rows, sql
from tests.services import SMALL
embedded = EmbeddedPostgres(Path(sys.argv[1]) / "var", wanted=SMALL)
"""
# After the imports: the interpreter itself may live where only root may look.
BECOME_NOBODY = """
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
    os.environ["HOME"] = "/nonexistent"
"""


def as_plain_user(code: str, before: str = "") -> str:
    """What `code` printed, run without root's rights, with `embedded` in a directory of its own."""
    place = Path(tempfile.mkdtemp(prefix="open-csms-"))
    data_dir = place / "var"
    data_dir.mkdir()
    if os.geteuid() == 0:
        place.chmod(0o755)
        os.chown(data_dir, 65534, 65534)
    try:
        ran = subprocess.run(
            [sys.executable, "-c", PRELUDE + before + BECOME_NOBODY + code, str(place)],
            check=False,
            capture_output=True,
            text=True,
            cwd="/",
            timeout=120,
            env={**os.environ, "PYTHONPATH": f"{ROOT_OF_PROJECT}/src:{ROOT_OF_PROJECT}"},
        )
    finally:
        shutil.rmtree(place, ignore_errors=True)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()
