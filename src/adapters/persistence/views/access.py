# ruff: noqa: D102 - the ports say what each method means.
"""Tenants and keys, read in the platform's own scope (`$1` stands for every tenant)."""

from dataclasses import dataclass
from uuid import UUID

from adapters.persistence.mapping.access import key_from_row, tenant_from_row
from adapters.persistence.reading import Reader
from adapters.persistence.views.listing import BY_ID, Filter, Listing, Row, text
from application.views.access import KeysView, KeyView, TenantsView, TenantView
from application.views.paging import Page, Slice
from application.views.rendering import key_view, tenant_view

TENANTS = Listing("SELECT t.* FROM tenants t WHERE $1 = '*'", {"id": text("t.id")}, text("t.id"))
KEYS = Listing("SELECT t.* FROM api_keys t WHERE $1 = '*'", {"created": BY_ID})


@dataclass(frozen=True, slots=True)
class PostgresTenantsView(TenantsView):
    """By name."""

    reader: Reader

    async def page(self, wanted: Slice, *, active: bool | None = None) -> Page[TenantView]:
        filters = [("t.active = {}::boolean", active)]
        return await TENANTS.page(self.reader, wanted, filters, _tenant)

    async def find(self, tenant: str) -> TenantView | None:
        rows = await self.reader.rows(f"{TENANTS.select} AND t.id = $2", tenant)
        return _tenant(rows[0]) if rows else None


@dataclass(frozen=True, slots=True)
class PostgresKeysView(KeysView):
    """By age."""

    reader: Reader

    async def page(self, tenant: str | None, wanted: Slice) -> Page[KeyView]:
        return await KEYS.page(self.reader, wanted, [_owned(tenant)], _key)

    async def find(self, tenant: str | None, key: UUID) -> KeyView | None:
        condition, owner = _owned(tenant)
        rows = await self.reader.rows(
            f"{KEYS.select} AND {condition.format('$2')} AND t.id = $3", owner, key
        )
        return _key(rows[0]) if rows else None


def _owned(tenant: str | None) -> Filter:
    """Keys of the platform belong to no tenant; no tenant is called nothing."""
    return ("coalesce(t.tenant_id, '') = {}::text", tenant or "")


def _tenant(row: Row) -> TenantView:
    return tenant_view(tenant_from_row(row))


def _key(row: Row) -> KeyView:
    return key_view(key_from_row(row))
