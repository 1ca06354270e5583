"""Payments, what is paid with, and how."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from adapters.persistence.rows.base import (
    IdentifiedRow,
    TenantRow,
    belongs_to_tenant,
    refers,
    roomy,
)


class PaymentTable(IdentifiedRow):
    """Payments. `content` is all that no list asks for, as `PaymentContent`."""

    __tablename__ = "payments"
    __table_args__ = (
        refers("stations", "station_id"),
        refers("sessions", "session_id"),
        UniqueConstraint("tenant_id", "session_id"),
        UniqueConstraint("tenant_id", "own_token"),
        Index("ix_payments_overdue", "overdue_at", postgresql_where=text("overdue_at IS NOT NULL")),
        Index(
            "ix_payments_order",
            "tenant_id",
            "order_id",
            postgresql_where=text("order_id IS NOT NULL"),
        ),
        Index("ix_payments_station", "tenant_id", "station_id", "id"),
        roomy(80),
    )

    station_id: Mapped[UUID]
    session_id: Mapped[UUID | None]
    order_id: Mapped[UUID | None]
    method_id: Mapped[UUID | None]
    own_token: Mapped[str | None]
    """The token made for it, as tokens are compared."""
    state: Mapped[str]
    created_at: Mapped[datetime]
    overdue_at: Mapped[datetime | None]
    """When the worker looks after it next."""
    waiting: Mapped[bool]
    """Whether the provider has something to do."""
    currency: Mapped[str]
    captured: Mapped[Decimal]
    refunded: Mapped[Decimal]
    shortfall: Mapped[Decimal]
    content: Mapped[dict[str, Any]]


class StoredMethodTable(IdentifiedRow):
    """Methods of payment that drivers have left with the provider: its names for them alone."""

    __tablename__ = "stored_methods"
    __table_args__ = (
        belongs_to_tenant(),
        Index("ix_stored_methods_token", "tenant_id", "folded"),
    )

    folded: Mapped[str]
    """The token whose sessions are paid with it, as tokens are compared."""
    token: Mapped[str]
    state: Mapped[str]
    created_at: Mapped[datetime]
    customer: Mapped[str | None]
    reference: Mapped[str | None]
    checkout: Mapped[str | None]
    instrument: Mapped[str]


class PaymentTermsTable(TenantRow):
    """How a tenant lets drivers pay."""

    __tablename__ = "payment_terms"
    __table_args__ = (belongs_to_tenant(),)

    version: Mapped[int]
    content: Mapped[dict[str, Any]]


class ProviderNoticeTable(TenantRow):
    """What the provider told, so that it is heard once."""

    __tablename__ = "provider_notices"
    __table_args__ = (belongs_to_tenant(), Index("ix_provider_notices_heard", "heard_at"))

    name: Mapped[str] = mapped_column(primary_key=True)
    heard_at: Mapped[datetime]
