"""Start, adopt and stop the server of one data directory."""

import fcntl
import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from adapters.embedded_postgres import cluster, postmaster, settings
from adapters.embedded_postgres.account import Account, server_account
from adapters.embedded_postgres.errors import (
    DidNotStop,
    DirectoryNotUsable,
    explain,
    unusable,
)
from adapters.embedded_postgres.programs import FAST, programs_for
from adapters.embedded_postgres.roles import APPLICATION, DATABASE, OWNER, SUPERUSER
from adapters.embedded_postgres.traversal import open_way

SOCKET_PATH_LIMIT = 103
"""Bytes of a Unix socket's path that every system accepts (Linux 107, macOS 103)."""
SHORT_PLACE = Path("/tmp")  # noqa: S108 - only for a socket, in a directory that is checked
SOCKET_NAME = ".s.PGSQL.5432"


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its process, and how to connect to it."""

    pid: int
    socket_dir: Path
    port: int

    @property
    def url(self) -> str:
        """For the application: row-level security applies (SQLAlchemy, asyncpg)."""
        return self.url_for(APPLICATION)

    @property
    def owner_url(self) -> str:
        """For migrations: the role that owns the database and its tables."""
        return self.url_for(OWNER)

    def url_for(self, role: str = SUPERUSER, database: str = DATABASE) -> str:
        """A SQLAlchemy URL for `role` in `database`; it contains no secret."""
        place = quote(str(self.socket_dir), safe="/")
        return f"postgresql+asyncpg://{role}@/{quote(database)}?host={place}&port={self.port}"


@dataclass(slots=True)
class EmbeddedPostgres:
    """The server whose data live in `<data_dir>/postgres`.

    Args:
        data_dir: made if missing. The server's part of it belongs to the server's user alone.
        wanted: settings that differ from `settings.SETTINGS`.
        patience_seconds: how long a recovery may take before `start` gives up on it.
    """

    data_dir: Path
    wanted: Mapping[str, str] = field(default_factory=dict)
    patience_seconds: float = 600.0

    @property
    def home(self) -> Path:
        """Where all of the server's files are."""
        return self.data_dir.absolute() / "postgres"

    @property
    def cluster(self) -> Path:
        """PostgreSQL's data directory."""
        return self.home.resolve() / "cluster"

    @property
    def name(self) -> str:
        """The cluster's name in process titles, the same for the same directory."""
        return f"open-csms-{hashlib.sha256(os.fsencode(self.cluster)).hexdigest()[:10]}"

    def start(self) -> Server:
        """The running server of this directory: adopted, recovered, or newly created.

        Blocks; may be called by several processes at once.

        Raises:
            EmbeddedPostgresError: with the reason and what to do.
        """
        with self._alone() as account:
            found = postmaster.settle(self.cluster, self.patience_seconds)
            if found is None:
                self._start(account)
                found = postmaster.settle(self.cluster, self.patience_seconds)
            if found is None:
                raise self._explain("")
            return Server(found.pid, found.socket_dir, found.port)

    def running(self) -> Server | None:
        """The server, if it is alive and ready."""
        found = postmaster.find(self.cluster)
        if found is None or not postmaster.answers(found):
            return None
        return Server(found.pid, found.socket_dir, found.port)

    def stop(self) -> None:
        """End the server and all its connections, at once but cleanly; no matter who started it.

        Raises:
            DidNotStop: it is still there.
        """
        if not self.home.exists():
            return
        with self._alone() as account:
            if postmaster.find(self.cluster) is None:
                return
            programs = programs_for(account, self.home)
            ended = programs.run(
                "pg_ctl", "stop", "-D", str(self.cluster), "-m", "fast", "-w", "-t", str(FAST)
            )
            if postmaster.find(self.cluster) is not None:
                raise DidNotStop(
                    f"PostgreSQL in {self.cluster} did not stop within {FAST} s: "
                    f"{ended.stderr.strip() or ended.stdout.strip()}"
                )

    def _start(self, account: Account) -> None:
        programs = programs_for(account, self.home)
        cluster.ensure_created(self.cluster, programs)
        socket_dir = self._socket_dir(account)
        postmaster.clear(self.cluster, self.name, socket_dir)
        defaults = {
            **settings.settings_for(settings.machine_memory()),
            "unix_socket_directories": str(socket_dir),
            "cluster_name": self.name,
        }
        cluster.configure(self.cluster, programs, self.wanted, defaults)
        log = self.home / "start.log"
        log.unlink(missing_ok=True)
        started = programs.run(
            "pg_ctl", "start", "-D", str(self.cluster), "-s", "-w", "-l", str(log),
            "-t", str(int(self.patience_seconds)),
        )  # fmt: skip
        if started.returncode:
            raise self._explain(started.stderr)

    def _explain(self, said: str) -> Exception:
        log = self.home / "start.log"
        text = log.read_text(errors="replace") if log.exists() else ""
        return explain("starting", text or said, self.cluster)

    def _socket_dir(self, account: Account) -> Path:
        """A directory that is the server's alone and whose name is short enough for a socket."""
        place = self.home / "socket"
        if len(os.fsencode(place / SOCKET_NAME)) > SOCKET_PATH_LIMIT:
            place = SHORT_PLACE / self.name
        place.mkdir(mode=0o700, exist_ok=True)
        found = place.lstat()
        if account.drop and found.st_uid == 0 and stat.S_ISDIR(found.st_mode):
            os.chown(place, account.uid, account.gid)
            found = place.lstat()
        private = stat.S_ISDIR(found.st_mode) and not found.st_mode & 0o077
        if found.st_uid != account.uid or not private:
            raise DirectoryNotUsable(
                f"{place} is needed for the database's socket, but it is not a directory of the "
                "database's user alone. Remove it."
            )
        return place

    @contextmanager
    def _alone(self) -> Iterator[Account]:
        """Hold the directory's lock; nobody else starts or stops this server meanwhile."""
        home = self.home
        account = server_account(home)
        try:
            home.mkdir(mode=0o700, parents=True, exist_ok=True)
            open_way(home, account)
            if home.stat().st_uid != account.uid:  # new, or restored by root
                account.take(home)
            if account.drop:  # initdb passes through as another user of the server's group
                home.chmod(0o710)
            lock = os.open(home / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            account.take(home / "lock")
        except OSError as error:
            raise unusable(home, error) from error
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield account
        except OSError as error:
            raise unusable(home, error) from error
        finally:
            os.close(lock)
