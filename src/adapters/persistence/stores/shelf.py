"""Shelf: one kind of aggregate as a scope sees it: what it saved, what it remembers, the rest."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from adapters.persistence.copying import copied
from adapters.persistence.kinds import Kind
from adapters.persistence.reading import Reader
from adapters.persistence.stores.work import Work
from domain.aggregate import Aggregate
from domain.errors import NotFound
from domain.station import Station

A = TypeVar("A", bound=Aggregate)


@dataclass(frozen=True, slots=True)
class Shelf(Generic[A]):
    """Everything that leaves it is a copy."""

    kind: Kind[A]
    work: Work
    reader: Reader

    def save(self, aggregate: A) -> None:
        """Write it with the next commit."""
        self.work.save(self.kind, aggregate)

    def remove(self, aggregate: A) -> None:
        """Take it away with the next commit."""
        self.work.remove(self.kind, aggregate)

    async def find(self, key: Hashable, where: str, *values: object) -> A | None:
        """The one with that key; `where` finds it in the table."""
        place = (self.kind, key)
        saved = self.work.saved.get(place)
        if saved is not None:
            return None if saved.kept is None else copied(saved.kept)  # type: ignore[return-value]  # of our kind
        if self.work.resident is not None:
            kept: A | None = self.work.resident.find(place)
            if kept is not None:
                return copied(kept)
        rows = await self.reader.look_up(f"{self.kind.select} AND {where}", *values)
        return self._read(rows[0]) if rows else None

    def found(self, aggregate: A | None, name: object) -> A:
        """It, or NotFound."""
        if aggregate is None:
            raise NotFound(self.kind.name, name)
        return aggregate

    async def find_by(
        self, same: Callable[[A], bool], where: str, *values: object, guess: bool = False
    ) -> A | None:
        """The one with a natural key: `same` says it of an aggregate, `where` of a row.

        With `guess`, what the scope does not know is taken for absent.
        """
        for known in self._known():
            if same(known):
                return copied(known)
        if guess:
            return None
        rows = await self.reader.look_up(f"{self.kind.select} AND {where}", *values)
        for row in rows:
            found = self.kind.from_row(row)
            if (self.kind, self.kind.key(found)) not in self.work.saved:
                return self._remembered(found)
        return None

    async def select(self, same: Callable[[A], bool], where: str, *values: object) -> list[A]:
        """All of which `same` and `where` hold, in the order of `where`, then those just saved."""
        rows: Sequence[Any] = await self.reader.look_up(f"{self.kind.select} AND {where}", *values)
        found = [self.kind.from_row(row) for row in rows]
        saved = self.work.saved
        there = [self._remembered(a) for a in found if (self.kind, self.kind.key(a)) not in saved]
        return [*there, *(copied(a) for a in self._saved() if same(a))]

    def _saved(self) -> list[A]:
        return [
            entry.kept  # type: ignore[misc]  # of our kind
            for (kind, _), entry in self.work.saved.items()
            if kind is self.kind and entry.kept is not None
        ]

    def _known(self) -> list[A]:
        """What was saved, then what is remembered and was not saved since."""
        resident = self.work.resident
        if resident is None:
            return self._saved()
        saved = self.work.saved
        if not saved:
            return list(resident.all(self.kind))
        return [
            *self._saved(),
            *(a for a in resident.all(self.kind) if (self.kind, self.kind.key(a)) not in saved),
        ]

    def remembered(self) -> list[A]:
        """Copies of all that the scope has saved or remembers."""
        return [copied(known) for known in self._known()]

    def _read(self, row: Any) -> A:  # noqa: ANN401 - a record
        return self._remembered(self.kind.from_row(row))

    def _remembered(self, found: A) -> A:
        if isinstance(found, Station):
            self.work.connectors.know(found)
        resident = self.work.resident
        if resident is not None:
            resident.adopt((self.kind, self.kind.key(found)), copied(found))
        return found
