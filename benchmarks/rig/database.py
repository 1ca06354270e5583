"""A durable PostgreSQL of the run's own, with a stock of stations to copy for each case."""

import json
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import asyncpg
from benchmarks.rig.stock import fill, identities

from adapters.embedded_postgres import APPLICATION, OWNER, EmbeddedPostgres, Server
from adapters.persistence import PostgresStorage, ensure_partitions, migrate
from adapters.world import SystemClock

STOCK = "stock"
MUST_BE_ON = ("fsync", "synchronous_commit", "full_page_writes")


@dataclass(frozen=True, slots=True)
class Database:
    """One database; URLs are SQLAlchemy's."""

    server: Server
    name: str

    @property
    def url(self) -> str:
        return self.server.url_for(APPLICATION, self.name)

    @property
    def owner_url(self) -> str:
        return self.server.url_for(OWNER, self.name)

    @asynccontextmanager
    async def asked(self) -> AsyncIterator[Any]:
        """A superuser's connection."""
        connection = await asyncpg.connect(dsn(self.server.url_for(database=self.name)))
        try:
            yield connection
        finally:
            await connection.close()


@dataclass(slots=True)
class Cluster:
    """The run's server; `stations` are in the stock that databases are copied from."""

    place: Path
    server: Server
    version: str = ""
    stations: int = 0
    _numbers: Iterator[int] = field(default_factory=count)

    @property
    def identities(self) -> Path:
        """File of all stations and their secrets, as the load generator reads it."""
        return self.place / "identities.json"

    async def lay_in(self, stations: int) -> None:
        """Make the stock: schema, partitions, a tenant with a token, a tariff and stations."""
        self.version = await self._checked()
        stock = await self._create(STOCK, "open_csms")
        await migrate(stock.owner_url)
        async with PostgresStorage(stock.url, SystemClock()) as storage:
            await ensure_partitions(storage.database, datetime.now(UTC))
            await fill(storage, stations)
        async with stock.asked() as connection:
            await connection.execute("VACUUM (ANALYZE, FREEZE)")
        self.identities.write_text(json.dumps(identities(stations)))
        self.stations = stations

    async def copy(self) -> Database:
        """A fresh database with the stock in it."""
        return await self._create(f"run_{next(self._numbers)}", STOCK)

    async def empty(self) -> Database:
        """A fresh database with nothing in it."""
        return await self._create(f"run_{next(self._numbers)}", "open_csms")

    async def drop(self, database: Database) -> None:
        """Remove it, with whoever is still connected."""
        await self._execute(f'DROP DATABASE "{database.name}" WITH (FORCE)')

    @asynccontextmanager
    async def borrowed(self, *, empty: bool = False) -> AsyncIterator[Database]:
        """A fresh database for one measurement."""
        database = await (self.empty() if empty else self.copy())
        try:
            yield database
        finally:
            await self.drop(database)

    async def settle(self) -> None:
        """Let nothing of an earlier measurement weigh on the next one."""
        await self._execute("CHECKPOINT")

    async def _create(self, name: str, template: str) -> Database:
        await self._execute(
            f'CREATE DATABASE "{name}" TEMPLATE "{template}" OWNER "{OWNER}" STRATEGY file_copy',
            f'GRANT CONNECT, TEMPORARY ON DATABASE "{name}" TO "{APPLICATION}"',
        )
        return Database(self.server, name)

    async def _checked(self) -> str:
        connection = await asyncpg.connect(dsn(self.server.url_for(database="postgres")))
        try:
            for setting in MUST_BE_ON:
                if await connection.fetchval(f"SHOW {setting}") != "on":
                    raise RuntimeError(f"{setting} is off: the figures would mean nothing")
            return str(await connection.fetchval("SHOW server_version"))
        finally:
            await connection.close()

    async def _execute(self, *statements: str) -> None:
        connection = await asyncpg.connect(dsn(self.server.url_for(database="postgres")))
        try:
            for statement in statements:
                await connection.execute(statement)
        finally:
            await connection.close()


@contextmanager
def cluster(place: Path) -> Iterator[Cluster]:
    """A new server with its files under `place`, as production sets it; gone afterwards."""
    place.mkdir(parents=True, exist_ok=True)
    embedded = EmbeddedPostgres(place)
    embedded.stop()
    shutil.rmtree(embedded.home, ignore_errors=True)
    try:
        yield Cluster(place, embedded.start())
    finally:
        embedded.stop()
        shutil.rmtree(embedded.home, ignore_errors=True)


def dsn(url: str) -> str:
    """SQLAlchemy's URL as asyncpg's."""
    return url.replace("postgresql+asyncpg://", "postgresql://", 1)
