# ruff: noqa: D102 - the ports say what each method means.
"""Tokens and tariffs."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from adapters.memory.database import Database
from adapters.memory.views.paging import BY_ID, Order, Sorting, contains, equals
from application.views.authorization import TokenFilter, TokensView, TokenView
from application.views.paging import Page, Slice
from application.views.rendering import tariff_view, token_view
from application.views.tariff import TariffsView, TariffView
from domain.identity import TenantId
from domain.token import folded

TOKENS = Sorting({"uid": Order(lambda t: folded(t.uid), str), "issued": BY_ID}, BY_ID)
TARIFFS = Sorting({"name": Order(lambda t: t.name, str), "created": BY_ID}, BY_ID)


@dataclass(frozen=True, slots=True)
class MemoryTokensView(TokensView):
    """By uid, or by age."""

    database: Database
    tenant: TenantId

    async def page(self, wanted: Slice, chosen: TokenFilter) -> Page[TokenView]:
        return TOKENS.page(
            (
                token
                for token in self._all()
                if equals(chosen.kind, token.kind)
                and equals(chosen.group, token.group)
                and equals(chosen.blocked, token.blocked)
                and contains(chosen.text, token.uid, token.label)
            ),
            wanted,
        )

    async def find(self, token: UUID) -> TokenView | None:
        kept = self.database.tables.tokens.rows.get((self.tenant, token))
        return token_view(kept) if kept else None

    def _all(self) -> Iterator[TokenView]:
        rows = self.database.tables.tokens.rows.values()
        return (token_view(token) for token in rows if token.tenant == self.tenant)


@dataclass(frozen=True, slots=True)
class MemoryTariffsView(TariffsView):
    """By name, or by age."""

    database: Database
    tenant: TenantId

    async def page(self, wanted: Slice, text: str | None = None) -> Page[TariffView]:
        rows = self.database.tables.tariffs.rows.values()
        own = (tariff_view(tariff) for tariff in rows if tariff.tenant == self.tenant)
        return TARIFFS.page((view for view in own if contains(text, view.name)), wanted)

    async def find(self, tariff: UUID) -> TariffView | None:
        kept = self.database.tables.tariffs.rows.get((self.tenant, tariff))
        return tariff_view(kept) if kept else None
