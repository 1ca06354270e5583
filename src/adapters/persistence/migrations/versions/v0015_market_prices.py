"""Prices of markets, as they became known."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

TABLE = "quotations"
SETTING = "current_setting('open_csms.tenant', true)"
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """The table and its policy."""
    op.create_table(
        TABLE,
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("known_at", MOMENT, nullable=False),
        sa.Column("points", postgresql.JSONB(), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_quotations_tenants")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_quotations")),
    )
    op.create_index("ix_quotations_series", TABLE, ["tenant_id", "series", "ends_at"])
    op.create_index("ix_quotations_start", TABLE, ["tenant_id", "starts_at", "id"])
    rule = f"tenant_id = {SETTING} OR {SETTING} = '*'"
    op.execute(f"ALTER TABLE {TABLE} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {TABLE} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY own_tenant ON {TABLE} USING ({rule}) WITH CHECK ({rule})")


def downgrade() -> None:
    """Drop it."""
    op.drop_table(TABLE)
