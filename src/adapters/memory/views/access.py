# ruff: noqa: D102 - the ports say what each method means.
"""Tenants and keys."""

from dataclasses import dataclass
from uuid import UUID

from adapters.memory.database import Database
from adapters.memory.views.paging import BY_ID, Order, Sorting, equals
from application.views.access import KeysView, KeyView, TenantsView, TenantView
from application.views.paging import Page, Slice
from application.views.rendering import key_view, tenant_view

TENANTS = Sorting({"id": Order(lambda t: t.id, str)}, Order(lambda t: t.id, str))
KEYS = Sorting({"created": BY_ID}, BY_ID)


@dataclass(frozen=True, slots=True)
class MemoryTenantsView(TenantsView):
    """By name."""

    database: Database

    async def page(self, wanted: Slice, *, active: bool | None = None) -> Page[TenantView]:
        rows = self.database.tables.tenants.rows.values()
        return TENANTS.page((tenant_view(t) for t in rows if equals(active, t.active)), wanted)

    async def find(self, tenant: str) -> TenantView | None:
        kept = self.database.tables.tenants.rows.get((None, tenant))
        return tenant_view(kept) if kept else None


@dataclass(frozen=True, slots=True)
class MemoryKeysView(KeysView):
    """By age."""

    database: Database

    async def page(self, tenant: str | None, wanted: Slice) -> Page[KeyView]:
        rows = self.database.tables.keys.rows.values()
        return KEYS.page((key_view(key) for key in rows if key.tenant == tenant), wanted)

    async def find(self, tenant: str | None, key: UUID) -> KeyView | None:
        kept = self.database.tables.keys.rows.get((None, key))
        return key_view(kept) if kept and kept.tenant == tenant else None
