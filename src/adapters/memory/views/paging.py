"""Pages of what is in dictionaries, as the database would cut them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from application.views.paging import Page, Slice

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Order:
    """What a list is sorted by: a value that every item has, and how its text is read back."""

    value: Callable[[Any], Any]
    read: Callable[[str], Any]
    write: Callable[[Any], str] = str


@dataclass(frozen=True, slots=True)
class Sorting:
    """The orders of one list by name, and what tells its items apart."""

    orders: Mapping[str, Order]
    last: Order

    def page(self, items: Iterable[Item], wanted: Slice) -> Page[Item]:
        """That slice of `items`; raises KeyError for an order that it has not."""
        first = self.orders[wanted.by]
        keyed = [((first.value(item), self.last.value(item)), item) for item in items]
        if wanted.after is not None:
            head, tail = wanted.after
            after = (first.read(head), self.last.read(tail))
            keyed = [
                (key, item)
                for key, item in keyed
                if (key < after if wanted.descending else key > after)
            ]
        keyed.sort(key=lambda pair: pair[0], reverse=wanted.descending)
        part = keyed[: wanted.limit]
        if len(keyed) <= wanted.limit:
            return Page(tuple(item for _, item in part))
        (value, last), _ = part[-1]
        return Page(tuple(item for _, item in part), (first.write(value), self.last.write(last)))


BY_ID = Order(lambda item: item.id, UUID)
"""Identities rise with time (UUIDv7): the order in which things were made."""


def contains(part: str | None, *texts: str) -> bool:
    """Whether one of `texts` contains `part`, in any letter case; None asks for nothing."""
    return part is None or any(part.lower() in text.lower() for text in texts)


def equals(wanted: object, value: object) -> bool:
    """Whether a filter lets a value through; None asks for nothing."""
    return wanted is None or wanted == value


def within(at: datetime, since: datetime | None, until: datetime | None) -> bool:
    """Whether a time lies from `since` on and before `until`."""
    return (since is None or at >= since) and (until is None or at < until)
