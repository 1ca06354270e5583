"""What an operator describes outright is made, changed and taken away in one way: here.

Each kind of thing has its own commands and rule sheets, where its own rules stand. It says two
things to these handlers: where it is kept (`things`), and how particulars become it (`described`).
"""

from dataclasses import dataclass
from typing import Any, ClassVar, Generic, Protocol, TypeVar
from uuid import UUID

from application.ports.work import UnitOfWork
from application.ports.world import Clock, Ids
from domain.description import Change, Described, differing, refuse_outdated
from domain.identity import TenantId

Particulars = TypeVar("Particulars")
Thing = TypeVar("Thing", bound=Described)


class Describe(Protocol):
    """How particulars become the thing."""

    def __call__(self, id_: Any, tenant: TenantId, particulars: Any, /) -> Any:  # noqa: ANN401 - of each kind's own types
        """The thing, not saved yet; raises Invalid."""
        ...


class Kept(Protocol[Thing]):
    """What the stores of such things have in common."""

    async def get(self, id_: Any, /) -> Thing:  # noqa: ANN401 - an identity of whatever type
        """That thing as it is now; raises NotFound."""
        ...

    def save(self, thing: Thing, /) -> None:
        """Write it with the next commit."""
        ...

    def remove(self, thing: Thing, /) -> None:
        """Take it away with the next commit."""
        ...


@dataclass(frozen=True, slots=True)
class Create(Generic[Particulars]):
    """A new thing of the tenant."""

    tenant: TenantId
    particulars: Particulars


@dataclass(frozen=True, slots=True)
class Edit(Generic[Particulars]):
    """Another description of a thing; `version` is the one that was seen, or None for any."""

    id: UUID
    particulars: Particulars
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Remove:
    """Take a thing away; `version` is the one that was seen, or None for any."""

    id: UUID
    version: int | None = None


@dataclass(frozen=True, slots=True)
class CreateHandler(Generic[Thing, Particulars]):
    """Make a thing."""

    described: ClassVar[Describe]

    things: Kept[Thing]
    ids: Ids
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: Create[Particulars]) -> Thing:
        thing: Thing = self.described(self.ids.new(), command.tenant, command.particulars)
        thing.note(Change.CREATED, self.clock.now())
        self.things.save(thing)
        await self.work.commit()
        return thing


@dataclass(frozen=True, slots=True)
class EditHandler(Generic[Thing, Particulars]):
    """Describe a thing anew: what it was called before does not stay."""

    kind: ClassVar[str]
    described: ClassVar[Describe]

    things: Kept[Thing]
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: Edit[Particulars]) -> Thing:
        known = await self.things.get(command.id)
        refuse_outdated(self.kind, known.known_as, known.version, command.version)
        thing: Thing = self.described(known.id, known.tenant, command.particulars)
        thing.version = known.version
        thing.note(Change.EDITED, self.clock.now(), differing(known, thing))
        self.things.save(thing)
        await self.work.commit()
        return thing


@dataclass(frozen=True, slots=True)
class RemoveHandler(Generic[Thing]):
    """Take a thing away."""

    kind: ClassVar[str]

    things: Kept[Thing]
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: Remove) -> None:
        thing = await self.things.get(command.id)
        refuse_outdated(self.kind, thing.known_as, thing.version, command.version)
        thing.note(Change.REMOVED, self.clock.now())
        self.things.remove(thing)
        await self.work.commit()
