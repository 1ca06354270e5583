"""Tariffs say all that OCPI can say; the four prices of before become one element."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_PRICES = {"FLAT": "flat", "ENERGY": "per_kwh", "TIME": "per_hour", "PARKING_TIME": "idle_per_hour"}
_TENANTS = "SELECT set_config('open_csms.tenant', '*', true)"


def upgrade() -> None:
    """What was told in columns is told in the document; bills become those of one rate."""
    op.add_column("tariffs", sa.Column("state", sa.Text(), server_default="published"))
    op.add_column("tariffs", sa.Column("series_id", sa.Uuid()))
    op.add_column("tariffs", sa.Column("edition", sa.BigInteger(), server_default="1"))
    op.add_column("tariffs", sa.Column("content", postgresql.JSONB()))
    op.execute(_TENANTS)
    components = ", ".join(
        f"jsonb_build_object('dimension', '{dimension}', 'price', {column}::text,"
        " 'vat', tax_percent::text)"
        for dimension, column in _PRICES.items()
    )
    op.execute(
        "UPDATE tariffs SET content = jsonb_build_object("  # noqa: S608 - our own names
        f"'elements', jsonb_build_array(jsonb_build_object('components',"
        f" jsonb_build_array({components}))),"
        " 'terms', jsonb_build_object('idle_grace',"
        " 'PT' || extract(epoch FROM idle_grace)::text || 'S'))"
    )
    op.execute("UPDATE cdrs SET bill = jsonb_build_object('former', bill) WHERE bill IS NOT NULL")
    for column in ("state", "edition", "content"):
        op.alter_column("tariffs", column, nullable=False, server_default=None)
    for column in (*_PRICES.values(), "tax_percent", "idle_grace"):
        op.drop_column("tariffs", column)


def downgrade() -> None:
    """Only the prices of a first element without a dimension told twice are kept."""
    for column in (*_PRICES.values(), "tax_percent"):
        op.add_column("tariffs", sa.Column(column, sa.Numeric(), server_default="0"))
    op.add_column("tariffs", sa.Column("idle_grace", sa.Interval(), server_default="0"))
    op.execute(_TENANTS)
    for dimension, column in _PRICES.items():
        found = (
            "jsonb_path_query_first(content,"
            f" '$.elements[0].components[*] ? (@.dimension == \"{dimension}\")')"
        )
        op.execute(
            f"UPDATE tariffs SET {column} ="  # noqa: S608 - our own names
            f" coalesce(({found} ->> 'price')::numeric, 0),"
            f" tax_percent = coalesce(({found} ->> 'vat')::numeric, tax_percent)"
        )
    op.execute(
        "UPDATE tariffs SET idle_grace ="
        " coalesce((content -> 'terms' ->> 'idle_grace')::interval, '0')"
    )
    op.execute("UPDATE cdrs SET bill = bill -> 'former' WHERE bill ? 'former'")
    for column in (*_PRICES.values(), "tax_percent", "idle_grace"):
        op.alter_column("tariffs", column, nullable=False, server_default=None)
    for column in ("content", "edition", "series_id", "state"):
        op.drop_column("tariffs", column)
