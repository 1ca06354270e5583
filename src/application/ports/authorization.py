"""Stores of tokens, for the tenant of the scope."""

from typing import Protocol

from domain.identity import StationId, TokenId
from domain.token import IdToken


class IdTokens(Protocol):
    """The tokens that the tenant knows."""

    async def find(self, uid: str) -> IdToken | None:
        """The token with that uid in any letter case, or None; may be a few seconds old."""
        ...

    async def get(self, token: TokenId) -> IdToken:
        """That token as it is now; raises NotFound."""
        ...

    async def open_sessions(self, uid: str, *, apart_from: StationId) -> int:
        """How many sessions of the token are open at other stations."""
        ...

    def save(self, token: IdToken) -> None:
        """Write it with the next commit; AlreadyExists if the uid is taken."""
        ...

    def remove(self, token: IdToken) -> None:
        """Take it away with the next commit; sessions keep its uid."""
        ...
