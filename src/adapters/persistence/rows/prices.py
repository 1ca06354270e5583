"""Prices of markets."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from adapters.persistence.rows.base import IdentifiedRow, belongs_to_tenant


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
