"""`open-csms token`."""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from cyclopts import App
from rich.progress import Progress

from application.authorization.edit_token import ImportTokens, IssueToken, TokenParticulars
from domain.errors import Invalid
from domain.identity import TokenId, tenant_id
from domain.token import IdToken, TokenKind, folded
from entrypoints.cli.failures import CannotDo
from entrypoints.cli.office import Office, at_the_office
from entrypoints.cli.output import AsJson, as_json, console, notes

app = App(name="token", help="Make cards and other tokens known.")

AT_ONCE = 500
"""Tokens a commit: each part of a list is taken in whole or not at all."""

MOST_TOLD = 10
"""Faults of a list that are shown."""


def _switch(text: str) -> bool:
    if text.lower() not in {"true", "false", "1", "0", "yes", "no"}:
        raise ValueError("use true or false")
    return text.lower() in {"true", "1", "yes"}


def _moment(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError("a time needs its zone, such as 2030-01-01T00:00:00Z")
    return at


COLUMNS: Mapping[str, Callable[[str], Any]] = {
    "uid": str,
    "kind": TokenKind,
    "label": str,
    "group": str,
    "blocked": _switch,
    "valid_from": _moment,
    "valid_until": _moment,
    "max_sessions": int,
    "language": str,
}
"""Columns of a list, and how each is read. `uid` must be there."""


@app.command
def add(
    uid: str,
    *,
    tenant: str = "",
    kind: TokenKind = TokenKind.RFID,
    label: str = "",
    json: AsJson = False,
) -> None:
    """Make a token known.

    Args:
        uid: What the card says; letter case does not matter.
        tenant: Whose it is; by default the default tenant.
        kind: What it is.
        label: Whose card it is, say.
        json: Print JSON.
    """

    async def issue(office: Office) -> IdToken:
        owner, desk = await office.of(tenant or office.runtime.settings.default_tenant)
        particulars = TokenParticulars(uid=uid, kind=kind, label=label)
        made: IdToken = await desk.run(IssueToken(owner, particulars))
        return made

    made = at_the_office(issue)
    if json:
        as_json({"id": made.id, "uid": made.uid, "kind": made.kind})
    else:
        console.print(f"Token [bold]{made.uid}[/] is known and may charge.")


@app.command(name="import")
def import_(file: Path, *, tenant: str = "", json: AsJson = False) -> None:
    """Take in a list of tokens from CSV; known ones are changed.

    The first line names the columns: uid, and any of kind, label, group, blocked, valid_from,
    valid_until, max_sessions, language. Every line is checked before anything is taken in.

    Args:
        file: The list, in UTF-8.
        tenant: Whose they are; by default the default tenant.
        json: Print JSON.
    """
    tokens = parsed(file)

    async def take_in(office: Office) -> tuple[int, int]:
        owner, desk = await office.of(tenant or office.runtime.settings.default_tenant)
        issued = changed = 0
        with Progress(console=notes, transient=True, disable=not notes.is_terminal) as progress:
            task = progress.add_task("Taking in tokens", total=len(tokens))
            for part in _parts(tokens):
                new, known = await desk.run(ImportTokens(owner, tuple(part)))
                issued, changed = issued + new, changed + known
                progress.advance(task, len(part))
        return issued, changed

    issued, changed = at_the_office(take_in)
    if json:
        as_json({"issued": issued, "changed": changed})
    else:
        console.print(f"{issued} issued, {changed} changed.")


def parsed(file: Path) -> list[TokenParticulars]:
    """The tokens of a list, all of them good.

    Raises:
        CannotDo: with the lines that are wrong, and why.
    """
    try:
        with file.open(newline="", encoding="utf-8-sig") as text:
            rows = csv.DictReader(text, strict=True)
            heads = rows.fieldnames or []
            unknown = [head for head in heads if head not in COLUMNS]
            if "uid" not in heads or unknown:
                raise CannotDo(
                    f"{file}: the first line must name the columns: uid, and any of "
                    f"{', '.join(list(COLUMNS)[1:])}."
                    + (f" Unknown: {', '.join(unknown)}." if unknown else "")
                )
            lines = [(rows.line_num, row) for row in rows]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CannotDo(f"{file} cannot be read as CSV in UTF-8: {error}.") from None
    return _checked(file, lines)


def _checked(file: Path, lines: Sequence[tuple[int, dict[str, Any]]]) -> list[TokenParticulars]:
    tokens, wrong, seen = [], [], dict[str, int]()
    for number, row in lines:
        try:
            particulars = _particulars(row)
        except (ValueError, Invalid) as error:
            wrong.append(f"line {number}: {error}")
            continue
        first = seen.setdefault(folded(particulars.uid), number)
        if first != number:
            wrong.append(f"line {number}: uid {particulars.uid!r} stands in line {first} already")
        tokens.append(particulars)
    if wrong:
        more = f"\n  … and {len(wrong) - MOST_TOLD} more" if len(wrong) > MOST_TOLD else ""
        told = "\n  ".join(wrong[:MOST_TOLD])
        raise CannotDo(f"{file} has lines that are wrong; nothing was taken in:\n  {told}{more}")
    return tokens


def _particulars(row: dict[str, Any]) -> TokenParticulars:
    if None in row or None in row.values():
        raise ValueError("it has not as many cells as the first line")
    given = {}
    for name, text in row.items():
        if text.strip():
            try:
                given[name] = COLUMNS[name](text.strip())
            except ValueError as error:
                raise ValueError(f"{name}: {error}") from None
    particulars = TokenParticulars(**{"uid": "", **given})
    # The domain's own rules, with an identity and a tenant that do not matter here.
    IdToken(
        id=TokenId(UUID(int=0)), tenant=tenant_id("any"), uid=particulars.uid,
        valid_from=particulars.valid_from, valid_until=particulars.valid_until,
        max_sessions=particulars.max_sessions,
    )  # fmt: skip
    return particulars


def _parts(tokens: Sequence[TokenParticulars]) -> Iterator[Sequence[TokenParticulars]]:
    for first in range(0, len(tokens), AT_ONCE):
        yield tokens[first : first + AT_ONCE]
