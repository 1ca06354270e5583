"""What commands print: for people with rich, for programs as JSON, always on standard output."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any

import msgspec
from cyclopts import Parameter
from rich.console import Console
from rich.table import Table

AsJson = Annotated[
    bool, Parameter(name="--json", negative="", help="Print JSON, for programs to read.")
]

console = Console(highlight=False, soft_wrap=True)
"""For people."""

notes = Console(stderr=True, highlight=False, soft_wrap=True)
"""For people, beside what a program may read."""


def as_json(thing: object) -> None:
    """One JSON value on one line."""
    sys.stdout.write(msgspec.json.encode(thing, enc_hook=str).decode() + "\n")
    sys.stdout.flush()


def facts(pairs: Mapping[str, object], title: str = "") -> None:
    """Names and values, one a line."""
    if title:
        console.print(f"[bold]{title}[/]")
    width = max(map(len, pairs), default=0)
    for name, value in pairs.items():
        console.print(f"  [dim]{name:<{width}}[/]  ", end="")
        console.print(str(value), markup=False)


def table(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Rows under heads; the first column, by which one asks on, is never cut."""
    shown = Table(box=None, pad_edge=False, header_style="bold")
    for place, head in enumerate(heads):
        shown.add_column(head, no_wrap=place == 0)
    for row in rows:
        shown.add_row(*(str(cell) for cell in row))
    console.print(shown)


def amount(money: Mapping[str, str] | None) -> str:
    """An amount as the API tells it."""
    return f"{money['amount']} {money['currency']}" if money else "no price"


def kwh(charged: Mapping[str, Any]) -> str:
    """The energy of whatever tells its `energy_wh`, in kWh."""
    return f"{float(charged['energy_wh']) / 1000:.3f}"
