"""What the code says of its fields: the text below each, as this house writes it."""

import ast
import inspect
from functools import cache
from textwrap import dedent


@cache
def of_fields(kind: type) -> dict[str, str]:
    """Field → the docstring below it, of the class and those that it extends."""
    found: dict[str, str] = {}
    for each in reversed(kind.__mro__):
        if each.__module__.split(".")[0] in {"application", "domain", "entrypoints"}:
            found |= _below_fields(each)
    return found


def _below_fields(kind: type) -> dict[str, str]:
    body = ast.parse(dedent(inspect.getsource(kind))).body[0]
    assert isinstance(body, ast.ClassDef)  # noqa: S101 - the source of a class
    found = {}
    for field, below in zip(body.body, body.body[1:], strict=False):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(below, ast.Expr)
            and isinstance(below.value, ast.Constant)
            and isinstance(below.value.value, str)
        ):
            found[field.target.id] = inspect.cleandoc(below.value.value)
    return found
