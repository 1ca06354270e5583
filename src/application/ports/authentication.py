"""Who stands at the door of the API."""

from dataclasses import dataclass
from typing import Protocol

from domain.access import Scope
from domain.identity import TenantId


@dataclass(frozen=True, slots=True)
class Caller:
    """A program or a person that has proved who it is.

    Without a tenant it belongs to the platform, and may act for any tenant that it names.
    """

    name: str
    """For the record of what it orders; says nothing of its secret."""
    tenant: TenantId | None
    scopes: frozenset[Scope]


class Authenticator(Protocol):
    """One way to prove who one is: keys now, people and their single sign-on beside them."""

    async def caller(self, credential: str) -> Caller | None:
        """Who shows `credential`; None for unknown, wrong, expired and revoked alike."""
        ...
