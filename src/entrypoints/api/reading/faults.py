# ruff: noqa: ANN401 - types as values, for which Python has no name yet
"""What a type has against a value, all of it: fields are checked one by one."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import msgspec

Where = tuple[str, ...]
Found = tuple[Where, str]
"""Where in the value, and what is wrong there."""

TRAILER = re.compile(r" - at `.*`$", re.DOTALL)
"""Where msgspec found it: said here by a pointer of our own."""


def faults(value: object, kind: Any, where: Where = ()) -> Iterator[Found]:
    """All that is wrong with `value` as a `kind`."""
    bare = _bare(kind)
    if get_origin(bare) in {Union, UnionType}:
        yield from _of_union(value, kind, where)
    elif isinstance(bare, type) and issubclass(bare, msgspec.Struct):
        yield from _of_struct(value, bare, where)
    elif get_origin(bare) in {tuple, list} and isinstance(value, list):
        yield from _of_list(value, kind, where)
    else:
        yield from _of_leaf(value, kind, where)


def _bare(kind: Any) -> Any:
    return get_args(kind)[0] if get_origin(kind) is Annotated else kind


def _of_struct(value: object, kind: type[msgspec.Struct], where: Where) -> Iterator[Found]:
    if not isinstance(value, dict):
        yield where, f"Expected an object, got {_named(value)}"
        return
    tag_field = kind.__struct_config__.tag_field
    known = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    for name in value:
        if name not in known and name != tag_field:
            yield (*where, str(name)), "is not known here"
    for name, field in known.items():
        if name in value:
            yield from faults(value[name], field.type, (*where, name))
        elif field.required:
            yield (*where, name), "is missing"


def _of_union(value: object, kind: Any, where: Where) -> Iterator[Found]:
    members = get_args(_bare(kind))
    if value is None and NoneType in members:
        return
    several = [member for member in members if member is not NoneType]
    if len(several) == 1:
        yield from faults(value, several[0], where)
        return
    tagged = {_tag(member): member for member in several if _tag(member) is not None}
    if not tagged:
        yield from _of_leaf(value, kind, where)
        return
    field = next(iter(tagged.values())).__struct_config__.tag_field
    if not isinstance(value, dict):
        yield where, f"Expected an object, got {_named(value)}"
    elif not isinstance(value.get(field), str) or value[field] not in tagged:
        names = ", ".join(sorted(str(tag) for tag in tagged))
        yield (*where, field), f"Expected one of: {names}"
    else:
        yield from _of_struct(value, tagged[value[field]], where)


def _tag(member: Any) -> str | None:
    config = getattr(member, "__struct_config__", None)
    return config.tag if config is not None else None


def _of_list(value: Sequence[object], kind: Any, where: Where) -> Iterator[Found]:
    item = get_args(_bare(kind))[0]
    found = [
        f for place, each in enumerate(value) for f in faults(each, item, (*where, str(place)))
    ]
    yield from found or _of_leaf(value, kind, where)


def _of_leaf(value: object, kind: Any, where: Where) -> Iterator[Found]:
    try:
        read = msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        yield where, TRAILER.sub("", str(error))
        return
    if isinstance(read, datetime):
        try:
            read.astimezone(UTC)
        except OverflowError:
            yield where, "Expected a time between the years 1 and 9999 in UTC"


_NAMES = {dict: "object", list: "array", str: "string", NoneType: "null", bool: "boolean"}


def _named(value: object) -> str:
    return f"`{_NAMES.get(type(value), 'number')}`"
