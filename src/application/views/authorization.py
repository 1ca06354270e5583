"""Views of tokens."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from application.views.paging import Page, Slice

TOKEN_SORTS = ("uid", "-uid", "issued", "-issued")


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenView:
    """What a driver shows to charge."""

    id: UUID
    uid: str
    kind: str
    label: str
    group: str | None
    blocked: bool
    valid_from: datetime | None
    valid_until: datetime | None
    max_sessions: int | None
    language: str | None
    memberships: tuple[str, ...]
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenFilter:
    """Which tokens."""

    kind: str | None = None
    group: str | None = None
    blocked: bool | None = None
    text: str | None = None
    """A part of its uid or label, in any letter case."""


class TokensView(Protocol):
    """The tenant's tokens."""

    async def page(self, wanted: Slice, chosen: TokenFilter) -> Page[TokenView]:
        """Sorts: TOKEN_SORTS."""
        ...

    async def find(self, token: UUID) -> TokenView | None:
        """That one, or None."""
        ...
