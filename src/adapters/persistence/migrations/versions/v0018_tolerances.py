"""Kinds of stations whose faults an operator accepts."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A column."""
    op.add_column(
        "tenants",
        sa.Column("tolerances", postgresql.JSONB(), nullable=False, server_default="[]"),
    )
    op.alter_column("tenants", "tolerances", server_default=None)


def downgrade() -> None:
    """They are forgotten."""
    op.drop_column("tenants", "tolerances")
