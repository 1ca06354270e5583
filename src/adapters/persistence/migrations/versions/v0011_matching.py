"""What operators decide of reports that no session was known for; the platform's own answers."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What is kept waits; an answer to the platform's administrator belongs to no tenant."""
    op.add_column(
        "unmatched_reports",
        sa.Column("version", sa.BigInteger(), nullable=False, server_default="1"),
    )
    op.alter_column("unmatched_reports", "version", server_default=None)
    op.add_column("unmatched_reports", sa.Column("session_id", sa.Uuid(), nullable=True))
    op.add_column("unmatched_reports", sa.Column("dismissed", sa.Text(), nullable=True))
    op.add_column(
        "unmatched_reports", sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column("unmatched_reports", sa.Column("decided_by", sa.Text(), nullable=True))
    op.create_index(
        "ix_unmatched_reports_waiting",
        "unmatched_reports",
        ["tenant_id", "station_id", "reference", "id"],
        postgresql_where=sa.text("decided_at IS NULL"),
    )
    op.drop_constraint("fk_idempotency_keys_tenants", "idempotency_keys", type_="foreignkey")


def downgrade() -> None:
    """The decisions are lost; their effects on sessions stay."""
    op.execute("SELECT set_config('open_csms.tenant', '*', true)")
    op.execute("DELETE FROM idempotency_keys WHERE tenant_id = '*'")
    op.create_foreign_key(
        "fk_idempotency_keys_tenants", "idempotency_keys", "tenants", ["tenant_id"], ["id"]
    )
    op.drop_index("ix_unmatched_reports_waiting", "unmatched_reports")
    for column in ("decided_by", "decided_at", "dismissed", "session_id", "version"):
        op.drop_column("unmatched_reports", column)
