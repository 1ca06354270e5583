# ruff: noqa: D102 - the ports say what each method means.
"""Tokens of one tenant."""

from dataclasses import dataclass

from adapters.persistence.caches import Cache
from adapters.persistence.copying import copied
from adapters.persistence.stores.shelf import Shelf
from application.ports.authorization import IdTokens
from domain.identity import StationId, TenantId, TokenId
from domain.token import IdToken, folded


@dataclass(frozen=True, slots=True)
class PostgresIdTokens(IdTokens):
    """By uid from memory, by id as they are now."""

    shelf: Shelf[IdToken]
    cache: Cache
    tenant: TenantId

    async def find(self, uid: str) -> IdToken | None:
        key = folded(uid)

        async def read() -> IdToken | None:
            return await self.shelf.find_by(
                lambda token: folded(token.uid) == key, "t.folded = $2", key
            )

        if self.shelf.work.saved:
            return await read()
        found = await self.cache.get(self.tenant, f"token {key}", read)
        return None if found is None else copied(found)

    async def get(self, token: TokenId) -> IdToken:
        found = await self.shelf.find((self.tenant, token), "t.id = $2", token)
        return self.shelf.found(found, token)

    async def open_sessions(self, uid: str, *, apart_from: StationId) -> int:
        rows = await self.shelf.reader.rows(
            "SELECT count(*) FROM sessions WHERE tenant_id = $1 AND token_folded = $2"
            " AND is_open AND station_id <> $3",
            folded(uid),
            apart_from,
        )
        return int(rows[0][0])

    def save(self, token: IdToken) -> None:
        self.shelf.save(token)
        self._tell(token)

    def remove(self, token: IdToken) -> None:
        self.shelf.remove(token)
        self._tell(token)

    def _tell(self, token: IdToken) -> None:
        self.shelf.work.hint(self.tenant, f"token {folded(token.uid)}")
