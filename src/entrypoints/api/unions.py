# ruff: noqa: ANN401 - types as values, for which Python has no name yet
"""Unions, read from annotations."""

from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin


def without_none(kind: Any) -> Any:
    """The type without None, where it is a union with it."""
    if get_origin(kind) not in {Union, UnionType}:
        return kind
    members = tuple(member for member in get_args(kind) if member is not NoneType)
    return Union[members]  # noqa: UP007 - `|` takes no list of types
