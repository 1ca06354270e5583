"""Events, frames, and the installation's own bookkeeping."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SETTING = "current_setting('open_csms.tenant', true)"
PROTECTED = {
    "outbox": "tenant_id",
    "frames": "tenant_id",
}
"""Table → the column that says whose a row is."""


def upgrade() -> None:
    """Tables and policies."""
    op.create_table(
        "outbox",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("event", postgresql.JSONB(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_outbox")),
        postgresql_with={"fillfactor": 80},
    )
    op.create_index(
        "ix_outbox_pending", "outbox", ["number"], postgresql_where=sa.text("handled_at IS NULL")
    )
    op.create_index("ix_outbox_tenant", "outbox", ["tenant_id", "number"])
    op.create_table(
        "frames",
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("station_id", sa.Uuid(), nullable=True),
        sa.Column("inbound", sa.Boolean(), nullable=False),
        sa.Column("protocol", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("duration_ms", sa.Double(), nullable=True),
        sa.PrimaryKeyConstraint("at", "tenant_id", "number", name=op.f("pk_frames")),
        postgresql_partition_by="RANGE (at)",
    )
    op.create_index("ix_frames_station", "frames", ["tenant_id", "identity", "at"])
    op.create_table(
        "node",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_node")),
        postgresql_with={"fillfactor": 50},
    )
    op.create_table(
        "writers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("batch", sa.BigInteger(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_writers")),
        postgresql_with={"fillfactor": 50},
    )
    for table, column in PROTECTED.items():
        rule = f"{column} = {SETTING} OR {SETTING} = '*'"
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY own_tenant ON {table} USING ({rule}) WITH CHECK ({rule})")


def downgrade() -> None:
    """Drop them."""
    op.drop_table("writers")
    op.drop_table("node")
    op.drop_table("frames")
    op.drop_table("outbox")
