"""What is running on a data directory: told from its pid file, and from the process table.

A pid in a file proves nothing: after a crash or in a restarted container it may be another
process, of our own user. The command line does: the postmaster names its data directory, and its
children carry the cluster's name in their titles.
"""

import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from adapters.embedded_postgres.errors import AlreadyInUse, DidNotStart

READY, STARTING, STOPPING = "ready", "starting", "stopping"
POLL_SECONDS = 0.02
SSL_REQUEST = (8).to_bytes(4, "big") + (80_877_103).to_bytes(4, "big")
ANSWER_SECONDS = 5.0
ORPHAN_SECONDS = 5.0
"""How long backends may take to notice that their postmaster died, before they are killed."""


@dataclass(frozen=True, slots=True)
class Postmaster:
    """A living server process, as its pid file describes it (PostgreSQL: miscadmin.h)."""

    pid: int
    socket_dir: Path
    port: int
    status: str


def find(cluster: Path) -> Postmaster | None:
    """The living postmaster of `cluster`, if there is one."""
    lines = _lines(cluster / "postmaster.pid")
    pid = int(lines[0]) if lines and lines[0].strip().isdigit() else 0
    if not pid or not is_postmaster(pid, cluster):
        return None
    if len(lines) < 8:
        return Postmaster(pid, Path(), 0, STARTING)
    return Postmaster(pid, Path(lines[4]), int(lines[3] or 0), lines[7].strip())


def settle(cluster: Path, seconds: float) -> Postmaster | None:
    """Wait until the server of `cluster` is ready, or gone (None).

    Raises:
        DidNotStart: it is neither after `seconds`.
    """
    until = time.monotonic() + seconds
    while (found := find(cluster)) is not None and not answers(found):
        if time.monotonic() > until:
            raise DidNotStart(
                f"PostgreSQL in {cluster} (pid {found.pid}) is still {found.status} after "
                f"{seconds:.0f} s. See its log there; a long recovery may simply need more time."
            )
        time.sleep(POLL_SECONDS)
    return found


def answers(found: Postmaster) -> bool:
    """Whether it accepts connections: the pid file says ready, and it talks.

    The file, and even the socket, would let us adopt a server that was killed a moment ago and is
    not yet buried. Only the living answer the protocol's shortest question (SSLRequest).
    """
    if found.status != READY:
        return False
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(ANSWER_SECONDS)
        try:
            probe.connect(str(found.socket_dir / f".s.PGSQL.{found.port}"))
            probe.sendall(SSL_REQUEST)
            return probe.recv(1) != b""
        except OSError:
            return False


def clear(cluster: Path, name: str, socket_dir: Path) -> None:
    """Remove what a killed server of `cluster` left behind, so that the next one can start.

    Call it when `find` says that no postmaster lives.

    Raises:
        AlreadyInUse: a left-over process cannot be ended.
    """
    _end_orphans(cluster, name)
    # PostgreSQL sees through a pid that nobody has, but not through one that has a new bearer.
    for file in (cluster / "postmaster.pid", *socket_dir.glob(".s.PGSQL.*.lock")):
        first = (_lines(file) or [""])[0].strip().lstrip("-")
        if first.isdigit() and exists(int(first)) and not is_postmaster(int(first), cluster):
            file.unlink()


def exists(pid: int) -> bool:
    """Whether any process, dead and unburied ones included, has this `pid`."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def is_postmaster(pid: int, cluster: Path) -> bool:
    """Whether `pid` is a living postmaster of `cluster`."""
    words = _command(pid)
    if words is None:  # no /proc on this system: the pid file is all we have
        return exists(pid)
    return len(words) > 1 and Path(words[0]).name == "postgres" and str(cluster) in words


def _end_orphans(cluster: Path, name: str) -> None:
    until = time.monotonic() + ORPHAN_SECONDS
    while orphans := list(_processes(cluster, name)):
        if time.monotonic() > until + ORPHAN_SECONDS:
            raise AlreadyInUse(
                f"Processes {orphans} of an earlier server still use {cluster} and do not end. "
                "End them, or restart the machine."
            )
        if time.monotonic() > until:
            for pid in orphans:
                _quietly(lambda pid=pid: os.kill(pid, signal.SIGKILL))  # type: ignore[misc]  # bound early
        time.sleep(POLL_SECONDS)


def _processes(cluster: Path, name: str) -> Iterator[int]:
    for entry in Path("/proc").glob("[0-9]*"):
        pid = int(entry.name)
        words = _command(pid) or [""]
        if words[0].startswith(f"postgres: {name}: ") or is_postmaster(pid, cluster):
            yield pid


def _command(pid: int) -> list[str] | None:
    if not Path("/proc/self").exists():
        return None
    try:
        raw = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return []
    return raw.rstrip(b"\0").decode(errors="replace").split("\0")


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text().splitlines()
    except OSError:
        return []


def _quietly(act: Callable[[], None]) -> None:
    try:
        act()
    except ProcessLookupError:
        return
