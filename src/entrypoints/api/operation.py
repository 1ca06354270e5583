"""An operation: one method on one address, with all that is to be known of it."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from inspect import cleandoc
from typing import Any, Literal, TypeVar

import msgspec

from domain.access import Scope
from entrypoints.api.reading.types import NoQuery
from entrypoints.api.scopes import SCOPES

Run = Callable[..., Awaitable[Any]]
Function = TypeVar("Function", bound=Run)

Tenancy = Literal["tenant", "platform", "either"]

JSON = "application/json"
CSV = "text/csv"
PDF = "application/pdf"
XML = "application/xml"
DOCUMENTS = frozenset({PDF, XML})
"""Answered as they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """Its `run` takes the call, the path's parameters by name, and `query` and `body` if it has."""

    method: str
    path: str
    block: str
    run: Run
    answers: Any
    """Type of the answer, `Page[item]` for a list, None for none."""
    status: int
    query: type[msgspec.Struct] = NoQuery
    body: type[msgspec.Struct] | None = None
    takes: str = JSON
    gives: str = JSON
    tenancy: Tenancy = "tenant"
    """For one tenant, for the platform, or for either."""
    secret: bool = False
    """Whether the answer holds a secret, which no store may remember."""
    versioned: bool = False
    """Whether it answers with, and changes by, a version (ETag, If-Match)."""
    waits: bool = False
    """Whether `Prefer: wait` makes it wait for the station's answer."""
    other_statuses: tuple[int, ...] = ()
    description: str = ""

    @property
    def name(self) -> str:
        """Unique in the API."""
        return self.run.__name__

    @property
    def scope(self) -> Scope:
        """What a caller must be allowed; KeyError for an operation without a row."""
        return SCOPES[f"{self.method} {self.path}"]

    @property
    def summary(self) -> str:
        """The first line of what it says of itself."""
        return self.description.split("\n", 1)[0].removesuffix(".")

    @property
    def path_parameters(self) -> tuple[str, ...]:
        """In their order."""
        return tuple(re.findall(r"{(\w+)}", self.path))

    @property
    def lists(self) -> bool:
        """Whether it gives a page of a list."""
        return "cursor" in self.query.__struct_fields__


@dataclass(slots=True)
class Block:
    """Operations of one kind of thing; the functions are entered by decoration."""

    name: str
    description: str
    operations: list[Operation] = field(default_factory=list)

    def operation(
        self,
        route: str,
        *,
        answers: Any = None,  # noqa: ANN401 - any type
        status: int = 200,
        does: type[Any] | None = None,
        **more: Any,  # noqa: ANN401 - fields of Operation
    ) -> Callable[[Function], Function]:
        """Enter the function as `METHOD /path`.

        Args:
            route: method and path.
            answers: type of the answer.
            status: of the answer, when all goes well.
            does: the use case that it runs, whose rule sheet describes it.
            more: further fields of Operation.
        """
        method, path = route.split(" ", 1)

        def enter(function: Function) -> Function:
            hints = function.__annotations__
            self.operations.append(
                Operation(
                    method=method,
                    path=path,
                    block=self.name,
                    run=function,
                    answers=answers,
                    status=status,
                    query=hints.get("query", NoQuery),
                    body=hints.get("body"),
                    description=_described(function, does),
                    **more,
                )
            )
            return function

        return enter


def _described(function: Run, does: type[Any] | None) -> str:
    """What the operation says itself, and the rules of the use case that it runs."""
    own = cleandoc(function.__doc__ or "")
    if does is None:
        return own
    rules = cleandoc(does.__doc__ or "").partition("\n\n")[2]
    gap = "\n" if "\n- " in own else "\n\n"
    return f"{own}{gap}{rules}".strip()
