"""Lists as CSV (RFC 4180): streamed out, read in, and harmless in a spreadsheet."""

import csv
import io
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from application.views.paging import Page, Position
from entrypoints.api.problems import Problem

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A cell that begins so is run as a formula, or hides one (OWASP CSV injection)."""

MARK = "'"


@dataclass(frozen=True, slots=True)
class Rows:
    """A table on its way out."""

    name: str
    text: AsyncIterator[bytes]


def rows(
    name: str,
    columns: Iterable[str],
    page: Callable[[Position | None], Awaitable[Page[Any]]],
) -> Rows:
    """All pages of a list, one after another, never all in memory."""
    heads = tuple(columns)

    async def text() -> AsyncIterator[bytes]:
        yield _line(heads)
        after: Position | None = None
        while True:
            part = await page(after)
            if part.items:
                yield b"".join(_line(_cells(item, heads)) for item in part.items)
            if part.next is None:
                return
            after = part.next

    return Rows(name, text())


@dataclass(frozen=True, slots=True)
class Table:
    """A table that was read in."""

    columns: tuple[str, ...]
    rows: list[dict[str, str]]


def parsed(content: bytes, most: int) -> Table:
    """The columns of the header, and the rows below it.

    Raises:
        Problem: it is no table in UTF-8, or too long.
    """
    try:
        text = content.decode("utf-8-sig")
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise Problem("malformed", f"The body is not readable as CSV: {error}") from None
    lines = [line for line in lines if line]
    if not lines:
        raise Problem("malformed", "The table has no header.")
    if len(lines) - 1 > most:
        raise Problem("too-large", f"A table may have {most} rows.")
    heads = lines[0]
    if len(set(heads)) != len(heads):
        raise Problem("malformed", "A column stands twice in the header.")
    odd = next((at for at, line in enumerate(lines) if len(line) != len(heads)), None)
    if odd is not None:
        raise Problem("malformed", f"Row {odd} has {len(lines[odd])} cells, not {len(heads)}.")
    rows = [dict(zip(heads, map(_unmarked, line), strict=True)) for line in lines[1:]]
    return Table(tuple(heads), rows)


def _cells(item: object, heads: tuple[str, ...]) -> list[str]:
    return [_cell(getattr(item, head)) for head in heads]


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, tuple):
        return " ".join(str(each) for each in value)
    return _marked(str(value))


def _marked(text: str) -> str:
    """Text that no spreadsheet runs; a mark that was there is kept apart by another."""
    return MARK + text if text.startswith((*FORMULA, MARK)) else text


def _unmarked(text: str) -> str:
    return text[1:] if text.startswith(MARK) and text[1:].startswith((*FORMULA, MARK)) else text


def _line(cells: Iterable[str]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerow(cells)
    return out.getvalue().encode()
