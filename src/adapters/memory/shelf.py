"""Shelf: a table as one scope sees it: its own writes, then what it remembers, then the rest."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Generic

from adapters.memory.table import Key, Row, Table, copied
from adapters.memory.unit import MemoryWork
from domain.errors import NotFound


@dataclass(frozen=True, slots=True)
class Shelf(Generic[Row]):
    """Everything that leaves it is a copy."""

    table: Table[Row]
    work: MemoryWork

    def find(self, *key: Any) -> Row | None:  # noqa: ANN401 - as many parts as the key has
        """The row with that key, below the scope's tenant."""
        return self._copy(self._row((self.work.tenant, *key)))

    def get(self, *key: Any) -> Row:  # noqa: ANN401 - any key
        """The row with that key; raises NotFound."""
        row = self.find(*key)
        if row is None:
            raise NotFound(self.table.kind, key[-1])
        return row

    def find_by(self, index: str, *value: Any) -> Row | None:  # noqa: ANN401 - any key
        """The row with that natural key."""
        wanted = (self.work.tenant, *value)
        key_of = self.table.unique[index].key
        for key in self._candidates(self.table.holder(index, wanted)):
            row = self._row(key)
            if row is not None and key_of(row) == wanted:
                return self._copy(row)
        return None

    def select(self, group: str, *value: Any) -> Iterator[Row]:  # noqa: ANN401 - any key
        """The rows of that group, in no order."""
        wanted = (self.work.tenant, *value)
        group_of = self.table.groups[group]
        for key in self._candidates(*self.table.members(group, wanted)):
            row = self._row(key)
            if row is not None and group_of(row) == wanted:
                copy = self._copy(row)
                if copy is not None:
                    yield copy

    def save(self, row: Row) -> None:
        """Write it with the next commit."""
        self.work.save(self.table, row)

    def remove(self, row: Row) -> None:
        """Take it away with the next commit."""
        self.work.remove(self.table, row)

    def _row(self, key: Key) -> Row | None:
        place = (id(self.table), key)
        if place in self.work.writes:
            row: Row | None = self.work.writes[place].row
            return row
        remembered: Any = self.work.resident.get(place)
        return remembered if remembered is not None else self.table.rows.get(key)

    def _candidates(self, *committed: Key | None) -> Iterator[Key]:
        """Keys that may match: committed ones, and those that the scope sees otherwise."""
        own = id(self.table)
        seen = dict.fromkeys(key for key in committed if key is not None)
        seen.update((key, None) for table, key in self.work.writes if table == own)
        seen.update((key, None) for table, key in self.work.resident if table == own)
        return iter(seen)

    def _copy(self, row: Row | None) -> Row | None:
        if row is None:
            return None
        if (id(self.table), self.table.key(row)) not in self.work.writes:
            self.work.remember(self.table, row)
        return copied(row)

    def staged(self, row: Row) -> bool:
        """Whether the scope has already saved a row with its key."""
        return (id(self.table), self.table.key(row)) in self.work.writes
