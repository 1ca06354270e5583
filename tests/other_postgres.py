"""Tests on a PostgreSQL other than the wheel's: TEST_POSTGRES=/usr/lib/postgresql/15.

The oldest server that we promise to work on must be tried, not hoped for. With the variable set,
every test that starts a PostgreSQL starts that one, under the embedded adapter's own settings, as
the same unprivileged user, with the same roles.
"""

import os
import re
import subprocess
from pathlib import Path

from adapters.embedded_postgres import cluster, server, settings
from adapters.embedded_postgres.account import Account
from adapters.embedded_postgres.programs import Programs

VARIABLE = "TEST_POSTGRES"
OLDEST = 15
DEBIAN = Path("/usr/lib/postgresql")

COMMON_INITDB = ("--encoding=UTF8", "--locale=C", "--data-checksums", "--auth=peer")
"""The built-in locale came with 17; for what we do, C sorts and folds alike."""

HBA = "local all all trust\n"
"""A mapping to all roles came with 16; the socket's folder lets nobody else in."""


def found(version: int = OLDEST) -> Path | None:
    """Where a PostgreSQL of that version is, if it is installed."""
    place = DEBIAN / str(version)
    return place if (place / "bin" / "initdb").exists() else None


def version_of(prefix: Path) -> str:
    """Its major version."""
    said = subprocess.run(
        [prefix / "bin" / "postgres", "--version"], capture_output=True, text=True, check=True
    ).stdout
    number = re.search(r"(\d+)", said)
    assert number is not None, said
    return number[1]


def adopt_from(environment: "os._Environ[str]" = os.environ) -> None:
    """Let the embedded adapter of this process run the programs that the environment names."""
    if VARIABLE not in environment:
        return
    prefix = Path(environment[VARIABLE])

    def programs_for(account: Account, _: Path) -> Programs:
        return Programs(prefix, account)

    server.programs_for = programs_for
    cluster.MAJOR = version_of(prefix)
    settings.INITDB = COMMON_INITDB
    settings.HBA = HBA
