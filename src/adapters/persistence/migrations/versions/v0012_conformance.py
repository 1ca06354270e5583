"""What stations break of the rules, what is accepted from them, and what their clocks are like."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TABLE = "station_conformance"
RULE = (
    "tenant_id = current_setting('open_csms.tenant', true)"
    " OR current_setting('open_csms.tenant', true) = '*'"
)


def upgrade() -> None:
    """Two columns and a table."""
    op.add_column("stations", sa.Column("clock", postgresql.JSONB(), nullable=True))
    op.add_column("stations", sa.Column("tolerance", postgresql.JSONB(), nullable=True))
    op.create_table(
        TABLE,
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("repaired", sa.Boolean(), nullable=False),
        sa.Column("times", sa.BigInteger(), nullable=False),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("example", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "station_id"],
            ["stations.tenant_id", "stations.id"],
            name=op.f("fk_station_conformance_stations"),
        ),
        sa.PrimaryKeyConstraint(
            "tenant_id", "station_id", "rule", "action", "path", "repaired",
            name=op.f("pk_station_conformance"),
        ),
        postgresql_with={"fillfactor": 70},
    )  # fmt: skip
    op.execute(f"ALTER TABLE {TABLE} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {TABLE} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY own_tenant ON {TABLE} USING ({RULE}) WITH CHECK ({RULE})")


def downgrade() -> None:
    """What was counted is lost."""
    op.drop_table(TABLE)
    op.drop_column("stations", "tolerance")
    op.drop_column("stations", "clock")
