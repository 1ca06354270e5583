"""Views of tenants and keys, above all tenants."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from application.views.paging import Page, Slice

TENANT_SORTS = ("id", "-id")
KEY_SORTS = ("-created", "created")


@dataclass(frozen=True, slots=True, kw_only=True)
class CostDisplayView:
    """What drivers see at a station of what their charge costs."""

    mode: str
    """off, total or running."""
    interval_seconds: int
    least_change: str
    """In units of the currency."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToleranceView:
    """A kind of stations whose faults are accepted; `*` stands for anything."""

    name: str
    vendor: str
    model: str
    firmware: str
    accepts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyView:
    """What an operator lets happen by itself."""

    auto_provision: bool
    heartbeat_seconds: int
    silent_after_seconds: int
    anonymous_charging: bool
    cost_display: CostDisplayView
    tolerances: tuple[ToleranceView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TenantView:
    """An operator."""

    id: str
    name: str
    currency: str
    active: bool
    policy: PolicyView
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyView:
    """A key of a program; its secret is not kept."""

    id: UUID
    tenant: str | None
    """None for a key of the platform."""
    name: str
    prefix: str
    """The readable beginning of the key."""
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    version: int


class TenantsView(Protocol):
    """The operators on this platform."""

    async def page(self, wanted: Slice, *, active: bool | None = None) -> Page[TenantView]:
        """Sorts: TENANT_SORTS."""
        ...

    async def find(self, tenant: str) -> TenantView | None:
        """That one, or None."""
        ...


class KeysView(Protocol):
    """Keys of one tenant, or with `tenant` None of the platform."""

    async def page(self, tenant: str | None, wanted: Slice) -> Page[KeyView]:
        """Sorts: KEY_SORTS."""
        ...

    async def find(self, tenant: str | None, key: UUID) -> KeyView | None:
        """That one, or None."""
        ...
