"""Tariffs are assigned to places, groups and partners, for a time; each has a version."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

TABLE = "tariff_assignments"
_TENANTS = "SELECT set_config('open_csms.tenant', '*', true)"


def upgrade() -> None:
    """A station's own tariff becomes the assignment that has the station's id."""
    op.execute(_TENANTS)
    op.add_column(TABLE, sa.Column("id", sa.Uuid()))
    op.add_column(TABLE, sa.Column("version", sa.BigInteger(), server_default="1"))
    op.add_column(TABLE, sa.Column("location_id", sa.Uuid()))
    op.add_column(TABLE, sa.Column("evse", sa.BigInteger()))
    op.add_column(TABLE, sa.Column("group_id", sa.Text()))
    op.add_column(TABLE, sa.Column("partner", sa.Text()))
    op.add_column(TABLE, sa.Column("valid_from", sa.DateTime(timezone=True)))
    op.add_column(TABLE, sa.Column("valid_until", sa.DateTime(timezone=True)))
    op.execute(f"UPDATE {TABLE} SET id = station_id")  # noqa: S608 - our own table
    op.alter_column(TABLE, "id", nullable=False)
    op.alter_column(TABLE, "version", nullable=False, server_default=None)
    op.drop_constraint(f"pk_{TABLE}", TABLE)
    op.create_primary_key(f"pk_{TABLE}", TABLE, ["tenant_id", "id"])
    op.alter_column(TABLE, "station_id", nullable=True)
    op.create_foreign_key(
        f"fk_{TABLE}_locations", TABLE, "locations",
        ["tenant_id", "location_id"], ["tenant_id", "id"],
    )  # fmt: skip
    op.create_index(f"ix_{TABLE}_station", TABLE, ["tenant_id", "station_id"])
    op.create_index(f"ix_{TABLE}_location", TABLE, ["tenant_id", "location_id"])


def downgrade() -> None:
    """Only stations' own tariffs are kept."""
    op.execute(_TENANTS)
    op.execute(f"DELETE FROM {TABLE} WHERE id IS DISTINCT FROM station_id")  # noqa: S608 - ours
    op.drop_index(f"ix_{TABLE}_location", TABLE)
    op.drop_index(f"ix_{TABLE}_station", TABLE)
    op.drop_constraint(f"fk_{TABLE}_locations", TABLE, type_="foreignkey")
    op.drop_constraint(f"pk_{TABLE}", TABLE)
    op.alter_column(TABLE, "station_id", nullable=False)
    op.create_primary_key(f"pk_{TABLE}", TABLE, ["tenant_id", "station_id"])
    for column in (
        "valid_until", "valid_from", "partner", "group_id", "evse", "location_id", "version", "id",
    ):  # fmt: skip
        op.drop_column(TABLE, column)
