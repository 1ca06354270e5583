"""The machine: folders, space, limits, keys."""

import os
import resource
import shutil
import stat
from collections.abc import AsyncIterator
from pathlib import Path

from entrypoints.cli.checkup.finding import Finding, care, well, wrong
from entrypoints.settings import Settings
from entrypoints.settings.pepper import FILE as PEPPER

GIB = 1024**3
LITTLE, TOO_LITTLE = 2 * GIB, GIB // 4
FEW_FILES = 4_096
"""A station's line is an open file."""


async def folder(settings: Settings) -> AsyncIterator[Finding]:
    """Whether the data folder can be used."""
    place = settings.data_dir.absolute()
    near = _standing(place)
    if not os.access(near, os.W_OK | os.X_OK):
        yield wrong(
            "data folder", f"{near} cannot be written", "Own it, or set OPEN_CSMS_DATA_DIR."
        )
    else:
        yield well("data folder", f"{place}" + ("" if place.exists() else " (will be made)"))


async def keys(settings: Settings) -> AsyncIterator[Finding]:
    """Whether what must stay secret can be read by others."""
    for name in (PEPPER, "demo.key", "demo-stations.json"):
        file = settings.data_dir / name
        if not file.exists():
            continue
        if stat.S_IMODE(file.stat().st_mode) & 0o077:
            yield wrong("secrets", f"others can read {file}", f"chmod 600 {file}")
        else:
            yield well("secrets", f"{file} is readable for its owner alone")


async def disk(settings: Settings) -> AsyncIterator[Finding]:
    """Whether there is space."""
    free = shutil.disk_usage(_standing(settings.data_dir.absolute())).free
    said = f"{free / GIB:.1f} GiB free"
    if free < TOO_LITTLE:
        yield wrong("disk", said, "Make room now: PostgreSQL stops when the disk is full.")
    elif free < LITTLE:
        yield care("disk", said, "Make room, or keep readings and frames for a shorter time.")
    else:
        yield well("disk", said)


async def files(settings: Settings) -> AsyncIterator[Finding]:  # noqa: ARG001 - all looks are alike
    """How many stations one gateway may hold."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    said = f"a process may open {soft} files"
    if soft < FEW_FILES:
        yield care(
            "open files", said,
            f"One gateway holds about {soft - 100} stations: raise `ulimit -n` (up to {hard}), "
            "or run several with --gateways.",
        )  # fmt: skip
    else:
        yield well("open files", said)


def _standing(place: Path) -> Path:
    """The folder itself, or the nearest above it that exists."""
    return next(each for each in (place, *place.parents) if each.exists())
