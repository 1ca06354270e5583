"""Table: committed rows in a dictionary, with unique keys, groups, and a way back."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Generic, TypeVar

from domain.aggregate import Aggregate
from domain.errors import AlreadyExists, StaleState

Row = TypeVar("Row")
Key = tuple[Hashable, ...]
"""The tenant first, as in every composite key of the database."""
Undo = list[Callable[[], None]]


class Rule(Enum):
    """What a write does where a row is there already."""

    COMPARE_VERSION = auto()
    """Refuse with StaleState unless its version is the one that the writer had read."""
    REFUSE = auto()
    """Refuse with AlreadyExists."""
    REFUSE_ANOTHER = auto()
    """Refuse another one with AlreadyExists; it may be taken away."""
    KEEP = auto()
    """Leave it: the same word told twice."""
    OVERWRITE = auto()


@dataclass(frozen=True, slots=True)
class Unique(Generic[Row]):
    """A natural key; `key` is None for rows that have none. `name` says it in an error."""

    key: Callable[[Row], Key | None]
    name: Callable[[Row], object]


@dataclass(slots=True)
class Table(Generic[Row]):
    """Rows by key. `unique` and `groups` are its indexes, by name."""

    kind: str
    key: Callable[[Row], Key]
    rule: Rule = Rule.COMPARE_VERSION
    unique: Mapping[str, Unique[Row]] = field(default_factory=dict)
    groups: Mapping[str, Callable[[Row], Key | None]] = field(default_factory=dict)
    rows: dict[Key, Row] = field(default_factory=dict)
    _taken: dict[tuple[str, Key], Key] = field(default_factory=dict)
    _members: dict[tuple[str, Key], dict[Key, None]] = field(default_factory=dict)

    def holder(self, index: str, value: Key) -> Key | None:
        """The key of the row that has that natural key."""
        return self._taken.get((index, value))

    def members(self, group: str, value: Key) -> Iterator[Key]:
        """The keys of the rows in that group."""
        return iter(tuple(self._members.get((group, value), ())))

    def write(self, key: Key, row: Row | None, expected: int, undo: Undo) -> None:
        """Put `row` there, or with None remove what is there, by the table's rule.

        Raises:
            StaleState: the row there is not of version `expected` (0: there is none).
            AlreadyExists: the key or a natural key is taken.
        """
        before = self.rows.get(key)
        if self.rule is Rule.COMPARE_VERSION and _version(before) != expected:
            raise StaleState(self.kind, key[-1])
        if self.rule is Rule.REFUSE and before is not None:
            raise AlreadyExists(self.kind, key[-1])
        if self.rule is Rule.REFUSE_ANOTHER and before is not None and row is not None:
            raise AlreadyExists(self.kind, key[-1])
        if self.rule is Rule.KEEP and before is not None:
            return
        if row is not None:
            self._refuse_taken(key, row)
        self._replace(key, before, row)
        undo.append(lambda: self._replace(key, row, before))

    def _refuse_taken(self, key: Key, row: Row) -> None:
        for name, index in self.unique.items():
            value = index.key(row)
            if value is not None and self._taken.get((name, value), key) != key:
                raise AlreadyExists(self.kind, index.name(row))

    def _replace(self, key: Key, before: Row | None, after: Row | None) -> None:
        if before is not None:
            self.rows.pop(key)
            self._unlist(key, before)
        if after is not None:
            self.rows[key] = after
            self._list(key, after)

    def _unlist(self, key: Key, row: Row) -> None:
        for name, index in self.unique.items():
            if (value := index.key(row)) is not None:
                del self._taken[name, value]
        for name, group in self.groups.items():
            if (value := group(row)) is not None:
                members = self._members[name, value]
                del members[key]
                if not members:
                    del self._members[name, value]

    def _list(self, key: Key, row: Row) -> None:
        for name, index in self.unique.items():
            if (value := index.key(row)) is not None:
                self._taken[name, value] = key
        for name, group in self.groups.items():
            if (value := group(row)) is not None:
                self._members.setdefault((name, value), {})[key] = None


def _version(row: object) -> int:
    return row.version if isinstance(row, Aggregate) else 0


def copied(row: Row) -> Row:
    """A copy that nobody else holds: of an aggregate a snapshot, of a value the value itself."""
    return row.snapshot() if isinstance(row, Aggregate) else row
