# ruff: noqa: D102 - the ports say what each method means.
"""Answers remembered for requests that may come again: a row a key, decided by its index."""

from dataclasses import dataclass
from typing import Any

from adapters.persistence.documents import from_json, to_json
from adapters.persistence.policies import EVERY_TENANT
from adapters.persistence.reading import Database
from application.ports.idempotency import REMEMBERED_FOR, RememberedAnswer, RememberedAnswers
from application.ports.world import Clock
from domain.identity import TenantId

_CLAIM = """
    INSERT INTO idempotency_keys (tenant_id, key, digest, created_at, expires_at)
    VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (tenant_id, key) DO UPDATE
    SET digest = $3, created_at = $4, expires_at = $5, status = NULL, headers = NULL, body = NULL
    WHERE idempotency_keys.expires_at <= $4
    RETURNING 1
"""
_FIND = "SELECT * FROM idempotency_keys WHERE tenant_id = $1 AND key = $2"
_KEEP = """
    UPDATE idempotency_keys SET status = $3, headers = $4, body = $5
    WHERE tenant_id = $1 AND key = $2
"""
_FORGET = """
    DELETE FROM idempotency_keys WHERE (tenant_id, key) IN (
        SELECT tenant_id, key FROM idempotency_keys WHERE expires_at <= $1 LIMIT $2
    ) RETURNING 1
"""
_RELEASE = "DELETE FROM idempotency_keys WHERE tenant_id = $1 AND key = $2"


@dataclass(frozen=True, slots=True)
class PostgresRememberedAnswers(RememberedAnswers):
    """By tenant and key; `*`, which can be no tenant, stands for the platform itself."""

    database: Database
    clock: Clock

    async def claim(
        self, tenant: TenantId | None, key: str, digest: bytes
    ) -> RememberedAnswer | None:
        now = self.clock.now()
        whose = tenant or EVERY_TENANT
        values = (whose, key, digest, now, now + REMEMBERED_FOR)
        while not await self.database.change(whose, _CLAIM, *values):
            rows = await self.database.rows(whose, _FIND, whose, key)
            if rows:  # else it was released just now
                return _answer(rows[0])
        return None

    async def keep(self, tenant: TenantId | None, key: str, answer: RememberedAnswer) -> None:
        headers = to_json(answer.headers)
        whose = tenant or EVERY_TENANT
        values = (whose, key, answer.status, headers, answer.body)
        await self.database.change(whose, _KEEP, *values)

    async def release(self, tenant: TenantId | None, key: str) -> None:
        whose = tenant or EVERY_TENANT
        await self.database.change(whose, _RELEASE, whose, key)

    async def forget_expired(self, limit: int = 10_000) -> int:
        """Delete what is forgotten anyway; how much. For the worker's timetable."""
        now = self.clock.now()
        return len(await self.database.change(EVERY_TENANT, _FORGET, now, limit))


def _answer(row: Any) -> RememberedAnswer:  # noqa: ANN401 - a record
    headers = row["headers"]
    return RememberedAnswer(
        digest=row["digest"],
        status=row["status"],
        headers=() if headers is None else from_json(headers, tuple[tuple[str, str], ...]),
        body=row["body"],
    )
