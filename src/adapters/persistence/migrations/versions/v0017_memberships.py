"""What the holder of a token is a member of."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A column."""
    op.add_column(
        "id_tokens",
        sa.Column("memberships", postgresql.JSONB(), nullable=False, server_default="[]"),
    )
    op.alter_column("id_tokens", "memberships", server_default=None)


def downgrade() -> None:
    """They are forgotten."""
    op.drop_column("id_tokens", "memberships")
