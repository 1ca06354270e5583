"""`.env.example` and `docs/configuration.md`, printed from the table."""

from collections.abc import Iterator
from dataclasses import fields
from shlex import quote
from textwrap import fill
from typing import Any

from entrypoints.settings.row import Row, rows
from entrypoints.settings.table import Settings

ENV_HEAD = """\
# Settings of open-csms; everything has a default. Copy to .env, change what you need, load it:
#   set -a; . ./.env; set +a
# Printed by `python -m entrypoints.settings env`; docs/configuration.md explains each.
"""

MARKDOWN_HEAD = """\
# Configuration

<!-- Printed by `python -m entrypoints.settings markdown` from the table in the code. -->

open-csms is configured by environment variables. Everything has a default: `open-csms serve` starts
without any. An empty value counts as not set. A secret `NAME` may also be given as `NAME_FILE`, the
path of a file that holds it alone. A wrong value, an unknown `OPEN_CSMS_` name, or settings that do
not go together stop the start; every fault is reported at once with what to do.
"""


def env_example() -> str:
    """The text of `.env.example`: every setting, commented out, with its default or an example."""
    return ENV_HEAD + "".join(
        f"\n# --- {title} ---\n" + "".join(map(_env_lines, group)) for title, group in _groups()
    )


def markdown() -> str:
    """The text of `docs/configuration.md`."""
    return MARKDOWN_HEAD + "".join(
        f"\n## {title}\n\n| setting | value | default | what it does |\n|---|---|---|---|\n"
        + "".join(map(_markdown_line, group))
        for title, group in _groups()
    )


def _groups() -> Iterator[tuple[str, list[Row]]]:
    own = [each.metadata["row"] for each in fields(Settings) if "row" in each.metadata]
    yield _title(Settings), own
    for each in fields(Settings):
        if "group" in each.metadata:
            yield _title(each.metadata["group"]), list(rows(each.metadata["group"]))


def _title(group: type[Any]) -> str:
    return (group.__doc__ or "").splitlines()[0].rstrip(".")


def _env_lines(row: Row) -> str:
    said = f"{row.does} {_absence(row)}".strip()
    comment = fill(said, 96, initial_indent="# ", subsequent_indent="# ")
    value = row.default or ("" if row.secret else row.example)
    return f"{comment}\n#{row.name}={quote(value) if value else ''}\n"


def _absence(row: Row) -> str:
    return f"Without it: {row.unset}." if row.unset else ""


def _markdown_line(row: Row) -> str:
    default = f"`{row.default}`" if row.default else f"none: {row.unset}"
    name = f"`{row.name}`" + (" (secret, also `_FILE`)" if row.secret else "")
    kind = row.kind.says + (f"; in {row.unit}" if row.unit else "")
    return f"| {name} | {kind}; e.g. `{row.example}` | {default} | {row.does} |\n"
