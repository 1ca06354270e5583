"""Values as a corpus expects them: exact, `>0`, `now±1s`, `100 exactly`, `a|b`."""

import operator
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

COMPARISONS = {
    ">=": operator.ge,
    "<=": operator.le,
    "!=": operator.ne,
    ">": operator.gt,
    "<": operator.lt,
}
_COMPARISON = re.compile(r"(>=|<=|!=|>|<)\s*(-?[\d.]+)")
_NOW = re.compile(r"now\s*(?:±|\+-|\+/-)\s*([\d.]+)\s*s")
_EXACTLY = re.compile(r"(-?[\d.]+) exactly")


def filled(value: Any, saved: Mapping[str, Any]) -> Any:
    """The value with `$name` replaced by what was saved; `$last.requestId` goes deeper."""
    if isinstance(value, str) and value.startswith("$") and len(value) > 1:
        name, *path = value[1:].split(".")
        if name not in saved:
            raise KeyError(f"nothing was saved as {value}")
        found = saved[name]
        for step in path:
            found = found[step]
        return found
    if isinstance(value, dict):
        return {key: filled(inner, saved) for key, inner in value.items()}
    if isinstance(value, list):
        return [filled(inner, saved) for inner in value]
    return value


def matches(actual: Any, wanted: Any, now: datetime | None = None) -> bool:
    """Whether it is as wanted."""
    if isinstance(wanted, bool) or wanted is None:
        return actual is wanted
    if isinstance(wanted, list) and isinstance(actual, list):
        return len(actual) == len(wanted) and all(map(matches, actual, wanted))
    if isinstance(actual, datetime):
        return actual == datetime.fromisoformat(wanted)
    if isinstance(wanted, int | float):
        return _number(actual) == Decimal(str(wanted))
    if isinstance(wanted, str):
        return _matches_text(actual, wanted, now)
    return bool(actual == wanted)


def _matches_text(actual: Any, wanted: str, now: datetime | None) -> bool:
    if comparison := _COMPARISON.fullmatch(wanted):
        number = _number(actual)
        compare = COMPARISONS[comparison[1]]
        return number is not None and compare(number, Decimal(comparison[2]))
    if exactly := _EXACTLY.fullmatch(wanted):
        return _number(actual) == Decimal(exactly[1])
    if near := _NOW.fullmatch(wanted):
        said = datetime.fromisoformat(str(actual))
        return abs((said - (now or datetime.now(UTC))).total_seconds()) <= float(near[1]) + 1
    if isinstance(actual, frozenset | set | tuple):
        return wanted in actual
    return str(actual) == wanted or ("|" in wanted and str(actual) in wanted.split("|"))


def _number(value: Any) -> Decimal | None:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def at_pointer(payload: Any, pointer: str) -> Any:
    """The value that a JSON pointer names, or None; `#format` names the last letter of a text."""
    path, _, aspect = pointer.partition("#")
    found = payload
    for step in path.strip("/").split("/"):
        if isinstance(found, list) and step.isdigit() and int(step) < len(found):
            found = found[int(step)]
        elif isinstance(found, dict):
            found = found.get(step)
        else:
            return None
    return str(found)[-1:] if aspect == "format" else found
