"""Values of the domain as JSON, and back, exactly: decimals as text, times in ISO 8601.

Reading is tolerant: unknown fields of older rows are passed over, missing ones take the domain's
defaults. Where several types may stand in one place (a connector's status, an event, an
instruction), the type's name is told beside it.
"""

import types
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

T = TypeVar("T")


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Fraction):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON.")


def _exact(kind: type, value: object) -> object:
    if kind is Fraction:
        return Fraction(str(value))
    raise NotImplementedError(f"{kind.__name__} is not read from JSON.")


_encode = msgspec.json.Encoder(enc_hook=_plain).encode


def to_json(value: object) -> str:
    """`value` as a JSON text."""
    return _encode(value).decode()


@lru_cache(maxsize=256)
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:  # noqa: ANN401 - any type that JSON can say
    return msgspec.json.Decoder(kind, strict=False, dec_hook=_exact)


def from_json(text: str | bytes, kind: Any) -> Any:  # noqa: ANN401 - of the type asked for
    """A value of type `kind` from a JSON text."""
    return _decoder(kind).decode(text)


class Tagged(Generic[T]):
    """One of several dataclasses, told by its name.

    Args:
        types: the dataclasses. `nested` names, for some of them, fields that hold one of several
            dataclasses themselves.
    """

    def __init__(self, kinds: Iterable[type[Any]]) -> None:
        self._types = {kind.__name__: kind for kind in kinds}
        self._nested = {
            kind: nested for kind in self._types.values() if (nested := _unions_in(kind))
        }

    @property
    def names(self) -> frozenset[str]:
        """All that it knows."""
        return frozenset(self._types)

    def name(self, value: T) -> str:
        """The name to tell beside it."""
        return type(value).__name__

    def dump(self, value: T) -> str:
        """Its fields as a JSON text, without the name."""
        nested = self._nested.get(type(value))
        if nested is None:
            return _encode(value).decode()
        content = {field.name: getattr(value, field.name) for field in fields(value)}  # type: ignore[arg-type]  # a dataclass
        for name, tagged in nested.items():
            content[name] = tagged.wrap(content[name])
        return to_json(content)

    def load(self, name: str, text: str | bytes) -> T:
        """The value of that name; raises KeyError for a name nobody knows."""
        kind = self._types[name]
        nested = self._nested.get(kind)
        if nested is None:
            return from_json(text, kind)  # type: ignore[no-any-return]  # of that kind
        content = from_json(text, dict[str, Any])
        held = {key: tagged.unwrap(content.pop(key)) for key, tagged in nested.items()}
        hints = get_type_hints(kind)
        known = {f.name for f in fields(kind)} - held.keys()
        plain = {
            key: msgspec.convert(value, hints[key], strict=False, dec_hook=_exact)
            for key, value in content.items()
            if key in known
        }
        return kind(**plain, **held)  # type: ignore[no-any-return]  # of that kind

    def wrap(self, value: T) -> dict[str, Any]:
        """The value with its name inside."""
        return {"type": self.name(value), "value": msgspec.Raw(self.dump(value).encode())}

    def unwrap(self, content: Mapping[str, Any]) -> T:
        """The value that `wrap` made that."""
        return self.load(content["type"], _encode(content["value"]))


def _unions_in(kind: type[Any]) -> dict[str, Tagged[Any]]:
    """Fields of `kind` that hold one of several dataclasses."""
    found: dict[str, Tagged[Any]] = {}
    for name, hint in get_type_hints(kind).items():
        if get_origin(hint) in {Union, types.UnionType}:
            several = [member for member in get_args(hint) if is_dataclass(member)]
            if len(several) > 1:
                found[name] = Tagged(several)  # type: ignore[arg-type]  # a dataclass
    return found
