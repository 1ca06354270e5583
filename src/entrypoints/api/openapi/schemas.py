# ruff: noqa: ANN401 - types as values, for which Python has no name yet
"""Schemas of bodies and answers (JSON Schema 2020-12), from the types themselves."""

import inspect
from collections.abc import Iterable, Iterator
from typing import Any, get_args, get_origin, get_type_hints

import msgspec

from application.views.paging import Page
from entrypoints.api.openapi.descriptions import of_fields
from entrypoints.api.openapi.examples import EXAMPLES
from entrypoints.api.operation import Operation
from entrypoints.api.problems import ProblemDocument
from entrypoints.api.unions import without_none

Json = Any
Schema = dict[str, Json]
REF = "#/components/schemas/{name}"

NAMES = {"OrderView": "Command", "ProblemDocument": "Problem"}
"""What a type is called outside, where that is not its name without `View`."""


def public_name(kind: type) -> str:
    """What a type is called in the description."""
    return NAMES.get(kind.__name__, kind.__name__.removesuffix("View"))


def components(operations: Iterable[Operation]) -> dict[str, Schema]:
    """The schemas of all types that these operations take and give."""
    taken = {op.body for op in operations if op.body is not None}
    given = {item_of(op.answers) for op in operations if op.answers is not None}
    given.add(ProblemDocument)
    kinds = sorted(set(classes([*taken, *given])), key=lambda kind: kind.__name__)
    answered = set(classes(given)) - set(classes(taken))
    _, made = msgspec.json.schema_components(kinds, ref_template=REF)
    names = {kind.__name__: public_name(kind) for kind in kinds}
    by_name = {kind.__name__: kind for kind in kinds}
    schemas = {}
    for name, schema in made.items():
        kind = by_name.get(name)
        if kind is not None:
            _describe(schema, kind)
            if kind in answered and "properties" in schema and not _omits(kind):
                schema["required"] = sorted(schema["properties"])
        schema.pop("title", None)
        schemas[names.get(name, name)] = _tidied(schema, names)
    return dict(sorted(schemas.items()))


def item_of(kind: Any) -> Any:
    """The type of a list's items, or the type itself."""
    return get_args(kind)[0] if get_origin(kind) is Page else kind


def page_of(item: Any) -> Schema:
    """A page of a list."""
    return {
        "type": "object",
        "required": ["items", "next"],
        "properties": {
            "items": {"type": "array", "items": {"$ref": REF.format(name=public_name(item))}},
            "next": {
                "type": ["string", "null"],
                "description": "The cursor of the next page; null at the end.",
            },
        },
    }


def plain_schema(kind: Any) -> Schema:
    """The schema of a parameter's type, with nothing to refer to."""
    schema, made = msgspec.json.schema_components([without_none(kind)], ref_template=REF)
    tidied: Schema = _tidied(_inlined(schema[0], made), {})
    tidied.pop("title", None)
    return tidied


def classes(kinds: Iterable[Any]) -> Iterator[type]:
    """All classes with fields in these types, at any depth."""
    seen: set[type] = set()
    waiting = list(kinds)
    while waiting:
        kind = waiting.pop()
        if not isinstance(kind, type) or get_origin(kind) is not None:
            waiting += get_args(kind)
        elif kind not in seen and hasattr(kind, "__annotations__") and _has_fields(kind):
            seen.add(kind)
            waiting += get_type_hints(kind, include_extras=True).values()
    return iter(sorted(seen, key=lambda each: each.__name__))


def _has_fields(kind: type) -> bool:
    return hasattr(kind, "__struct_fields__") or hasattr(kind, "__dataclass_fields__")


def _omits(kind: type) -> bool:
    config = getattr(kind, "__struct_config__", None)
    return bool(config is not None and config.omit_defaults)


def _describe(schema: Schema, kind: type) -> None:
    schema["description"] = inspect.cleandoc(kind.__doc__ or "")
    said = of_fields(kind)
    for name, field in schema.get("properties", {}).items():
        if name in said:
            field["description"] = said[name]
    if (example := EXAMPLES.get(public_name(kind))) is not None:
        schema["examples"] = [example]


def _tidied(schema: Json, names: dict[str, str]) -> Json:
    """References by public name; exact numbers, which msgspec takes for text, as numbers."""
    if isinstance(schema, list):
        return [_tidied(each, names) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("type") == "string" and schema.get("format") == "decimal":
        return {**{k: v for k, v in schema.items() if k != "format"}, "type": "number"}
    tidied = {
        key: value if key in {"examples", "default"} else _tidied(value, names)
        for key, value in schema.items()
    }
    if "$ref" in tidied:
        name = tidied["$ref"].rpartition("/")[2]
        tidied["$ref"] = REF.format(name=names.get(name, name))
    if "mapping" in tidied:
        tidied["mapping"] = {
            tag: REF.format(name=names.get(ref.rpartition("/")[2], ref.rpartition("/")[2]))
            for tag, ref in tidied["mapping"].items()
        }
    return tidied


def _inlined(schema: Json, made: dict[str, Any]) -> Json:
    if isinstance(schema, list):
        return [_inlined(each, made) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        inner = {k: v for k, v in made[schema["$ref"].rpartition("/")[2]].items() if k != "title"}
        return {**_inlined(inner, made), **{k: v for k, v in schema.items() if k != "$ref"}}
    return {key: _inlined(value, made) for key, value in schema.items()}
