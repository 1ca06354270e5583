"""What is committed: the tables, the outbox and the counters, changed by whole attempts only."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from adapters.memory.attempt import Attempt, Faults, Write
from adapters.memory.outbox import MemoryOutbox
from adapters.memory.references import check_references, let_go
from adapters.memory.table import Key, Undo
from adapters.memory.tables import Tables
from application.ports.world import Clock
from domain.aggregate import Aggregate
from domain.cdr import Cdr
from domain.errors import AlreadyExists, Fenced, StaleState
from domain.identity import TenantId
from domain.station import Breach, BreachKind


@dataclass(slots=True)
class Database:
    """The committed state of one installation."""

    clock: Clock
    faults: Faults
    tables: Tables = field(default_factory=Tables)
    outbox: MemoryOutbox = field(init=False)
    records: dict[TenantId, list[Key]] = field(default_factory=dict)
    """Whose charge detail record has number 1, 2, 3 … of the tenant."""
    breaches: dict[Key, dict[BreachKind, Breach]] = field(default_factory=dict)
    """By station: counted, and no part of any unit of work."""
    transactions: "count[int]" = field(default_factory=lambda: count(1))
    requests: "count[int]" = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.outbox = MemoryOutbox(self.clock)

    def apply(self, attempt: Attempt) -> None:
        """All of it or nothing; raises what `UnitOfWork.commit` raises."""
        self._check_fence(attempt)
        undo: Undo = []
        try:
            for write in attempt.writes:
                self._write(write, undo)
            check_references(self.tables, attempt.writes)
        except BaseException:
            for step in reversed(undo):
                step()
            raise
        for write in attempt.writes:
            if isinstance(write.row, Cdr):
                self.records.setdefault(write.row.tenant, []).append(write.key)
        self.outbox.append(attempt.events)

    def _check_fence(self, attempt: Attempt) -> None:
        if attempt.link is None:
            return
        kept = self.tables.links.rows.get((attempt.tenant, attempt.link.station))
        if kept is None or kept.link.fence > attempt.link.fence:
            raise Fenced(attempt.link.station)

    def _write(self, write: Write[Any], undo: Undo) -> None:
        row = write.row
        if isinstance(row, Aggregate):
            row.version = write.expected + 1
        try:
            write.table.write(write.key, row, write.expected, undo)
        except StaleState:
            # A tenant's id is its name: a second one with that name is no concurrent change.
            if write.table is self.tables.tenants and write.expected == 0:
                raise AlreadyExists("tenant", write.key[-1]) from None
            raise
        if row is None:
            let_go(self.tables, write.table, write.key, undo)
