"""Sessions that a person should look at, among millions that nobody need.

Not an index of all findings: under row-level security the database uses no operator of JSON to
look into an index, but it does use an index that holds the wanted rows alone.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """In the order in which they are listed."""
    op.create_index(
        "ix_sessions_review",
        "sessions",
        ["tenant_id", "began_at", "id"],
        postgresql_where=sa.text("findings ? 'needs_review'"),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_index("ix_sessions_review", "sessions")
