"""What an operator describes outright: which changes of it there are, and what differs."""

from dataclasses import fields
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from domain.errors import Outdated
from domain.identity import TenantId

APART = frozenset({"version", "_events"})
"""Fields of every aggregate that describe nothing."""


class Change(StrEnum):
    """What an operator did to a thing that he describes."""

    CREATED = "created"
    EDITED = "edited"
    REMOVED = "removed"


class Described(Protocol):
    """An aggregate that is all an operator's word, such as a site or a token."""

    version: int

    @property
    def id(self) -> Any:  # noqa: ANN401 - an identity of whatever type
        """By which it stays the same thing."""
        ...

    @property
    def tenant(self) -> TenantId:
        """Whose it is."""
        ...

    @property
    def known_as(self) -> str:
        """What people call it."""
        ...

    def note(self, change: Change, at: datetime, what: tuple[str, ...] = ()) -> None:
        """Cause the event of this change; `what` names the fields that are different now."""
        ...


def differing(before: Any, after: Any) -> tuple[str, ...]:  # noqa: ANN401 - any two of one dataclass
    """The names of the fields that are not the same, as they stand in the class."""
    return tuple(
        field.name
        for field in fields(after)
        if field.name not in APART and getattr(before, field.name) != getattr(after, field.name)
    )


def refuse_outdated(kind: str, name: object, present: int, seen: int | None) -> None:
    """Let a change pass that is based on the present version, or with None on any.

    Raises:
        Outdated: it is based on another one.
    """
    if seen is not None and seen != present:
        raise Outdated(kind, name)
