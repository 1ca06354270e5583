"""A request and its answer in one row of the log of frames."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Columns."""
    op.add_column("frames", sa.Column("answered_at", sa.DateTime(timezone=True)))
    op.add_column("frames", sa.Column("answer_kind", sa.Text()))
    op.add_column("frames", sa.Column("answer", sa.Text()))


def downgrade() -> None:
    """Answers have rows of their own again."""
    op.execute(
        """
        INSERT INTO frames
            (at, tenant_id, identity, station_id, inbound, protocol, kind, message_id, action, text)
        SELECT answered_at, tenant_id, identity, station_id, NOT inbound, protocol, answer_kind,
            message_id, '', answer
        FROM frames WHERE answered_at IS NOT NULL
        """
    )
    for name in ("answered_at", "answer_kind", "answer"):
        op.drop_column("frames", name)
