# ruff: noqa: D102 - the ports say what each method means.
"""Tenants and keys."""

from dataclasses import dataclass
from uuid import UUID

from adapters.memory.database import Database
from adapters.memory.views.paging import BY_ID, Order, Sorting, equals
from application.views.access import KeysView, KeyView, PolicyView, TenantsView, TenantView
from application.views.paging import Page, Slice
from domain.access import ApiKey
from domain.tenant import Tenant

TENANTS = Sorting({"id": Order(lambda t: t.id, str)}, Order(lambda t: t.id, str))
KEYS = Sorting({"created": BY_ID}, BY_ID)


@dataclass(frozen=True, slots=True)
class MemoryTenantsView(TenantsView):
    """By name."""

    database: Database

    async def page(self, wanted: Slice, *, active: bool | None = None) -> Page[TenantView]:
        rows = self.database.tables.tenants.rows.values()
        return TENANTS.page((_tenant(t) for t in rows if equals(active, t.active)), wanted)

    async def find(self, tenant: str) -> TenantView | None:
        kept = self.database.tables.tenants.rows.get((None, tenant))
        return _tenant(kept) if kept else None


@dataclass(frozen=True, slots=True)
class MemoryKeysView(KeysView):
    """By age."""

    database: Database

    async def page(self, tenant: str | None, wanted: Slice) -> Page[KeyView]:
        rows = self.database.tables.keys.rows.values()
        return KEYS.page((_key(key) for key in rows if key.tenant == tenant), wanted)

    async def find(self, tenant: str | None, key: UUID) -> KeyView | None:
        kept = self.database.tables.keys.rows.get((None, key))
        return _key(kept) if kept and kept.tenant == tenant else None


def _tenant(tenant: Tenant) -> TenantView:
    policy = tenant.policy
    return TenantView(
        id=tenant.id,
        name=tenant.name,
        currency=tenant.currency.code,
        active=tenant.active,
        policy=PolicyView(
            auto_provision=policy.auto_provision,
            heartbeat_seconds=int(policy.heartbeat_interval.total_seconds()),
            silent_after_seconds=int(policy.silent_after.total_seconds()),
            anonymous_charging=policy.anonymous_charging,
        ),
        version=tenant.version,
    )


def _key(key: ApiKey) -> KeyView:
    return KeyView(
        id=key.id,
        tenant=key.tenant,
        name=key.name,
        prefix=key.prefix,
        scopes=tuple(sorted(key.scopes)),
        created_at=key.created_at,
        expires_at=key.expires_at,
        revoked_at=key.revoked_at,
        version=key.version,
    )
