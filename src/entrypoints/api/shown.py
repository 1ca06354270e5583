"""How operations show things: one by its identity with its version, many as pages of a list."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from application.views.paging import Page, Slice
from entrypoints.api import cursor
from entrypoints.api.call import Answer, Call, found, listed

View = TypeVar("View")
Name = Any
"""An identity, or of a tenant its slug."""


@dataclass(frozen=True)  # no slots: Python 3.11 cannot make `Kind[View](…)` with them
class Kind(Generic[View]):
    """One kind of thing: what it is called, where it is found, and its address if it has one."""

    name: str
    find: Callable[[Call, Name], Awaitable[View | None]]
    address: str = ""

    async def view(self, call: Call, name: Name) -> View:
        """The thing as it is shown; raises NotFound."""
        view: View = found(self.name, name, await self.find(call, name))
        return view

    async def answer(self, call: Call, name: Name, *, created: bool = False) -> Answer:
        """The thing with its version; where it was just made, with its address."""
        view: Any = await self.view(call, name)
        return Answer(view, view.version, f"{self.address}/{name}" if created else None)

    async def expected(self, call: Call, name: Name) -> int | None:
        """The version that a change must be based on, by the header If-Match; None for any.

        Raises:
            NotFound: there is no such thing.
            Outdated: its present version is none of those that the caller has seen.
        """
        view: Any = await self.view(call, name)
        return call.conditions.expected(self.name, name, view.version)


class ListQuery(Protocol):
    """What every query of a list has."""

    limit: int
    cursor: str | None


async def listing(
    query: ListQuery, read: Callable[[Slice], Awaitable[Page[Any]]], sort: str = ""
) -> dict[str, Any]:
    """The page that `query` asks for, and where the next one begins.

    `sort` is the order of a list that has only one.
    """
    order = sort or str(getattr(query, "sort", ""))
    return listed(await read(cursor.sliced(query.limit, query.cursor, order)), order)
