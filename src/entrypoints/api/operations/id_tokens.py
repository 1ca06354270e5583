"""Tokens, one by one and as lists in CSV."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from application.authorization.edit_token import (
    EditToken,
    EditTokenHandler,
    ImportTokens,
    ImportTokensHandler,
    IssueToken,
    IssueTokenHandler,
    TokenParticulars,
    WithdrawToken,
    WithdrawTokenHandler,
)
from application.views.authorization import TokenFilter, TokenView
from application.views.paging import Page, Slice
from domain.identity import TokenId
from domain.token import TokenKind, folded
from entrypoints.api import csv_text
from entrypoints.api.call import Answer, Call
from entrypoints.api.operation import CSV, Block
from entrypoints.api.problems import Fault, Problem, wrong
from entrypoints.api.reading.faults import faults
from entrypoints.api.reading.types import Cursor, Instant, Limit, Search, Text, Uid, utc
from entrypoints.api.shown import Kind, listing

block = Block("id-tokens", "What drivers show: cards, apps, contracts.")

MOST_ROWS = 50_000

Membership = Annotated[str, Meta(min_length=1, max_length=100, pattern=r"^[^\s\x00-\x1f\x7f]+$")]


class TokenDraft(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """All that an operator says of a token."""

    uid: Uid
    """Compared without letter case."""
    kind: TokenKind = TokenKind.RFID
    label: Text = ""
    group: Annotated[Text, Meta(min_length=1)] | None = None
    """Members of a group may stop one another's charges."""
    blocked: bool = False
    valid_from: Instant | None = None
    valid_until: Instant | None = None
    max_sessions: Annotated[int, Meta(ge=1, le=1_000_000)] | None = None
    """How many sessions it may have open at once; None for any number."""
    language: Annotated[str, Meta(max_length=8, pattern=r"^[A-Za-z0-9-]{1,8}$")] | None = None
    """RFC 5646, as OCPP carries it."""
    memberships: Annotated[tuple[Membership, ...], Meta(max_length=20)] = ()
    """Such as a subscription: discounts of a tariff may ask for one. In CSV with spaces between."""

    def particulars(self) -> TokenParticulars:
        """As the use case takes them."""
        return TokenParticulars(
            uid=self.uid,
            kind=self.kind,
            label=self.label,
            group=self.group,
            blocked=self.blocked,
            valid_from=utc(self.valid_from),
            valid_until=utc(self.valid_until),
            max_sessions=self.max_sessions,
            language=self.language,
            memberships=self.memberships,
        )


class TokenFilters(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Filters."""

    kind: TokenKind | None = None
    group: Search | None = None
    blocked: bool | None = None
    text: Search | None = None
    """A part of its uid or label, in any letter case."""

    def chosen(self) -> TokenFilter:
        """As the view takes them."""
        return TokenFilter(kind=self.kind, group=self.group, blocked=self.blocked, text=self.text)


class TokensQuery(TokenFilters):
    """Filters and order."""

    limit: Limit = 50
    cursor: Cursor | None = None
    sort: Literal["uid", "-uid", "issued", "-issued"] = "uid"


class Imported(msgspec.Struct, kw_only=True):
    """What became of a list of tokens."""

    issued: int
    changed: int


TOKEN: Kind[TokenView] = Kind(
    "token", lambda call, name: call.views.tokens.find(name), "/id-tokens"
)


@block.operation("GET /id-tokens", answers=Page[TokenView])
async def list_tokens(call: Call, query: TokensQuery) -> object:
    """List the tokens."""
    return await listing(query, lambda wanted: call.views.tokens.page(wanted, query.chosen()))


@block.operation(
    "POST /id-tokens", answers=TokenView, status=201, does=IssueTokenHandler, versioned=True,
    other_statuses=(409,),
)  # fmt: skip
async def issue_token(call: Call, body: TokenDraft) -> Answer:
    """Make a token known."""
    made = await call.desk.run(IssueToken(call.tenant, body.particulars()))
    return await TOKEN.answer(call, made.id, created=True)


@block.operation("GET /id-tokens/export", gives=CSV)
async def export_tokens(call: Call, query: TokenFilters) -> csv_text.Rows:
    """Export tokens as CSV, in the form that the import takes.

    - Cells that a spreadsheet would run as a formula are preceded by an apostrophe.
    """

    async def page(after: tuple[str, ...] | None) -> Page[TokenView]:
        return await call.views.tokens.page(Slice(500, after, "uid"), query.chosen())

    return csv_text.rows("id-tokens", TokenDraft.__struct_fields__, page)


@block.operation("POST /id-tokens/import", answers=Imported, does=ImportTokensHandler, takes=CSV)
async def import_tokens(call: Call) -> Imported:
    """Take in a list of tokens as CSV: a header with names of fields, then a row each.

    - The fields are those of a token; `uid` must be there, the others may.
    - Every row that is wrong is listed, and then nothing is taken in.
    """
    drafts = drafts_of(csv_text.parsed(call.content, MOST_ROWS))
    command = ImportTokens(call.tenant, tuple(draft.particulars() for draft in drafts))
    issued, changed = await call.desk.run(command)
    return Imported(issued=issued, changed=changed)


@block.operation("GET /id-tokens/{token}", answers=TokenView, versioned=True)
async def read_token(call: Call, token: UUID) -> Answer:
    """Read a token."""
    return await TOKEN.answer(call, token)


@block.operation(
    "PUT /id-tokens/{token}", answers=TokenView, does=EditTokenHandler, versioned=True,
    other_statuses=(409,),
)  # fmt: skip
async def edit_token(call: Call, token: UUID, body: TokenDraft) -> Answer:
    """Change a token."""
    version = await TOKEN.expected(call, token)
    await call.desk.run(EditToken(TokenId(token), body.particulars(), version))
    return await TOKEN.answer(call, token)


@block.operation("DELETE /id-tokens/{token}", status=204, does=WithdrawTokenHandler, versioned=True)
async def withdraw_token(call: Call, token: UUID) -> None:
    """Forget a token."""
    version = await TOKEN.expected(call, token)
    await call.desk.run(WithdrawToken(TokenId(token), version))


_FLAGS = {"true": True, "false": False}


def drafts_of(table: csv_text.Table) -> list[TokenDraft]:
    """Every row as a token; raises Problem with every wrong cell."""
    rows = table.rows
    known = TokenDraft.__struct_fields__
    found_wrong = [
        Fault(detail="is not known here", pointer=f"/header/{place}")
        for place, column in enumerate(table.columns)
        if column not in known
    ]
    if "uid" not in table.columns:
        found_wrong.append(Fault(detail="has no column `uid`", pointer="/header"))
    if found_wrong:
        raise wrong("wrong-fields", found_wrong)
    drafts: list[TokenDraft] = []
    uids: set[str] = set()
    for place, row in enumerate(rows):
        value: dict[str, object] = {name: text for name, text in row.items() if text}
        if "blocked" in value:
            value["blocked"] = _FLAGS.get(row["blocked"].strip().lower(), row["blocked"])
        if "memberships" in value:
            value["memberships"] = row["memberships"].split()
        if row.get("max_sessions", "").isdecimal():
            value["max_sessions"] = int(row["max_sessions"])
        bad = [
            Fault(detail=what, pointer=f"/{place}/{'/'.join(where)}")
            for where, what in faults(value, TokenDraft)
        ]
        if folded(row.get("uid", "")) in uids:
            bad.append(Fault(detail="stands there already", pointer=f"/{place}/uid"))
        uids.add(folded(row.get("uid", "")))
        found_wrong += bad
        if not bad:
            drafts.append(msgspec.convert(value, TokenDraft))
    if found_wrong:
        detail = f"{len(found_wrong)} cells are wrong; rows are counted from 0 after the header."
        raise Problem("wrong-fields", detail, errors=found_wrong[:1000])
    return drafts
