# ruff: noqa: D102 - the ports say what each method means.
"""Tenants and keys, above all tenants."""

from dataclasses import dataclass

from adapters.memory.shelf import Shelf
from application.ports.access import ApiKeys, Tenants
from domain.access import ApiKey
from domain.identity import KeyId, TenantId
from domain.tenant import Tenant


@dataclass(frozen=True, slots=True)
class MemoryTenants(Tenants):
    """Operators."""

    shelf: Shelf[Tenant]

    async def find(self, tenant: TenantId) -> Tenant | None:
        return self.shelf.find(tenant)

    async def get(self, tenant: TenantId) -> Tenant:
        return self.shelf.get(tenant)

    def save(self, tenant: Tenant) -> None:
        self.shelf.save(tenant)


@dataclass(frozen=True, slots=True)
class MemoryApiKeys(ApiKeys):
    """Keys of programs."""

    shelf: Shelf[ApiKey]

    async def find_by_prefix(self, prefix: str) -> ApiKey | None:
        return self.shelf.find_by("prefix", prefix)

    async def get(self, key: KeyId) -> ApiKey:
        return self.shelf.get(key)

    def save(self, key: ApiKey) -> None:
        self.shelf.save(key)
