"""Stores of tenants and keys, for the whole platform, and how secrets are hashed."""

from typing import Protocol

from domain.access import ApiKey
from domain.identity import KeyId, TenantId
from domain.station import Challenge, SecretHash
from domain.tenant import Tenant


class Tenants(Protocol):
    """The operators on this platform."""

    async def find(self, tenant: TenantId) -> Tenant | None:
        """That tenant, or None."""
        ...

    async def get(self, tenant: TenantId) -> Tenant:
        """That tenant; raises NotFound."""
        ...

    def save(self, tenant: Tenant) -> None:
        """Write it with the next commit; AlreadyExists if the name in URLs is taken."""
        ...


class ApiKeys(Protocol):
    """The keys of programs."""

    async def find_by_prefix(self, prefix: str) -> ApiKey | None:
        """The key that begins so, or None."""
        ...

    async def get(self, key: KeyId) -> ApiKey:
        """That key; raises NotFound."""
        ...

    def save(self, key: ApiKey) -> None:
        """Write it with the next commit."""
        ...


class Secrets(Protocol):
    """Hashes of machine-made secrets of at least 128 bits: salted and keyed, fast, one-way."""

    def hash(self, secret: bytes) -> SecretHash:
        """With a salt of its own."""
        ...

    def challenge(self, secret: bytes) -> Challenge:
        """A presented secret, ready to be compared with hashes in constant time."""
        ...
