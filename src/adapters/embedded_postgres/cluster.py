"""The data directory: created whole or not at all, and configured anew at each start."""

import os
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from adapters.embedded_postgres import settings
from adapters.embedded_postgres.account import my_name, named_account
from adapters.embedded_postgres.errors import WrongVersion, explain
from adapters.embedded_postgres.programs import MAJOR, Programs
from adapters.embedded_postgres.roles import CLUSTER_SQL, DATABASE, DATABASE_SQL, SUPERUSER

STATEMENTS = ((SUPERUSER, CLUSTER_SQL), (DATABASE, DATABASE_SQL))


def ensure_created(cluster: Path, programs: Programs) -> None:
    """Create the data directory `cluster` with its roles and database, unless it is there.

    It is made aside and renamed when complete: a creation that was killed leaves no half cluster.

    Raises:
        EmbeddedPostgresError: for the reason in its text.
    """
    if cluster.exists():
        _check_version(cluster)
        return
    unfinished = cluster.with_name(f"{cluster.name}.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    # initdb and single-user mode ask for their user's name; the server itself does not.
    named = replace(programs, account=named_account(programs.account))
    named.account.take(unfinished)
    place = ("-D", str(unfinished))
    made = named.run("initdb", *place, "--username", SUPERUSER, *settings.INITDB)
    if made.returncode:
        raise explain("creating the database", made.stderr, cluster)
    for database, statements in STATEMENTS:
        made = named.run(
            "postgres", "--single", *place, "-c", "exit_on_error=on", database, said=statements
        )
        if made.returncode:
            raise explain("creating its roles", made.stderr, cluster)
    programs.account.take(unfinished)
    os.rename(unfinished, cluster)  # noqa: PTH104 - the word of the system call
    _sync(cluster.parent)


def configure(
    cluster: Path, programs: Programs, wanted: Mapping[str, str], defaults: Mapping[str, str]
) -> None:
    """Write the three configuration files of `cluster` for the next start."""
    files = {
        "postgresql.conf": settings.rendered({**defaults, **wanted}),
        "pg_hba.conf": settings.HBA,
        "pg_ident.conf": settings.ident(my_name()),
    }
    for name, text in files.items():
        written = cluster / f"{name}.new"
        written.write_text(text)
        programs.account.take(written)
        written.chmod(0o600)
        os.rename(written, cluster / name)  # noqa: PTH104 - as above


def _check_version(cluster: Path) -> None:
    found = (cluster / "PG_VERSION").read_text().strip()
    if found != MAJOR:
        raise WrongVersion(
            f"{cluster} holds data of PostgreSQL {found}; the installed programs are {MAJOR}. Use "
            "the release that wrote these data, dump them, and restore them into a new directory."
        )


def _sync(directory: Path) -> None:
    opened = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
