"""The spot in a payload that a fault's path names, and what the schema wants there."""

import re
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from msgspec import Struct, UnsetType
from msgspec.structs import fields

from adapters.ocpp.faults import InvalidMessageError

_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Place:
    """A spot in parsed JSON: an object or array, and the key in it."""

    parent: Any
    key: Any
    words: tuple[str, ...] = ()
    """Those that may stand there, where the schema lists them."""
    within: "Place | None" = None
    """The spot of the parent."""

    @property
    def value(self) -> object:
        """What stands there."""
        found: object = self.parent[self.key]
        return found

    def put(self, value: object) -> bool:
        """Let this stand there instead; whether it is another."""
        before, self.parent[self.key] = self.parent[self.key], value
        return type(before) is not type(value) or before != value

    def drop(self) -> bool:
        """Leave the field out; an item of an array cannot be left out."""
        return isinstance(self.parent, dict) and self.parent.pop(self.key, self) is not self

    def drop_item(self) -> bool:
        """Take the item out of its array, unless it is the last one there."""
        if not isinstance(self.parent, list) or len(self.parent) < 2:
            return False
        del self.parent[self.key]
        return True


def find(tree: object, wanted: Any, error: InvalidMessageError) -> Place | None:
    """The place that a fault's path names in a payload of type `wanted`, if it is there."""
    keys: list[Any] = [int(m[2]) if m[2] else m[1] for m in _STEP.finditer(error.path)]
    if error.field:
        keys.append(error.field)
    if not keys:
        return None
    place = Place({"$": tree}, "$")
    try:
        for key in keys:
            wanted = _inside(wanted, key)
            place = Place(place.value, key, (), place)
        _ = place.value  # is it there?
    except (KeyError, IndexError, TypeError):
        return None
    return Place(place.parent, place.key, _words(wanted), place.within)


def _inside(wanted: Any, key: str | int) -> Any:
    """The type of a field or an item, or None where the schema does not say."""
    for each in _alternatives(wanted):
        if isinstance(key, int):
            if get_origin(each) is tuple:
                return get_args(each)[0]
        elif isinstance(each, type) and issubclass(each, Struct):
            return next((f.type for f in fields(each) if f.encode_name == key), None)
    return None


def _words(wanted: Any) -> tuple[str, ...]:
    for each in _alternatives(wanted):
        if get_origin(each) is Literal:
            return get_args(each)
    return ()


def _alternatives(wanted: Any) -> list[Any]:
    """The types that may stand there, without what is said about them."""
    while get_origin(wanted) is Annotated:
        wanted = get_args(wanted)[0]
    if get_origin(wanted) in {Union, UnionType}:
        return [a for each in get_args(wanted) for a in _alternatives(each)]
    return [] if wanted is None or wanted is UnsetType else [wanted]
