"""The unit of work: what one scope has saved, and its way into the tables, whole or not at all."""

import asyncio
from dataclasses import dataclass, field, replace
from typing import Any

from adapters.memory.attempt import Attempt, Write
from adapters.memory.database import Database
from adapters.memory.table import Key, Row, Table, copied
from application.ports.provisioning import Link
from application.ports.stores import Journal
from application.ports.work import UnitOfWork
from domain.aggregate import Aggregate, DomainEvent
from domain.identity import TenantId
from domain.session import ChargingSession
from domain.station import Station


class ForeignTenant(ValueError):
    """A scope was handed an aggregate of another tenant: a defect of the caller."""


@dataclass(slots=True)
class MemoryWork(UnitOfWork, Journal):
    """One scope's writes. With a `link` it keeps the station and its open sessions in memory.

    Events say `by` whom they were caused.
    """

    database: Database
    tenant: TenantId | None
    link: Link | None = None
    by: str | None = None
    writes: dict[tuple[int, Key], Write[Any]] = field(default_factory=dict)
    events: list[DomainEvent] = field(default_factory=list)
    resident: dict[tuple[int, Key], Station | ChargingSession] = field(default_factory=dict)

    def save(self, table: Table[Row], row: Row) -> None:
        """Write a copy of `row`, and its events, with the next commit."""
        self._stage(table, row, copied(row))

    def remove(self, table: Table[Row], row: Row) -> None:
        """Take it away with the next commit."""
        self._stage(table, row, None)

    def note(self, event: DomainEvent) -> None:
        """Write an event that no aggregate causes with the next commit."""
        self.events.append(event if self.by is None else replace(event, by=self.by))

    async def commit(self) -> None:
        """Make it durable or refuse all of it; what a refused scope remembers is forgotten."""
        writes, events = tuple(self.writes.values()), tuple(self.events)
        self.writes, self.events = {}, []
        if not writes and not events:
            return
        attempt = Attempt(self.tenant, self.link, writes, events)
        try:
            await self.database.faults.before_commit(attempt)
            await asyncio.sleep(0)  # as a database would let others run meanwhile
            self.database.apply(attempt)
            await self.database.faults.after_commit(attempt)
        except BaseException:
            self.resident.clear()
            raise
        for write in writes:
            self._adopt(write)

    def discard(self) -> None:
        """Forget all that was saved or remembered."""
        self.writes, self.events = {}, []
        self.resident.clear()

    def remember(self, table: Table[Any], row: object) -> None:
        """Keep what was read of the link's own station: the next message reads it from here."""
        if isinstance(row, Station | ChargingSession) and self._stays(row):
            self.resident[id(table), table.key(row)] = row.snapshot()

    def _stage(self, table: Table[Row], row: Row, kept: Row | None) -> None:
        tenant = getattr(row, "tenant", self.tenant)
        if self.tenant is not None and tenant != self.tenant:
            raise ForeignTenant(f"A {table.kind} of {tenant!r} in a scope of {self.tenant!r}.")
        key, expected = table.key(row), 0
        if isinstance(row, Aggregate):
            expected = row.version
            for event in row.release_events():
                self.note(event)
        self.writes[id(table), key] = Write(table, key, kept, expected, row)

    def _adopt(self, write: Write[Any]) -> None:
        """The caller's copy and the resident one are now what is committed."""
        place = (id(write.table), write.key)
        if isinstance(write.original, Aggregate):
            write.original.version = write.expected + 1
        row = write.row
        if isinstance(row, Station | ChargingSession) and self._stays(row):
            self.resident[place] = row
        else:
            self.resident.pop(place, None)

    def _stays(self, row: Station | ChargingSession) -> bool:
        if self.link is None:
            return False
        if isinstance(row, Station):
            return row.id == self.link.station
        return row.open and row.station == self.link.station
