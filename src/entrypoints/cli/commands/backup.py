"""`open-csms backup` and `open-csms restore`."""

import asyncio
import hmac
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from adapters.persistence import backups
from adapters.persistence.backups import BackupError, Manifest
from entrypoints.cli.failures import CannotDo
from entrypoints.cli.office import database_of
from entrypoints.cli.output import AsJson, as_json, console, facts, notes
from entrypoints.settings import Settings, read_settings, secret_key
from entrypoints.supervisor.sole import sole
from entrypoints.wiring.database import locate

Yes = Annotated[bool, Parameter(name="--yes", negative="")]

OTHER_KEY = (
    "This installation's secret key is not the one of the backup: no password or API key in it can "
    "be checked. Put the old secret.key into the data folder (or set OPEN_CSMS_SECRET_KEY)."
)


def backup(file: Path, /, *, frames: bool = True, json: AsJson = False) -> None:
    """Write everything into one file, while the server works or not.

    The file holds hashes of passwords and keys and the drivers' cards; only its owner can read it
    (mode 0600). The secret key is not in it: keep `secret.key` of the data folder, or
    OPEN_CSMS_SECRET_KEY, in another place.

    Args:
        file: Where to; it must not exist.
        frames: With the log of frames, often the largest part.
        json: Print JSON.
    """
    settings = read_settings(os.environ)

    async def work() -> Manifest:
        with _progress(json) as bar:
            async with database_of(settings):
                return await backups.take(
                    (await locate(settings)).owner_url,
                    file,
                    key_mark=_key_mark(settings),
                    program=version("open-csms"),
                    frames=frames,
                    sizes=bar.expect,
                    advance=bar.advance,
                )

    _tell("Backed up", file, _done(work()), json, same_key=True)


def restore(file: Path, /, *, yes: Yes = False, check: bool = False, json: AsJson = False) -> None:
    """Make the database what a backup says. All of it, or, if anything fails, nothing.

    The server must be stopped. Instructions that waited, and events that had not met their
    reactions, go on where they were.

    Args:
        file: The backup.
        yes: Replace the data that are there.
        check: Only check the file, and say what is in it.
        json: Print JSON.
    """
    settings = read_settings(os.environ)

    async def work() -> Manifest:
        with _progress(json) as bar:
            manifest = backups.read_manifest(file)
            for _ in ("checked", "written")[: 1 if check else 2]:
                for table in manifest.tables:
                    bar.expect(table.name, table.bytes)
            if check:
                await asyncio.to_thread(backups.verify, file, manifest, bar.advance)
                return manifest
            with sole(settings.data_dir):
                async with database_of(settings, sole_user=True):
                    url = (await locate(settings)).owner_url
                    return await backups.restore(url, file, replace=yes, advance=bar.advance)

    manifest = _done(work())
    same_key = hmac.compare_digest(manifest.key_mark, _key_mark(settings))
    _tell("Whole" if check else "Restored", file, manifest, json, same_key=same_key)


def _done(work: Any) -> Manifest:  # noqa: ANN401 - a coroutine
    try:
        manifest: Manifest = asyncio.run(work)
    except BackupError as error:
        raise CannotDo(str(error)) from error
    return manifest


def _key_mark(settings: Settings) -> str:
    key = secret_key(settings).reveal().encode()
    return hmac.digest(key, b"open-csms backup", "sha256")[:8].hex()


def _tell(what: str, file: Path, manifest: Manifest, as_data: bool, *, same_key: bool) -> None:
    if as_data:
        as_json(
            {
                "file": str(file),
                "bytes": file.stat().st_size,
                "made_at": manifest.made_at.isoformat(),
                "program": manifest.program,
                "revision": manifest.revision,
                "frames": manifest.frames,
                "rows": {table.name: table.rows for table in manifest.tables},
                "same_key": same_key,
            }
        )
        return
    console.print(f"[bold]{what}[/]: {file}")
    facts(
        {
            "made": f"{manifest.made_at:%Y-%m-%d %H:%M:%S} UTC by version {manifest.program}",
            "schema": manifest.revision,
            "tables": len(manifest.tables),
            "rows": f"{manifest.rows:,}",
            "size": f"{file.stat().st_size:,} bytes",
            "frames": "included" if manifest.frames else "left out",
        }
    )
    if not same_key:
        notes.print(f"[bold yellow]{OTHER_KEY}[/]")


@dataclass
class _Bar:
    """One bar over all tables, however large each turns out to be."""

    progress: Progress
    task: TaskID
    _left: dict[str, int] = field(default_factory=dict)

    def expect(self, table: str, size: int) -> None:
        self._left[table] = self._left.get(table, 0) + size
        total = (self.progress.tasks[self.task].total or 0) + size
        self.progress.update(self.task, total=total)

    def advance(self, table: str, size: int) -> None:
        step = min(size, self._left.get(table, 0))
        self._left[table] = self._left.get(table, 0) - step
        self.progress.update(self.task, advance=step, description=table)


@contextmanager
def _progress(quiet: bool) -> Iterator[_Bar]:
    columns = (
        TextColumn("{task.description:<20}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=notes, transient=True, disable=quiet) as progress:
        bar = _Bar(progress, progress.add_task("starting", total=0))
        yield bar
