"""What drivers see at stations of what their charge costs."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

TABLE = "shown_costs"
SETTING = "current_setting('open_csms.tenant', true)"
MOMENT = sa.DateTime(timezone=True)
RUNNING = sa.text("cost_display ->> 'mode' = 'running'")


def upgrade() -> None:
    """Two columns, a table and its policy."""
    op.add_column(
        "tenants",
        sa.Column("cost_display", postgresql.JSONB(), nullable=False, server_default="{}"),
    )
    op.alter_column("tenants", "cost_display", server_default=None)
    op.add_column("stations", sa.Column("cost_display", postgresql.JSONB(), nullable=True))
    op.create_index(
        "ix_stations_running_cost", "stations", ["tenant_id", "id"], postgresql_where=RUNNING
    )
    op.create_table(
        TABLE,
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("amount", sa.Numeric(), nullable=True),
        sa.Column("told_at", MOMENT, nullable=True),
        sa.Column("next_at", MOMENT, nullable=False),
        sa.Column("is_final", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "session_id"],
            ["sessions.tenant_id", "sessions.id"],
            name=op.f("fk_shown_costs_sessions"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "session_id", name=op.f("pk_shown_costs")),
        postgresql_with={"fillfactor": 70},
    )
    op.create_index("ix_shown_costs_next", TABLE, ["next_at"])
    rule = f"tenant_id = {SETTING} OR {SETTING} = '*'"
    op.execute(f"ALTER TABLE {TABLE} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {TABLE} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY own_tenant ON {TABLE} USING ({rule}) WITH CHECK ({rule})")


def downgrade() -> None:
    """What was shown is forgotten."""
    op.drop_table(TABLE)
    op.drop_index("ix_stations_running_cost", "stations")
    op.drop_column("stations", "cost_display")
    op.drop_column("tenants", "cost_display")
