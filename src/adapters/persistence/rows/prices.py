"""Prices of markets, and what drivers were shown of what their sessions cost."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from adapters.persistence.rows.base import (
    IdentifiedRow,
    TenantRow,
    belongs_to_tenant,
    refers,
    roomy,
)


class QuotationTable(IdentifiedRow):
    """Prices of one series that became known together; never changed."""

    __tablename__ = "quotations"
    __table_args__ = (
        belongs_to_tenant(),
        Index("ix_quotations_series", "tenant_id", "series", "ends_at"),
        Index("ix_quotations_start", "tenant_id", "starts_at", "id"),
    )

    series: Mapped[str]
    currency: Mapped[str]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    known_at: Mapped[datetime]
    points: Mapped[list[Any]]


class ShownCostTable(TenantRow):
    """What the driver of a session was last told of its cost."""

    __tablename__ = "shown_costs"
    __table_args__ = (
        refers("sessions", "session_id"),
        Index("ix_shown_costs_next", "next_at"),
        roomy(70),
    )

    session_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int]
    station_id: Mapped[UUID]
    amount: Mapped[Decimal | None]
    told_at: Mapped[datetime | None]
    next_at: Mapped[datetime]
    is_final: Mapped[bool]
