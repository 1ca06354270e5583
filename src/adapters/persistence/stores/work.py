"""Work: what one scope has saved, and what it remembers."""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from adapters.persistence.copying import copied
from adapters.persistence.kinds import Brief, Kind
from adapters.persistence.mapping.events import EVENTS
from adapters.persistence.mapping.row import Written
from adapters.persistence.stores.changes import Changes, Hint
from adapters.persistence.stores.connectors import KnownConnectors
from adapters.persistence.stores.removal import removal
from adapters.persistence.stores.residents import Place, Resident
from adapters.persistence.writing.flusher import GroupCommit
from adapters.persistence.writing.sheet import Sheet
from adapters.persistence.writing.unit import EventRow, Fence, Unit
from application.ports.stores import Journal
from application.ports.work import UnitOfWork
from domain.aggregate import Aggregate, DomainEvent
from domain.station import Station

_NOTHING: dict[Any, Any] = MappingProxyType({})  # type: ignore[assignment] # none writes into it
_NO_HINTS: frozenset[Hint] = frozenset()
"""What a scope has staged after a commit: one for all, since most stations are idle."""


class ForeignTenant(ValueError):
    """A scope was handed an aggregate of another tenant: a defect of the caller."""


@dataclass(slots=True)
class Saved:
    """An aggregate on its way: our copy, or None where it is removed, and the caller's own."""

    kept: Aggregate | None
    last: Aggregate
    originals: list[Aggregate]
    expected: int


class Work(UnitOfWork, Journal):
    """One scope's unit of work.

    Aggregates are copied when they are saved and when they are handed out, so nobody's changes
    reach what is remembered, and what is remembered is always what the database has.

    Events say `by` whom they were caused. Those of a kind that `causes` nothing wait for nobody.
    """

    __slots__ = (
        "_by",
        "_causes",
        "_changes",
        "_events",
        "_fence",
        "_hints",
        "_now",
        "_put",
        "_rows",
        "_writer",
        "connectors",
        "resident",
        "saved",
        "tenant",
    )

    def __init__(
        self,
        tenant: str | None,
        writer: GroupCommit,
        changes: Changes,
        now: Callable[[], datetime],
        fence: Fence | None = None,
        *,
        by: str | None = None,
        causes: Callable[[type[DomainEvent]], bool],
    ) -> None:
        self.tenant = tenant
        self._causes = causes
        self._by = by
        self.resident = Resident(fence[1]) if fence else None
        self.saved: dict[Place, Saved]
        self.connectors = KnownConnectors()
        self._writer = writer
        self._changes = changes
        self._now = now
        self._fence = fence
        self._rows: dict[Hashable, list[tuple[Sheet, Written]]]
        self._put: dict[Hashable, object]
        self._events: list[EventRow]
        self._hints: frozenset[Hint]
        self._reset()

    # What stores put in.

    def save(self, kind: Kind[Any], aggregate: Any) -> None:  # noqa: ANN401 - of that kind
        """Write a copy of it, and its events, with the next commit."""
        self._stage(kind, aggregate, copied(aggregate))

    def remove(self, kind: Kind[Any], aggregate: Any) -> None:  # noqa: ANN401 - of that kind
        """Take it away with the next commit."""
        self._stage(kind, aggregate, None)

    def put(self, claim: Hashable, rows: list[tuple[Sheet, Written]], value: object) -> None:
        """Write rows with the next commit; those put before under the same claim are replaced.

        `value` is what they say, for `on_its_way`.
        """
        self._rows_to_be()[claim] = rows
        if self._put is _NOTHING:
            self._put = {}
        self._put[claim] = value

    def on_its_way(self, claim: Hashable) -> Any:  # noqa: ANN401 - as it was put
        """The value that was put under that claim since the last commit, or None."""
        return self._put.get(claim)

    def add(self, sheet: Sheet, row: Written) -> None:
        """Write a row with the next commit, whatever else is written."""
        self._rows_to_be().setdefault(None, []).append((sheet, row))

    def note(self, event: DomainEvent) -> None:
        """Write an event with the next commit."""
        if self._by is not None:
            event = replace(event, by=self._by)
        done = None if self._causes(type(event)) else event.at
        row = (event.tenant, event.at, EVENTS.name(event), EVENTS.dump(event), done)
        self._events.append(row)

    def hint(self, tenant: str, what: str) -> None:
        """Tell the caches of all processes, after the commit, that `what` has changed."""
        self._hints |= {(tenant, what)}

    # The boundary.

    async def commit(self) -> None:
        """Make all of it durable, or none."""
        saved = self.saved
        if not (saved or self._rows or self._events):
            return
        try:
            unit = self._unit()
            hints = self._hints
            self._reset()
            await self._writer.write(unit)
        except BaseException:
            self.discard()
            raise
        for place, entry in saved.items():
            self._adopt(place, entry)
        if hints:
            self._changes.tell(hints)

    def discard(self) -> None:
        """Forget what was saved and what is remembered."""
        self._reset()
        self.connectors.forget()
        if self.resident is not None:
            self.resident.clear()

    # How.

    def _stage(self, kind: Kind[Any], aggregate: Any, kept: Any) -> None:  # noqa: ANN401 - of that kind
        tenant = getattr(aggregate, "tenant", self.tenant)
        if self.tenant is not None and tenant != self.tenant:
            raise ForeignTenant(f"A {kind.name} of {tenant!r} in a scope of {self.tenant!r}.")
        for event in aggregate.release_events():
            self.note(event)
        place = (kind, kind.key(aggregate))
        before = self.saved.get(place)
        if before is None:
            if self.saved is _NOTHING:
                self.saved = {}
            self.saved[place] = Saved(kept, aggregate, [aggregate], aggregate.version)
        else:
            before.kept, before.last = kept, aggregate
            if all(known is not aggregate for known in before.originals):
                before.originals.append(aggregate)

    def _rows_to_be(self) -> dict[Hashable, list[tuple[Sheet, Written]]]:
        if self._rows is _NOTHING:
            self._rows = {}
        return self._rows

    def _unit(self) -> Unit:
        writes: list[tuple[Sheet, Written]] = []
        claims: set[Hashable] = set()
        for (kind, key), entry in self.saved.items():
            claims.add((kind.name, key))
            writes.extend(self._rendered(kind, key, entry))
        for claim, rows in self._rows.items():
            if claim is not None:
                claims.add(claim)
            writes.extend(rows)
        return Unit(writes, self._events, claims, self._fence)

    def _rendered(
        self, kind: Kind[Any], key: Hashable, entry: Saved
    ) -> Iterator[tuple[Sheet, Written]]:
        kept, version = entry.kept, entry.expected + 1
        if kept is None:
            yield from removal(kind, entry.last, entry.expected, self._now)
            return
        if kind.brief is not None and self._is_brief(kind.brief, (kind, key), entry):
            yield kind.brief.sheet, kind.brief.to_row(kept, version)
            return
        yield kind.changed if entry.expected else kind.new, kind.to_row(kept, version)
        if isinstance(kept, Station):
            yield from self.connectors.changes(kept, new=not entry.expected)

    def _is_brief(self, brief: Brief[Any], place: Place, entry: Saved) -> bool:
        """Whether the few columns of `brief` tell all that differs from what is committed."""
        before = self.resident.find(place) if self.resident is not None else None
        return (
            before is not None
            and before.version == entry.expected
            and brief.tells(before, entry.kept)
        )

    def _adopt(self, place: Place, entry: Saved) -> None:
        """Copies of the caller and of the scope are now what is committed."""
        for original in entry.originals:
            original.version = entry.expected + 1
        kept = entry.kept
        if kept is not None:
            kept.version = entry.expected + 1
            if isinstance(kept, Station):
                self.connectors.know(kept)
        if self.resident is not None:
            self.resident.adopt(place, kept)

    def _reset(self) -> None:
        self.saved = self._rows = self._put = _NOTHING
        self._events, self._hints = [], _NO_HINTS
