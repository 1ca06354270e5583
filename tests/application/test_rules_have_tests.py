"""Every bullet of every rule sheet is named by a test; that a named one exists, `rule` sees to."""

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.application.rules import bullets_of, rule

HERE = Path(__file__).parent
SHEETS = HERE.parents[1] / "src" / "application"


def _sheets() -> Iterator[tuple[str, str]]:
    """(class, bullet) of all use cases, and of the parts that they share."""
    for path in sorted(SHEETS.glob("*/*.py")):
        if path.parent.name not in {"ports", "views"}:
            for node in ast.parse(path.read_text()).body:
                if isinstance(node, ast.ClassDef):
                    yield from (
                        (node.name, bullet) for bullet in bullets_of(ast.get_docstring(node))
                    )


def _named() -> Iterator[tuple[str, str]]:
    """(class, first words) as the tests name them."""
    for path in sorted(HERE.glob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield from _rules_of(node)


def _rules_of(test: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[tuple[str, str]]:
    """Only of what pytest runs."""
    if not test.name.startswith("test_"):
        return
    for decorator in test.decorator_list:
        match decorator:
            case ast.Call(
                func=ast.Name(id="rule"),
                args=[ast.Name(id=sheet), ast.Constant(value=str(first_words))],
            ):
                yield sheet, first_words


def test_every_rule_has_a_test() -> None:
    named = list(_named())
    untested = [
        f"{sheet}: {bullet}"
        for sheet, bullet in _sheets()
        if not any(sheet == of and bullet.startswith(words) for of, words in named)
    ]
    assert untested == []


def test_there_are_rules_to_test() -> None:
    assert len(list(_sheets())) > 100


class Sheet:
    """A use case.

    - A rule that goes on
      in a second line.
    - Another one.

    - Not a rule: it stands below.
    """


def test_a_rule_may_have_several_lines() -> None:
    assert bullets_of(inspect.getdoc(Sheet)) == [
        "A rule that goes on in a second line.",
        "Another one.",
    ]


def test_a_test_cannot_name_a_rule_that_is_not_there() -> None:
    with pytest.raises(LookupError):
        rule(Sheet, "No such")
