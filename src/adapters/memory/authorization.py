# ruff: noqa: D102 - the ports say what each method means.
"""Tokens of one tenant."""

from dataclasses import dataclass

from adapters.memory.shelf import Shelf
from application.ports.authorization import IdTokens
from domain.identity import StationId, TokenId
from domain.session import ChargingSession
from domain.token import IdToken, folded


@dataclass(frozen=True, slots=True)
class MemoryIdTokens(IdTokens):
    """Always as fresh as `get`."""

    shelf: Shelf[IdToken]
    sessions: Shelf[ChargingSession]

    async def find(self, uid: str) -> IdToken | None:
        return self.shelf.find_by("uid", folded(uid))

    async def get(self, token: TokenId) -> IdToken:
        return self.shelf.get(token)

    async def open_sessions(self, uid: str, *, apart_from: StationId) -> int:
        opened = self.sessions.select("open by", folded(uid))
        return sum(session.station != apart_from for session in opened)

    def save(self, token: IdToken) -> None:
        self.shelf.save(token)

    def remove(self, token: IdToken) -> None:
        self.shelf.remove(token)
