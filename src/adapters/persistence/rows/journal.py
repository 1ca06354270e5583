"""Events on their way to their reactions, and the log of frames."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Identity, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from adapters.persistence.rows.base import Row, TenantRow, roomy


class OutboxTable(Row):
    """Events. `number` is made of the transaction's number (`adapters.persistence.outbox`)."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_pending", "number", postgresql_where=text("handled_at IS NULL")),
        Index("ix_outbox_tenant", "tenant_id", "number"),
        roomy(80),
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    tenant_id: Mapped[str]
    at: Mapped[datetime]
    kind: Mapped[str]
    event: Mapped[dict[str, Any]]
    due_at: Mapped[datetime | None]
    """Not before then: it is leased, or failed and waits. Null at first."""
    attempts: Mapped[int] = mapped_column(server_default=text("0"))
    last_error: Mapped[str | None]
    handled_at: Mapped[datetime | None]


class FrameTable(TenantRow):
    """What stations said and were told, partitioned by day; a request with its answer."""

    __tablename__ = "frames"
    __table_args__ = (
        Index("ix_frames_station", "tenant_id", "identity", "at"),
        {"postgresql_partition_by": "RANGE (at)"},
    )

    at: Mapped[datetime] = mapped_column(primary_key=True, sort_order=-30)
    number: Mapped[int] = mapped_column(
        BigInteger, Identity(always=True), primary_key=True, sort_order=-10
    )
    identity: Mapped[str]
    station_id: Mapped[UUID | None]
    inbound: Mapped[bool]
    protocol: Mapped[str]
    kind: Mapped[str]
    message_id: Mapped[str]
    action: Mapped[str]
    text: Mapped[str]
    duration_ms: Mapped[float | None]
    answered_at: Mapped[datetime | None]
    answer_kind: Mapped[str | None]
    answer: Mapped[str | None]
