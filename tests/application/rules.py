"""The link between a rule sheet and its tests.

The docstring of a use case lists its rules, one bullet each. `@rule(Handler, "first words")` says
which bullet a test holds it to: here it is refused if there is none, and
`test_rules_have_tests.py` fails for a bullet that no test names.
"""

import inspect
from collections.abc import Callable
from typing import TypeVar

Test = TypeVar("Test", bound=Callable[..., object])


def rule(sheet: type, first_words: str) -> Callable[[Test], Test]:
    """Mark a test as that of one bullet of `sheet`.

    Raises:
        LookupError: no bullet, or more than one, begins so.
    """
    found = [
        bullet for bullet in bullets_of(inspect.getdoc(sheet)) if bullet.startswith(first_words)
    ]
    if len(found) != 1:
        raise LookupError(f"{sheet.__name__} has {len(found)} rules that begin {first_words!r}.")
    return lambda test: test


def bullets_of(docstring: str | None) -> list[str]:
    """The bullets, each on one line."""
    bullets: list[str] = []
    for line in (docstring or "").splitlines():
        if line.startswith("- "):
            bullets.append(line.removeprefix("- "))
        elif bullets and line.startswith("  "):
            bullets[-1] += f" {line.strip()}"
        elif not line.strip() and bullets:
            break
    return bullets
