"""A unit of work on its way to be committed, and what may go wrong with it there."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Generic

from adapters.memory.table import Key, Row, Table
from application.ports.provisioning import Link
from domain.aggregate import DomainEvent
from domain.identity import TenantId


@dataclass(frozen=True, slots=True)
class Write(Generic[Row]):
    """One row to write; `row` is None to remove it. `original` is the caller's own copy."""

    table: Table[Row]
    key: Key
    row: Row | None
    expected: int
    original: Row


@dataclass(frozen=True, slots=True)
class Attempt:
    """A unit of work on its way."""

    tenant: TenantId | None
    link: Link | None
    writes: tuple[Write[Any], ...]
    events: tuple[DomainEvent, ...]


Hook = Callable[[Attempt], Awaitable[None]]


async def _nothing(attempt: Attempt) -> None:
    """No fault."""


@dataclass(slots=True)
class Faults:
    """What may go wrong with a commit: a hook may wait, or raise what a database would."""

    before_commit: Hook = _nothing
    """Raising here, nothing is written."""
    after_commit: Hook = _nothing
    """Raising here, all is written, and the writer does not know."""
