"""Answers remembered for requests that may come again."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from domain.identity import TenantId

REMEMBERED_FOR = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class RememberedAnswer:
    """What the first request was answered; all None while it is still at work."""

    digest: bytes
    """Of the request: the same key with another request is a mistake."""
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None


class RememberedAnswers(Protocol):
    """By the key that the caller chose, and the tenant that he acted for.

    None stands for the platform itself: what its administrator asks for no tenant.
    """

    async def claim(
        self, tenant: TenantId | None, key: str, digest: bytes
    ) -> RememberedAnswer | None:
        """Make the key this request's; None if it is, else what it was used for.

        Durable when it returns: of two requests at once, one gets None. A key is forgotten
        after `REMEMBERED_FOR`, whether it was answered or not.
        """
        ...

    async def keep(self, tenant: TenantId | None, key: str, answer: RememberedAnswer) -> None:
        """The request was answered so."""
        ...

    async def release(self, tenant: TenantId | None, key: str) -> None:
        """Nothing was done: the key may be used again."""
        ...
