"""Stations and what belongs to them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SETTING = "current_setting('open_csms.tenant', true)"
PROTECTED = {
    "stations": "tenant_id",
    "connectors": "tenant_id",
    "station_credentials": "tenant_id",
    "station_links": "tenant_id",
    "station_settings": "tenant_id",
    "inventory_reports": "tenant_id",
    "tariff_assignments": "tenant_id",
    "orders": "tenant_id",
}
"""Table → the column that says whose a row is."""

SEQUENCE = "request_numbers"


def upgrade() -> None:
    """Tables and policies."""
    op.create_table(
        "stations",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("location_id", sa.Uuid(), nullable=True),
        sa.Column("registration", sa.Text(), nullable=False),
        sa.Column("admitted", sa.Text(), nullable=True),
        sa.Column("vendor", sa.Text(), nullable=True),
        sa.Column("model", sa.Text(), nullable=True),
        sa.Column("serial", sa.Text(), nullable=True),
        sa.Column("firmware", sa.Text(), nullable=True),
        sa.Column("iccid", sa.Text(), nullable=True),
        sa.Column("imsi", sa.Text(), nullable=True),
        sa.Column("meter_type", sa.Text(), nullable=True),
        sa.Column("meter_serial", sa.Text(), nullable=True),
        sa.Column("booted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("heartbeat_interval", sa.Interval(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("status_detail", postgresql.JSONB(), nullable=False),
        sa.Column("status_reported", postgresql.JSONB(), nullable=True),
        sa.Column("evses", postgresql.JSONB(), nullable=False),
        sa.Column("clock_offset", sa.Interval(), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "location_id"],
            ["locations.tenant_id", "locations.id"],
            name=op.f("fk_stations_locations"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_stations_tenants")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_stations")),
        postgresql_with={"fillfactor": 70},
    )
    op.create_index("ix_stations_location", "stations", ["tenant_id", "location_id"])
    op.create_index(
        "uq_stations_identity",
        "stations",
        ["tenant_id", "identity"],
        unique=True,
        postgresql_where=sa.text("removed_at IS NULL"),
    )
    op.create_table(
        "connectors",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("evse", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("plug", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("status_detail", postgresql.JSONB(), nullable=False),
        sa.Column("reported", postgresql.JSONB(), nullable=True),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("warning", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "station_id"],
            ["stations.tenant_id", "stations.id"],
            name=op.f("fk_connectors_stations"),
        ),
        sa.PrimaryKeyConstraint(
            "tenant_id", "station_id", "evse", "number", name=op.f("pk_connectors")
        ),
        postgresql_with={"fillfactor": 70},
    )
    op.create_table(
        "station_credentials",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("current_salt", sa.LargeBinary(), nullable=True),
        sa.Column("current_digest", sa.LargeBinary(), nullable=True),
        sa.Column("proposed_salt", sa.LargeBinary(), nullable=True),
        sa.Column("proposed_digest", sa.LargeBinary(), nullable=True),
        sa.Column("required", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "station_id"],
            ["stations.tenant_id", "stations.id"],
            name=op.f("fk_station_credentials_stations"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "station_id", name=op.f("pk_station_credentials")),
    )
    op.create_table(
        "station_links",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("node", sa.Text(), nullable=False),
        sa.Column("fence", sa.BigInteger(), nullable=False),
        sa.Column("protocol", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("peer", sa.Text(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "station_id"],
            ["stations.tenant_id", "stations.id"],
            name=op.f("fk_station_links_stations"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "station_id", name=op.f("pk_station_links")),
        postgresql_with={"fillfactor": 50},
    )
    op.create_table(
        "station_settings",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("component", sa.Text(), nullable=False),
        sa.Column("variable", sa.Text(), nullable=False),
        sa.Column("component_instance", sa.Text(), nullable=False),
        sa.Column("variable_instance", sa.Text(), nullable=False),
        sa.Column("evse", sa.BigInteger(), nullable=False),
        sa.Column("connector", sa.BigInteger(), nullable=False),
        sa.Column("attribute", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("readonly", sa.Boolean(), nullable=False),
        sa.Column("mutability", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("data_type", sa.Text(), nullable=True),
        sa.Column("reboot_required", sa.Boolean(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "station_id"],
            ["stations.tenant_id", "stations.id"],
            name=op.f("fk_station_settings_stations"),
        ),
        sa.PrimaryKeyConstraint(
            "tenant_id",
            "station_id",
            "component",
            "variable",
            "component_instance",
            "variable_instance",
            "evse",
            "connector",
            "attribute",
            name=op.f("pk_station_settings"),
        ),
    )
    op.create_table(
        "inventory_reports",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("request", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("pages", postgresql.JSONB(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "station_id"],
            ["stations.tenant_id", "stations.id"],
            name=op.f("fk_inventory_reports_stations"),
        ),
        sa.PrimaryKeyConstraint(
            "tenant_id", "station_id", "request", name=op.f("pk_inventory_reports")
        ),
    )
    op.create_table(
        "tariff_assignments",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("tariff_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "station_id"],
            ["stations.tenant_id", "stations.id"],
            name=op.f("fk_tariff_assignments_stations"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "tariff_id"],
            ["tariffs.tenant_id", "tariffs.id"],
            name=op.f("fk_tariff_assignments_tariffs"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "station_id", name=op.f("pk_tariff_assignments")),
    )
    op.create_index(
        "ix_tariff_assignments_tariff", "tariff_assignments", ["tenant_id", "tariff_id"]
    )
    op.create_table(
        "orders",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("instruction", sa.Text(), nullable=False),
        sa.Column("detail", postgresql.JSONB(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("priority", sa.BigInteger(), nullable=False),
        sa.Column("ordered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verdict", sa.Text(), nullable=True),
        sa.Column("outcome", postgresql.JSONB(), nullable=True),
        sa.Column("ordered_by", sa.Text(), nullable=False),
        sa.Column("batch_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "station_id"],
            ["stations.tenant_id", "stations.id"],
            name=op.f("fk_orders_stations"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_orders")),
        postgresql_with={"fillfactor": 70},
    )
    op.create_index("ix_orders_batch", "orders", ["tenant_id", "batch_id"])
    op.create_index("ix_orders_station", "orders", ["tenant_id", "station_id", "id"])
    op.create_index(
        "ix_orders_unfinished",
        "orders",
        ["tenant_id", "station_id"],
        postgresql_where=sa.text("state IN ('queued', 'sent', 'accepted', 'timed_out')"),
    )
    op.create_index(
        "ix_orders_waiting",
        "orders",
        ["tenant_id", "expires_at"],
        postgresql_where=sa.text("state IN ('queued', 'sent')"),
    )
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
    op.drop_table("orders")
    op.drop_table("tariff_assignments")
    op.drop_table("inventory_reports")
    op.drop_table("station_settings")
    op.drop_table("station_links")
    op.drop_table("station_credentials")
    op.drop_table("connectors")
    op.drop_table("stations")
