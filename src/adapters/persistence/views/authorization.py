# ruff: noqa: D102 - the ports say what each method means.
"""Tokens."""

from dataclasses import dataclass
from uuid import UUID

from adapters.persistence.mapping.token import from_row
from adapters.persistence.reading import Reader
from adapters.persistence.views.listing import BY_ID, Listing, Row, containing, text
from application.views.authorization import TokenFilter, TokensView, TokenView
from application.views.paging import Page, Slice
from application.views.rendering import token_view

TOKENS = Listing(
    "SELECT t.* FROM id_tokens t WHERE t.tenant_id = $1",
    {"uid": text("t.folded"), "issued": BY_ID},
)


@dataclass(frozen=True, slots=True)
class PostgresTokensView(TokensView):
    """By uid, or by age."""

    reader: Reader

    async def page(self, wanted: Slice, chosen: TokenFilter) -> Page[TokenView]:
        filters = [
            ("t.kind = {}::text", chosen.kind),
            ("t.group_id = {}::text", chosen.group),
            ("t.blocked = {}::boolean", chosen.blocked),
            (containing("t.uid", "t.label"), chosen.text),
        ]
        return await TOKENS.page(self.reader, wanted, filters, _view)

    async def find(self, token: UUID) -> TokenView | None:
        rows = await self.reader.rows(f"{TOKENS.select} AND t.id = $2", token)
        return _view(rows[0]) if rows else None


def _view(row: Row) -> TokenView:
    return token_view(from_row(row))
