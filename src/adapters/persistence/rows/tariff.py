"""Tariffs, and which station has which."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from adapters.persistence.rows.base import IdentifiedRow, TenantRow, belongs_to_tenant, refers


class TariffTable(IdentifiedRow):
    """Price lists."""

    __tablename__ = "tariffs"
    __table_args__ = (belongs_to_tenant(),)

    name: Mapped[str]
    currency: Mapped[str]
    state: Mapped[str]
    series_id: Mapped[UUID | None]
    edition: Mapped[int]
    content: Mapped[dict[str, Any]]
    """All else: elements, limits, texts and terms, as `TariffContent`."""
    is_default: Mapped[bool]
    valid_from: Mapped[datetime | None]
    valid_until: Mapped[datetime | None]


class TariffAssignmentTable(TenantRow):
    """The tariff of a station, where it is not the default."""

    __tablename__ = "tariff_assignments"
    __table_args__ = (
        refers("stations", "station_id"),
        refers("tariffs", "tariff_id"),
        Index("ix_tariff_assignments_tariff", "tenant_id", "tariff_id"),
    )

    station_id: Mapped[UUID] = mapped_column(primary_key=True)
    tariff_id: Mapped[UUID]
