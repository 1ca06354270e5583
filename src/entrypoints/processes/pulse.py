"""That the processes of an installation live: each leaves a beat in the machine's temporary folder.

| file | written by | says |
|---|---|---|
| `gateway.<pid>`, `api.<pid>`, `worker.<pid>` | that process, from its event loop | it works |
| `serve.<pid>` | the supervisor | that all three are to be there |

In the temporary folder, not in the data folder: containers may share the latter, and a probe shall
speak for its own container. A beat of a process that is gone counts for nothing.
"""

import asyncio
import os
import time
import zlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from tempfile import gettempdir

import structlog

log = structlog.get_logger("process")

ROLES = ("gateway", "api", "worker")
SUPERVISOR = "serve"

BEAT_EVERY = 5.0
"""Seconds."""

FRESH_FOR = 30.0
"""Seconds; an event loop that does not come round for so long is stuck."""


def folder_of(data_dir: Path) -> Path:
    """Where the processes of the installation with that data folder leave their beats."""
    place = zlib.crc32(str(data_dir.absolute()).encode())
    return Path(gettempdir()) / f"open-csms-{os.getuid()}-{place:08x}"


@asynccontextmanager
async def beating(name: str, data_dir: Path) -> AsyncIterator[None]:
    """While the context lasts, its event loop leaves a beat under that name."""
    file = folder_of(data_dir) / f"{name}.{os.getpid()}"
    try:
        _touch(file)
        _sweep(file.parent)
    except OSError as failure:  # it works all the same
        log.warning("no health check: the temporary folder takes no file", why=str(failure))
        yield
        return
    task = asyncio.create_task(_beat(file), name="pulse")
    try:
        yield
    finally:
        task.cancel()
        with suppress(OSError):
            file.unlink(missing_ok=True)
            file.parent.rmdir()  # the last one


async def _beat(file: Path) -> None:
    while True:
        with suppress(OSError):
            _touch(file)
        await asyncio.sleep(BEAT_EVERY)


def _touch(file: Path) -> None:
    file.parent.mkdir(mode=0o700, exist_ok=True)
    file.touch()


def pulses(data_dir: Path, now: Callable[[], float] = time.time) -> dict[str, bool]:
    """Each role that is to be here, and whether a process of it lives."""
    seen: dict[str, bool] = {}
    for file in folder_of(data_dir).glob("*.*"):
        name, _, pid = file.name.partition(".")
        if _is_there(pid):
            with suppress(FileNotFoundError):
                fresh = now() - file.stat().st_mtime <= FRESH_FOR
                # Of several gateways, one that is stuck is one too many.
                seen[name] = seen.get(name, True) and fresh
    wanted = set(ROLES) if SUPERVISOR in seen else set()
    return {role: seen.get(role, False) for role in ROLES if role in wanted | set(seen)}


def _sweep(folder: Path) -> None:
    """Forget those that were killed."""
    for file in folder.glob("*.*"):
        if not _is_there(file.name.partition(".")[2]):
            file.unlink(missing_ok=True)


def _is_there(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True
