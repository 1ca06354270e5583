"""Orders to stations."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped

from adapters.persistence.rows.base import IdentifiedRow, refers, roomy


class OrderTable(IdentifiedRow):
    """Orders. `detail` is the instruction, without secrets once it is answered."""

    __tablename__ = "orders"
    __table_args__ = (
        refers("stations", "station_id"),
        Index(
            "ix_orders_unfinished",
            "tenant_id",
            "station_id",
            postgresql_where=text("state IN ('queued', 'sent', 'accepted', 'timed_out')"),
        ),
        Index(
            "ix_orders_waiting",
            "tenant_id",
            "expires_at",
            postgresql_where=text("state IN ('queued', 'sent')"),
        ),
        Index("ix_orders_station", "tenant_id", "station_id", "id"),
        Index("ix_orders_batch", "tenant_id", "batch_id"),
        roomy(70),
    )

    station_id: Mapped[UUID]
    instruction: Mapped[str]
    detail: Mapped[dict[str, Any]]
    state: Mapped[str]
    priority: Mapped[int]
    ordered_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    verdict: Mapped[str | None]
    outcome: Mapped[dict[str, Any] | None]
    ordered_by: Mapped[str]
    batch_id: Mapped[UUID | None]
