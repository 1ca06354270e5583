# ruff: noqa: ANN401 - types as values, for which Python has no name yet
"""Parameters of the query: each known, each given once, each of its type."""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, TypeVar, get_args, get_origin
from urllib.parse import parse_qsl

import msgspec

from entrypoints.api.problems import Fault, Problem, wrong
from entrypoints.api.reading.faults import faults
from entrypoints.api.unions import without_none

Query = TypeVar("Query", bound=msgspec.Struct)

_BOOLEANS = {"true": True, "false": False}
_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,17})")
MOST_PARAMETERS = 100


def read_query(text: bytes, kind: type[Query]) -> Query:
    """The query as a `kind`: what has a list's type may be repeated.

    Raises:
        Problem: parameters are wrong; every one of them is listed.
    """
    given = _given(text)
    known = {field.encode_name: field.type for field in msgspec.structs.fields(kind)}
    found = list(_strangers(given, known))
    values: dict[str, Any] = {}
    for name, texts in given.items():
        if name not in known:
            continue
        repeated = _listed(known[name])
        if len(texts) > 1 and not repeated:
            found.append(Fault(detail="is given more than once", parameter=name))
            continue
        read = [_value(each, known[name]) for each in texts]
        value = read if repeated else read[0]
        bad = [
            Fault(detail=what, parameter=name)
            for _, what in faults(value, without_none(known[name]))
        ]
        found += bad[:1]
        values[name] = value
    found += (
        Fault(detail="is missing", parameter=field.encode_name)
        for field in msgspec.structs.fields(kind)
        if field.required and field.encode_name not in given
    )
    if found:
        raise wrong("wrong-parameters", found)
    return msgspec.convert(values, kind)


def _given(text: bytes) -> dict[str, list[str]]:
    try:
        pairs = parse_qsl(
            text.decode("ascii"), keep_blank_values=True, errors="strict",
            max_num_fields=MOST_PARAMETERS,
        )  # fmt: skip
    except (UnicodeDecodeError, ValueError):
        raise Problem("malformed", "The query is not readable as UTF-8 parameters.") from None
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        given.setdefault(name, []).append(value)
    return given


def _strangers(given: Mapping[str, object], known: Mapping[str, object]) -> Iterator[Fault]:
    for name in given:
        if name not in known:
            yield Fault(detail="is not known here", parameter=name)


def _value(text: str, kind: Any) -> object:
    """The text as the JSON value it stands for, where the type is a number or a truth."""
    members = _members(without_none(kind))
    if bool in members:
        return _BOOLEANS.get(text, text)
    if int in members and _WHOLE.fullmatch(text):
        return int(text)
    return text


def _members(kind: Any) -> frozenset[Any]:
    if get_origin(kind) is Annotated:
        return _members(get_args(kind)[0])
    if get_args(kind):
        return frozenset(m for each in get_args(kind) for m in _members(each))
    return frozenset({kind})


def _listed(kind: Any) -> bool:
    bare = get_args(kind)[0] if get_origin(kind) is Annotated else kind
    return get_origin(bare) in {tuple, list}
