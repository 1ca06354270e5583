"""Sessions, readings, words that nobody could place, and records."""

from datetime import datetime, timedelta
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

OPEN = text("is_open")
ENDED = text("phase = 'ended'")
TO_REVIEW = text("findings ? 'needs_review'")


class SessionTable(IdentifiedRow):
    """Charging sessions.

    A session's row changes with every reading. No index names a column that changes then, and
    pages keep room, so that the update stays in its page and touches no index (HOT).
    """

    __tablename__ = "sessions"
    __table_args__ = (
        refers("stations", "station_id"),
        refers("tariffs", "tariff_id"),
        UniqueConstraint("tenant_id", "station_id", "reference"),
        UniqueConstraint("tenant_id", "station_id", "start_key"),
        Index("ix_sessions_open", "tenant_id", "station_id", postgresql_where=OPEN),
        Index("ix_sessions_open_token", "tenant_id", "token_folded", postgresql_where=OPEN),
        Index("ix_sessions_ended", "tenant_id", "id", postgresql_where=ENDED),
        Index("ix_sessions_began", "tenant_id", "began_at", "id"),
        Index("ix_sessions_station", "tenant_id", "station_id", "began_at", "id"),
        Index("ix_sessions_token", "tenant_id", "token_folded", "id"),
        Index("ix_sessions_tariff", "tenant_id", "tariff_id"),
        Index("ix_sessions_review", "tenant_id", "began_at", "id", postgresql_where=TO_REVIEW),
        roomy(60),
    )

    station_id: Mapped[UUID]
    reference: Mapped[str]
    start_key: Mapped[str | None]
    evse: Mapped[int | None]
    connector: Mapped[int | None]
    token: Mapped[str | None]
    token_folded: Mapped[str | None]
    group_id: Mapped[str | None]
    authorization: Mapped[str | None]
    phase: Mapped[str]
    is_open: Mapped[bool]
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    first_heard: Mapped[datetime]
    last_heard: Mapped[datetime]
    silent_since: Mapped[datetime | None]
    reason: Mapped[str | None]
    evidence: Mapped[str | None]
    energy_wh: Mapped[Decimal]
    is_complete: Mapped[bool]
    findings: Mapped[list[Any]]
    remote_start: Mapped[int | None]
    reservation: Mapped[int | None]
    tariff_id: Mapped[UUID | None]
    timeline: Mapped[list[Any]]
    details: Mapped[dict[str, Any]]
    """What only the domain reads: moments, registers, numbers heard."""


class MeterReadingTable(TenantRow):
    """Meter readings, one row each, partitioned by month.

    The key is what makes two readings the same: when, where, and a digest of the rest. It begins
    with the time, so that new rows go to one end of the index. There is no foreign key: a reading
    of a session is written in the transaction that writes the session, and checking each would
    cost more than writing it.

    Common measurands at the outlet have columns; samples that these cannot say exactly (other
    places, signed values, odd phases) are kept whole in `others`. A measurand that occurs in
    `others` has its truth there, and its column is for queries alone.
    """

    __tablename__ = "meter_readings"
    __table_args__ = (
        Index(
            "ix_meter_readings_session",
            "tenant_id",
            "session_id",
            "taken_at",
            postgresql_where=text("session_id IS NOT NULL"),
        ),
        # A station without a clock: each telling gets another time; the digest is the same.
        Index(
            "ix_meter_readings_suspect",
            "tenant_id",
            "station_id",
            "digest",
            postgresql_where=text("flaw IS NOT NULL"),
        ),
        {"postgresql_partition_by": "RANGE (taken_at)"},
    )

    taken_at: Mapped[datetime] = mapped_column(primary_key=True, sort_order=-30)
    station_id: Mapped[UUID] = mapped_column(primary_key=True, sort_order=-10)
    digest: Mapped[int] = mapped_column(primary_key=True, sort_order=-9)
    session_id: Mapped[UUID | None]
    evse: Mapped[int | None]
    connector: Mapped[int | None]
    claimed: Mapped[str | None]
    received_at: Mapped[datetime]
    said: Mapped[str | None]
    flaw: Mapped[str | None]
    context: Mapped[str]
    energy_wh: Mapped[Decimal | None]
    power_w: Mapped[Decimal | None]
    offered_w: Mapped[Decimal | None]
    current_l1_a: Mapped[Decimal | None]
    current_l2_a: Mapped[Decimal | None]
    current_l3_a: Mapped[Decimal | None]
    voltage_l1_v: Mapped[Decimal | None]
    voltage_l2_v: Mapped[Decimal | None]
    voltage_l3_v: Mapped[Decimal | None]
    soc_percent: Mapped[Decimal | None]
    frequency_hz: Mapped[Decimal | None]
    temperature_c: Mapped[Decimal | None]
    others: Mapped[list[Any] | None]


class UnmatchedReportTable(TenantRow):
    """What stations said of transactions that nobody knows; `digest` tells a repeat."""

    __tablename__ = "unmatched_reports"
    __table_args__ = (
        UniqueConstraint("tenant_id", "station_id", "digest"),
        Index(
            "ix_unmatched_reports_waiting",
            "tenant_id",
            "station_id",
            "reference",
            "id",
            postgresql_where=text("decided_at IS NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    station_id: Mapped[UUID]
    digest: Mapped[bytes]
    received_at: Mapped[datetime]
    reference: Mapped[str]
    report: Mapped[dict[str, Any]]
    why: Mapped[str]
    candidate_id: Mapped[UUID | None]
    version: Mapped[int]
    session_id: Mapped[UUID | None]
    dismissed: Mapped[str | None]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str | None]


class CdrTable(TenantRow):
    """Charge detail records; never changed. `number` has no gaps within a tenant."""

    __tablename__ = "cdrs"
    __table_args__ = (
        refers("sessions", "session_id"),
        refers("stations", "station_id"),
        UniqueConstraint("tenant_id", "session_id", "revision", "is_credit"),
        UniqueConstraint("tenant_id", "number"),
        Index("ix_cdrs_tariff", "tenant_id", "tariff_id"),
        Index("ix_cdrs_token", "tenant_id", "token_folded", "ended_at"),
        Index("ix_cdrs_home", "tenant_id", "station_id", postgresql_where=text("is_home")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int]
    session_id: Mapped[UUID]
    station_id: Mapped[UUID]
    token: Mapped[str | None]
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime]
    energy_wh: Mapped[Decimal]
    charging: Mapped[timedelta]
    idle: Mapped[timedelta]
    tariff_id: Mapped[UUID | None]
    currency: Mapped[str | None]
    net: Mapped[Decimal | None]
    total: Mapped[Decimal | None]
    bill: Mapped[dict[str, Any] | None]
    findings: Mapped[list[Any]]
    written_at: Mapped[datetime]
    token_folded: Mapped[str | None]
    revision: Mapped[int] = mapped_column(server_default=text("0"))
    is_credit: Mapped[bool] = mapped_column(server_default=text("false"))
    credits_id: Mapped[UUID | None]
    replaces_id: Mapped[UUID | None]
    is_home: Mapped[bool] = mapped_column(server_default=text("false"))
    particulars: Mapped[dict[str, Any] | None]


class CdrNumberTable(TenantRow):
    """The last number given to a record of the tenant; its lock keeps the numbers without gaps."""

    __tablename__ = "cdr_numbers"
    __table_args__ = (belongs_to_tenant(),)

    last: Mapped[int]
