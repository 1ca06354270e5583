# ruff: noqa: D102 - the ports say what each method means.
"""Tenants and keys, above all tenants."""

from dataclasses import dataclass

from adapters.persistence.stores.shelf import Shelf
from application.ports.access import ApiKeys, Tenants
from domain.access import ApiKey
from domain.identity import KeyId, TenantId
from domain.tenant import Tenant


@dataclass(frozen=True, slots=True)
class PostgresTenants(Tenants):
    """Operators."""

    shelf: Shelf[Tenant]

    async def find(self, tenant: TenantId) -> Tenant | None:
        return await self.shelf.find(tenant, "t.id = $2", tenant)

    async def get(self, tenant: TenantId) -> Tenant:
        return self.shelf.found(await self.find(tenant), tenant)

    def save(self, tenant: Tenant) -> None:
        self.shelf.save(tenant)
        self.shelf.work.hint(tenant.id, "policy")


@dataclass(frozen=True, slots=True)
class PostgresApiKeys(ApiKeys):
    """Keys of programs."""

    shelf: Shelf[ApiKey]

    async def find_by_prefix(self, prefix: str) -> ApiKey | None:
        return await self.shelf.find_by(lambda key: key.prefix == prefix, "t.prefix = $2", prefix)

    async def get(self, key: KeyId) -> ApiKey:
        return self.shelf.found(await self.shelf.find(key, "t.id = $2", key), key)

    def save(self, key: ApiKey) -> None:
        self.shelf.save(key)
