"""More than one new secret of a station may be in doubt."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The one proposed secret becomes the first of a list."""
    op.add_column(
        "station_credentials",
        sa.Column("proposed", postgresql.JSONB(), nullable=False, server_default="[]"),
    )
    op.add_column(
        "station_credentials",
        sa.Column("reaffirmed", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.execute("SELECT set_config('open_csms.tenant', '*', true)")
    op.execute(
        "UPDATE station_credentials SET proposed = jsonb_build_array(jsonb_build_array("
        "encode(proposed_salt, 'hex'), encode(proposed_digest, 'hex')))"
        " WHERE proposed_salt IS NOT NULL"
    )
    op.drop_column("station_credentials", "proposed_digest")
    op.drop_column("station_credentials", "proposed_salt")
    for column in ("proposed", "reaffirmed"):
        op.alter_column("station_credentials", column, server_default=None)


def downgrade() -> None:
    """Of several in doubt the newest alone is kept."""
    op.add_column("station_credentials", sa.Column("proposed_salt", sa.LargeBinary()))
    op.add_column("station_credentials", sa.Column("proposed_digest", sa.LargeBinary()))
    op.execute("SELECT set_config('open_csms.tenant', '*', true)")
    op.execute(
        "UPDATE station_credentials SET"
        " proposed_salt = decode(proposed -> -1 ->> 0, 'hex'),"
        " proposed_digest = decode(proposed -> -1 ->> 1, 'hex')"
        " WHERE proposed <> '[]'::jsonb"
    )
    op.drop_column("station_credentials", "reaffirmed")
    op.drop_column("station_credentials", "proposed")
