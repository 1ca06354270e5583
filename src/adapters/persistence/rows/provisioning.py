"""Locations, stations and what belongs to them."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from adapters.persistence.rows.base import (
    IdentifiedRow,
    TenantRow,
    belongs_to_tenant,
    refers,
    roomy,
)


class LocationTable(IdentifiedRow):
    """Sites."""

    __tablename__ = "locations"
    __table_args__ = (belongs_to_tenant(),)

    name: Mapped[str]
    street: Mapped[str]
    city: Mapped[str]
    postal_code: Mapped[str]
    country: Mapped[str]
    latitude: Mapped[Decimal | None]
    longitude: Mapped[Decimal | None]
    time_zone: Mapped[str]


class StationTable(IdentifiedRow):
    """Stations. One that was removed keeps its row: sessions and records refer to it."""

    __tablename__ = "stations"
    __table_args__ = (
        belongs_to_tenant(),
        refers("locations", "location_id"),
        Index(
            "uq_stations_identity",
            "tenant_id",
            "identity",
            unique=True,
            postgresql_where=text("removed_at IS NULL"),
        ),
        Index("ix_stations_location", "tenant_id", "location_id"),
        Index(
            "ix_stations_running_cost",
            "tenant_id",
            "id",
            postgresql_where=text("cost_display ->> 'mode' = 'running'"),
        ),
        roomy(70),
    )

    identity: Mapped[str]
    name: Mapped[str]
    location_id: Mapped[UUID | None]
    registration: Mapped[str]
    admitted: Mapped[str | None]
    vendor: Mapped[str | None]
    """Null until it has booted; then so are the other particulars."""
    model: Mapped[str | None]
    serial: Mapped[str | None]
    firmware: Mapped[str | None]
    iccid: Mapped[str | None]
    imsi: Mapped[str | None]
    meter_type: Mapped[str | None]
    meter_serial: Mapped[str | None]
    booted_at: Mapped[datetime | None]
    heartbeat_interval: Mapped[timedelta | None]
    status: Mapped[str]
    status_detail: Mapped[dict[str, Any]]
    status_reported: Mapped[dict[str, Any] | None]
    evses: Mapped[list[Any]]
    """Numbers of its EVSEs, also of those without a known connector."""
    clock_offset: Mapped[timedelta | None]
    clock: Mapped[dict[str, Any] | None]
    """What is known against its clock; null where nothing is."""
    tolerance: Mapped[list[Any] | None]
    """The faults that the operator chose to accept; null for those known of its kind."""
    removed_at: Mapped[datetime | None]
    cost_display: Mapped[dict[str, Any] | None]
    """What its drivers see of their cost; null for the tenant's choice."""


class ConnectorTable(TenantRow):
    """Outlets. Written only where they changed, with their station's row and under its version."""

    __tablename__ = "connectors"
    __table_args__ = (refers("stations", "station_id"), roomy(70))

    station_id: Mapped[UUID] = mapped_column(primary_key=True)
    evse: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    plug: Mapped[str | None]
    status: Mapped[str]
    status_detail: Mapped[dict[str, Any]]
    reported: Mapped[dict[str, Any] | None]
    reported_at: Mapped[datetime | None]
    warning: Mapped[str]


class CredentialsTable(TenantRow):
    """Hashes of the stations' secrets."""

    __tablename__ = "station_credentials"
    __table_args__ = (refers("stations", "station_id"),)

    station_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int]
    current_salt: Mapped[bytes | None]
    current_digest: Mapped[bytes | None]
    proposed: Mapped[list[Any]]
    """Salt and digest, in hexadecimal digits, of each secret in doubt; the oldest first."""
    reaffirmed: Mapped[bool]
    required: Mapped[int]


class ConformanceTable(TenantRow):
    """How often each station broke which rule: counted, for its maker."""

    __tablename__ = "station_conformance"
    __table_args__ = (refers("stations", "station_id"), roomy(70))

    station_id: Mapped[UUID] = mapped_column(primary_key=True)
    rule: Mapped[str] = mapped_column(primary_key=True)
    action: Mapped[str] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(primary_key=True)
    repaired: Mapped[bool] = mapped_column(primary_key=True)
    times: Mapped[int]
    first_seen: Mapped[datetime]
    last_seen: Mapped[datetime]
    example: Mapped[str]


class LinkTable(TenantRow):
    """Each station's connection. `fence` rises with every new one and never falls.

    Touched often: no index but the key, and half of each page free.
    """

    __tablename__ = "station_links"
    __table_args__ = (refers("stations", "station_id"), roomy(50))

    station_id: Mapped[UUID] = mapped_column(primary_key=True)
    node: Mapped[str]
    fence: Mapped[int]
    protocol: Mapped[str]
    since: Mapped[datetime]
    last_seen: Mapped[datetime]
    peer: Mapped[str]
    is_open: Mapped[bool]


class SettingTable(TenantRow):
    """Settings as each station last told them."""

    __tablename__ = "station_settings"
    __table_args__ = (refers("stations", "station_id"),)

    station_id: Mapped[UUID] = mapped_column(primary_key=True)
    component: Mapped[str] = mapped_column(primary_key=True)
    variable: Mapped[str] = mapped_column(primary_key=True)
    component_instance: Mapped[str] = mapped_column(primary_key=True)
    variable_instance: Mapped[str] = mapped_column(primary_key=True)
    evse: Mapped[int] = mapped_column(primary_key=True)
    connector: Mapped[int] = mapped_column(primary_key=True)
    attribute: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str | None]
    readonly: Mapped[bool]
    mutability: Mapped[str | None]
    unit: Mapped[str | None]
    data_type: Mapped[str | None]
    reboot_required: Mapped[bool]
    told_at: Mapped[datetime]


class InventoryReportTable(TenantRow):
    """Reports of settings, as far as they have come."""

    __tablename__ = "inventory_reports"
    __table_args__ = (refers("stations", "station_id"),)

    station_id: Mapped[UUID] = mapped_column(primary_key=True)
    request: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int]
    pages: Mapped[list[Any]]
    started_at: Mapped[datetime]
