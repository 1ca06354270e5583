"""Text that PostgreSQL cannot keep: NUL, and halves of surrogate pairs.

Stations send them, and what a station says must not be lost. It is done only for a unit that the
database has refused, so the usual unit pays nothing. Each such character becomes U+FFFD.
"""

import re
from typing import Any

from adapters.persistence.mapping.row import Written
from adapters.persistence.writing.unit import Unit

_RAW = re.compile("[\x00\ud800-\udfff]")
_ESCAPED = re.compile(r"(?<!\\)((?:\\\\)*)\\u(?:0000|[dD][89a-fA-F][0-9a-fA-F]{2})")
REPLACEMENT = "\ufffd"


def cleansed(unit: Unit) -> bool:
    """Cleanse all rows of `unit`; whether that changed anything."""
    writes = [(sheet, _row(row)) for sheet, row in unit.writes]
    events: list[Any] = [_row(event) for event in unit.events]
    changed = writes != unit.writes or events != unit.events
    unit.writes, unit.events = writes, events
    return changed


def clean(text: str) -> str:
    """`text` as the database keeps it."""
    return _RAW.sub(REPLACEMENT, text)


def _row(row: Written) -> Written:
    return tuple(_value(value) for value in row)


def _value(value: Any) -> Any:  # noqa: ANN401 - any column's
    if not isinstance(value, str):
        return value
    text = clean(value)
    return _ESCAPED.sub(rf"\1{REPLACEMENT}", text) if text.startswith(("{", "[", '"')) else text
