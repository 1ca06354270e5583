"""Pages by keyset: a position is where the last page ended, so that inserts move nothing."""

from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")

Position = tuple[str, ...]
"""The sort value and the identity of the last item seen, as text."""

MOST_ITEMS = 500
"""Of one page."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Which part of a list is wanted.

    `sort` is one of the names that the list documents; a leading '-' turns it around.
    """

    limit: int = 50
    after: Position | None = None
    sort: str = ""

    @property
    def descending(self) -> bool:
        """Whether the greatest comes first."""
        return self.sort.startswith("-")

    @property
    def by(self) -> str:
        """The name of the sort key, without its direction."""
        return self.sort.removeprefix("-")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """A part of a list; `next` is None at its end."""

    items: tuple[Item, ...]
    next: Position | None = None
