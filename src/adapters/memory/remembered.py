# ruff: noqa: D102 - the ports say what each method means.
"""Answers remembered for requests that may come again."""

from dataclasses import dataclass, field
from datetime import datetime

from application.ports.idempotency import REMEMBERED_FOR, RememberedAnswer, RememberedAnswers
from application.ports.world import Clock
from domain.identity import TenantId


@dataclass(slots=True)
class MemoryRememberedAnswers(RememberedAnswers):
    """By tenant and key."""

    clock: Clock
    _kept: dict[tuple[TenantId | None, str], tuple[RememberedAnswer, datetime]] = field(
        default_factory=dict
    )

    async def claim(
        self, tenant: TenantId | None, key: str, digest: bytes
    ) -> RememberedAnswer | None:
        now = self.clock.now()
        before, until = self._kept.get((tenant, key), (None, now))
        if before is not None and until > now:
            return before
        self._kept[tenant, key] = (RememberedAnswer(digest), now + REMEMBERED_FOR)
        return None

    async def keep(self, tenant: TenantId | None, key: str, answer: RememberedAnswer) -> None:
        _, until = self._kept[tenant, key]
        self._kept[tenant, key] = (answer, until)

    async def release(self, tenant: TenantId | None, key: str) -> None:
        self._kept.pop((tenant, key), None)
