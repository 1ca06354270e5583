"""Tenants, keys of programs, and answers remembered for repeated requests."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from adapters.persistence.rows.base import Row, TenantRow


class TenantTable(Row):
    """Operators. The row is its own tenant's."""

    __tablename__ = "tenants"

    id: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int]
    name: Mapped[str]
    currency: Mapped[str]
    active: Mapped[bool]
    auto_provision: Mapped[bool]
    heartbeat_interval: Mapped[timedelta]
    silent_after: Mapped[timedelta]
    anonymous_charging: Mapped[bool]
    cost_display: Mapped[dict[str, Any]]
    tolerances: Mapped[list[Any]]


class ApiKeyTable(Row):
    """Keys of programs; `tenant_id` is null for keys of the platform."""

    __tablename__ = "api_keys"
    __table_args__ = (UniqueConstraint("prefix"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[str | None] = mapped_column(ForeignKey("tenants.id"), index=True)
    version: Mapped[int]
    name: Mapped[str]
    prefix: Mapped[str]
    digest: Mapped[bytes]
    scopes: Mapped[list[Any]]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class IdempotencyTable(TenantRow):
    """What a request with an Idempotency-Key was answered, for as long as it may be repeated.

    The tenant of what the platform's administrator asked for himself is `*`, so there is no
    reference.
    """

    __tablename__ = "idempotency_keys"

    key: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[bytes]
    """Of the request: the same key with another request is a mistake."""
    status: Mapped[int | None]
    """None while the first request is still at work."""
    headers: Mapped[dict[str, Any] | None]
    body: Mapped[bytes | None]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
