"""How values that are made by the million are made: frozen as ever, in a good half of the time.

A frozen dataclass sets each field through `object.__setattr__`, which looks the field up by its
name each time. Its slot does the same without the search. The signature stays what it was.
"""

from dataclasses import MISSING, Field, fields
from typing import Any, TypeVar

T = TypeVar("T")


def quickly_made(cls: type[T]) -> type[T]:
    """Give a frozen dataclass with slots an `__init__` that sets its slots.

    Raises:
        TypeError: it has no slots, or fields that are made anew for each value.
    """
    known: dict[str, Any] = {}
    positional, by_name, body = ["self"], ["*"], []
    for field in fields(cls):  # type: ignore[arg-type]  # no other is handed in
        slot: Any = getattr(cls, field.name, None)
        if not hasattr(slot, "__set__") or not field.init or field.default_factory is not MISSING:
            raise TypeError(f"{cls.__name__}.{field.name} cannot be set by its slot alone.")
        known[f"set_{field.name}"] = slot.__set__
        (by_name if field.kw_only else positional).append(_argument(field, known))
        body.append(f"    set_{field.name}(self, {field.name})")
    if hasattr(cls, "__post_init__"):
        body.append("    self.__post_init__()")
    arguments = ", ".join(positional + (by_name if len(by_name) > 1 else []))
    made: dict[str, Any] = {}
    # As the dataclasses module itself does it; all of the text are names of fields.
    exec("\n".join([f"def __init__({arguments}):", *body]), known, made)  # noqa: S102 - names only
    made["__init__"].__annotations__ = cls.__init__.__annotations__
    made["__init__"].__qualname__ = f"{cls.__qualname__}.__init__"
    cls.__init__ = made["__init__"]  # type: ignore[method-assign]  # of the same signature
    return cls


def _argument(field: "Field[Any]", known: dict[str, Any]) -> str:
    if field.default is MISSING:
        return field.name
    known[f"default_{field.name}"] = field.default
    return f"{field.name}=default_{field.name}"
