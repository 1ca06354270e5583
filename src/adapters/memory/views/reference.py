# ruff: noqa: D102 - the ports say what each method means.
"""Tokens and tariffs."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from adapters.memory.database import Database
from adapters.memory.views.paging import BY_ID, Order, Sorting, contains, equals, within
from application.views.authorization import TokenFilter, TokensView, TokenView
from application.views.paging import Page, Slice
from application.views.past_sessions import PastFilter, PastSession
from application.views.rendering import assignment_view, tariff_view, token_view
from application.views.tariff import (
    EVERY_TARIFF,
    AssignmentFilter,
    TariffAssignmentView,
    TariffFilter,
    TariffsView,
    TariffView,
)
from domain.cdr import Cdr
from domain.identity import TenantId
from domain.session import ChargingSession
from domain.token import folded

TOKENS = Sorting({"uid": Order(lambda t: folded(t.uid), str), "issued": BY_ID}, BY_ID)
ASSIGNMENTS = Sorting({"created": BY_ID}, BY_ID)
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

    async def page(self, wanted: Slice, chosen: TariffFilter = EVERY_TARIFF) -> Page[TariffView]:
        rows = self.database.tables.tariffs.rows.values()
        own = (tariff_view(tariff) for tariff in rows if tariff.tenant == self.tenant)
        return TARIFFS.page(
            (
                view
                for view in own
                if contains(chosen.text, view.name)
                and equals(chosen.state, view.state)
                and equals(chosen.series, view.series)
            ),
            wanted,
        )

    async def find(self, tariff: UUID) -> TariffView | None:
        kept = self.database.tables.tariffs.rows.get((self.tenant, tariff))
        return tariff_view(kept) if kept else None

    async def assignments(
        self, wanted: Slice, chosen: AssignmentFilter
    ) -> Page[TariffAssignmentView]:
        rows = self.database.tables.assignments.rows.values()
        own = (assignment_view(each) for each in rows if each.tenant == self.tenant)
        names = ("tariff", "location", "station", "group", "partner")
        return ASSIGNMENTS.page(
            (
                view
                for view in own
                if all(equals(getattr(chosen, name), getattr(view, name)) for name in names)
            ),
            wanted,
        )

    async def assignment(self, assignment: UUID) -> TariffAssignmentView | None:
        kept = self.database.tables.assignments.rows.get((self.tenant, assignment))
        return assignment_view(kept) if kept else None

    async def past(
        self, chosen: PastFilter, limit: int, *, readings: bool
    ) -> tuple[PastSession, ...]:
        tables = self.database.tables
        told = tables.readings.rows.values() if readings else ()
        return tuple(
            PastSession(
                session, record, tuple(r.reading for r in told if r.told.session == session.id)
            )
            for session, record in self._past(chosen)[:limit]
        )

    async def count_past(self, chosen: PastFilter) -> int:
        return len(self._past(chosen))

    def _past(self, chosen: PastFilter) -> list[tuple[ChargingSession, Cdr]]:
        tables = self.database.tables
        records = [cdr for cdr in tables.cdrs.rows.values() if cdr.tenant == self.tenant]
        credited = {cdr.credits for cdr in records}
        standing = [c for c in records if not c.is_credit and c.id not in credited]
        found = [
            (tables.sessions.rows[self.tenant, cdr.session], cdr)
            for cdr in standing
            if within(cdr.began_at, chosen.since, chosen.until)
            and (chosen.after is None or cdr.session > chosen.after)
        ]
        return sorted(found, key=lambda pair: pair[0].id)
