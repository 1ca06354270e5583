"""Sessions, readings and records."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

SETTING = "current_setting('open_csms.tenant', true)"
PROTECTED = {
    "sessions": "tenant_id",
    "meter_readings": "tenant_id",
    "unmatched_reports": "tenant_id",
    "cdr_numbers": "tenant_id",
    "cdrs": "tenant_id",
}
"""Table → the column that says whose a row is."""

SEQUENCE = "transaction_numbers"


def upgrade() -> None:
    """Tables and policies."""
    op.create_table(
        "sessions",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("start_key", sa.Text(), nullable=True),
        sa.Column("evse", sa.BigInteger(), nullable=True),
        sa.Column("connector", sa.BigInteger(), nullable=True),
        sa.Column("token", sa.Text(), nullable=True),
        sa.Column("token_folded", sa.Text(), nullable=True),
        sa.Column("group_id", sa.Text(), nullable=True),
        sa.Column("authorization", sa.Text(), nullable=True),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_heard", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_heard", sa.DateTime(timezone=True), nullable=False),
        sa.Column("silent_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("energy_wh", sa.Numeric(), nullable=False),
        sa.Column("is_complete", sa.Boolean(), nullable=False),
        sa.Column("findings", postgresql.JSONB(), nullable=False),
        sa.Column("remote_start", sa.BigInteger(), nullable=True),
        sa.Column("reservation", sa.BigInteger(), nullable=True),
        sa.Column("tariff_id", sa.Uuid(), nullable=True),
        sa.Column("timeline", postgresql.JSONB(), nullable=False),
        sa.Column("details", postgresql.JSONB(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "station_id"],
            ["stations.tenant_id", "stations.id"],
            name=op.f("fk_sessions_stations"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "tariff_id"],
            ["tariffs.tenant_id", "tariffs.id"],
            name=op.f("fk_sessions_tariffs"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_sessions")),
        sa.UniqueConstraint(
            "tenant_id",
            "station_id",
            "reference",
            name=op.f("uq_sessions_tenant_id_station_id_reference"),
        ),
        sa.UniqueConstraint(
            "tenant_id",
            "station_id",
            "start_key",
            name=op.f("uq_sessions_tenant_id_station_id_start_key"),
        ),
        postgresql_with={"fillfactor": 60},
    )
    op.create_index("ix_sessions_began", "sessions", ["tenant_id", "began_at", "id"])
    op.create_index(
        "ix_sessions_ended",
        "sessions",
        ["tenant_id", "id"],
        postgresql_where=sa.text("phase = 'ended'"),
    )
    op.create_index(
        "ix_sessions_open",
        "sessions",
        ["tenant_id", "station_id"],
        postgresql_where=sa.text("is_open"),
    )
    op.create_index(
        "ix_sessions_open_token",
        "sessions",
        ["tenant_id", "token_folded"],
        postgresql_where=sa.text("is_open"),
    )
    op.create_index(
        "ix_sessions_station", "sessions", ["tenant_id", "station_id", "began_at", "id"]
    )
    op.create_index("ix_sessions_tariff", "sessions", ["tenant_id", "tariff_id"])
    op.create_index("ix_sessions_token", "sessions", ["tenant_id", "token_folded", "id"])
    op.create_table(
        "meter_readings",
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.BigInteger(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("evse", sa.BigInteger(), nullable=True),
        sa.Column("connector", sa.BigInteger(), nullable=True),
        sa.Column("claimed", sa.Text(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said", sa.Text(), nullable=True),
        sa.Column("flaw", sa.Text(), nullable=True),
        sa.Column("context", sa.Text(), nullable=False),
        sa.Column("energy_wh", sa.Numeric(), nullable=True),
        sa.Column("power_w", sa.Numeric(), nullable=True),
        sa.Column("offered_w", sa.Numeric(), nullable=True),
        sa.Column("current_l1_a", sa.Numeric(), nullable=True),
        sa.Column("current_l2_a", sa.Numeric(), nullable=True),
        sa.Column("current_l3_a", sa.Numeric(), nullable=True),
        sa.Column("voltage_l1_v", sa.Numeric(), nullable=True),
        sa.Column("voltage_l2_v", sa.Numeric(), nullable=True),
        sa.Column("voltage_l3_v", sa.Numeric(), nullable=True),
        sa.Column("soc_percent", sa.Numeric(), nullable=True),
        sa.Column("frequency_hz", sa.Numeric(), nullable=True),
        sa.Column("temperature_c", sa.Numeric(), nullable=True),
        sa.Column("others", postgresql.JSONB(), nullable=True),
        sa.PrimaryKeyConstraint(
            "taken_at", "tenant_id", "station_id", "digest", name=op.f("pk_meter_readings")
        ),
        postgresql_partition_by="RANGE (taken_at)",
    )
    op.create_index(
        "ix_meter_readings_session",
        "meter_readings",
        ["tenant_id", "session_id", "taken_at"],
        postgresql_where=sa.text("session_id IS NOT NULL"),
    )
    op.create_index(
        "ix_meter_readings_suspect",
        "meter_readings",
        ["tenant_id", "station_id", "digest"],
        postgresql_where=sa.text("flaw IS NOT NULL"),
    )
    op.create_table(
        "unmatched_reports",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("report", postgresql.JSONB(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_unmatched_reports")),
        sa.UniqueConstraint(
            "tenant_id",
            "station_id",
            "digest",
            name=op.f("uq_unmatched_reports_tenant_id_station_id_digest"),
        ),
    )
    op.create_table(
        "cdr_numbers",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_cdr_numbers_tenants")),
        sa.PrimaryKeyConstraint("tenant_id", name=op.f("pk_cdr_numbers")),
    )
    op.create_table(
        "cdrs",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("token", sa.Text(), nullable=True),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("energy_wh", sa.Numeric(), nullable=False),
        sa.Column("charging", sa.Interval(), nullable=False),
        sa.Column("idle", sa.Interval(), nullable=False),
        sa.Column("tariff_id", sa.Uuid(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("net", sa.Numeric(), nullable=True),
        sa.Column("total", sa.Numeric(), nullable=True),
        sa.Column("bill", postgresql.JSONB(), nullable=True),
        sa.Column("findings", postgresql.JSONB(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "session_id"],
            ["sessions.tenant_id", "sessions.id"],
            name=op.f("fk_cdrs_sessions"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "station_id"],
            ["stations.tenant_id", "stations.id"],
            name=op.f("fk_cdrs_stations"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_cdrs")),
        sa.UniqueConstraint("tenant_id", "number", name=op.f("uq_cdrs_tenant_id_number")),
        sa.UniqueConstraint("tenant_id", "session_id", name=op.f("uq_cdrs_tenant_id_session_id")),
    )
    op.create_index("ix_cdrs_tariff", "cdrs", ["tenant_id", "tariff_id"])
    # Each draw takes a block of 100 for one process; positive, 32 bits, never from the start again.
    op.execute(f"CREATE SEQUENCE {SEQUENCE} INCREMENT 100 MAXVALUE 2147483500 NO CYCLE")
    for table, column in PROTECTED.items():
        rule = f"{column} = {SETTING} OR {SETTING} = '*'"
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY own_tenant ON {table} USING ({rule}) WITH CHECK ({rule})")


def downgrade() -> None:
    """Drop them."""
    op.execute(f"DROP SEQUENCE {SEQUENCE}")
    op.drop_table("cdrs")
    op.drop_table("cdr_numbers")
    op.drop_table("unmatched_reports")
    op.drop_table("meter_readings")
    op.drop_table("sessions")
