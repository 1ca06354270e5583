"""Tariffs, and where and for whom they hold."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from adapters.persistence.rows.base import IdentifiedRow, belongs_to_tenant, refers


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
    """All else: elements, limits, texts and terms, as `FullPrices`."""
    is_default: Mapped[bool]
    valid_from: Mapped[datetime | None]
    valid_until: Mapped[datetime | None]


class TariffAssignmentTable(IdentifiedRow):
    """Where, when and for whom a price list holds. A station's own has the station's id."""

    __tablename__ = "tariff_assignments"
    __table_args__ = (
        refers("stations", "station_id"),
        refers("locations", "location_id"),
        refers("tariffs", "tariff_id"),
        Index("ix_tariff_assignments_tariff", "tenant_id", "tariff_id"),
        Index("ix_tariff_assignments_station", "tenant_id", "station_id"),
        Index("ix_tariff_assignments_location", "tenant_id", "location_id"),
    )

    tariff_id: Mapped[UUID]
    location_id: Mapped[UUID | None]
    station_id: Mapped[UUID | None]
    evse: Mapped[int | None]
    group_id: Mapped[str | None]
    partner: Mapped[str | None]
    valid_from: Mapped[datetime | None]
    valid_until: Mapped[datetime | None]
