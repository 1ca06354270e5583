"""Credits and particulars of records; the inbox, customers, terms, invoices and their numbers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

SETTING = "current_setting('open_csms.tenant', true)"
PROTECTED = (
    "unpriced_sessions",
    "billing_profiles",
    "customers",
    "number_series",
    "invoices",
    "invoiced_records",
)

MOMENT = sa.DateTime(timezone=True)
TO_TENANT = (["tenant_id"], ["tenants.id"])


def upgrade() -> None:
    """Tables, columns and policies."""
    _extend_records()
    op.create_table(
        "unpriced_sessions",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("tariff_id", sa.Uuid(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "session_id"],
            ["sessions.tenant_id", "sessions.id"],
            name=op.f("fk_unpriced_sessions_sessions"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "session_id", name=op.f("pk_unpriced_sessions")),
    )
    op.create_index(
        "ix_unpriced_sessions_waiting",
        "unpriced_sessions",
        ["tenant_id", "since", "session_id"],
        postgresql_where=sa.text("decision IS NULL"),
    )
    op.create_table(
        "billing_profiles",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("terms", postgresql.JSONB(), nullable=False),
        sa.ForeignKeyConstraint(*TO_TENANT, name=op.f("fk_billing_profiles_tenants")),
        sa.PrimaryKeyConstraint("tenant_id", name=op.f("pk_billing_profiles")),
    )
    op.create_table(
        "customers",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("home_stations", postgresql.JSONB(), nullable=False),
        sa.Column("particulars", postgresql.JSONB(), nullable=False),
        sa.ForeignKeyConstraint(*TO_TENANT, name=op.f("fk_customers_tenants")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_customers")),
    )
    op.create_table(
        "number_series",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(*TO_TENANT, name=op.f("fk_number_series_tenants")),
        sa.PrimaryKeyConstraint("tenant_id", "name", name=op.f("pk_number_series")),
    )
    _make_invoices()
    for table in PROTECTED:
        rule = f"tenant_id = {SETTING} OR {SETTING} = '*'"
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY own_tenant ON {table} USING ({rule}) WITH CHECK ({rule})")


def _extend_records() -> None:
    op.add_column("cdrs", sa.Column("token_folded", sa.Text(), nullable=True))
    for name, kind, default in (
        ("revision", sa.BigInteger(), "0"),
        ("is_credit", sa.Boolean(), "false"),
        ("credits_id", sa.Uuid(), None),
        ("replaces_id", sa.Uuid(), None),
        ("is_home", sa.Boolean(), "false"),
        ("particulars", postgresql.JSONB(), None),
    ):
        given = sa.text(default) if default else None
        op.add_column("cdrs", sa.Column(name, kind, nullable=default is None, server_default=given))
    op.execute("UPDATE cdrs SET token_folded = lower(btrim(token)) WHERE token IS NOT NULL")
    op.drop_constraint("uq_cdrs_tenant_id_session_id", "cdrs")
    op.create_unique_constraint(
        op.f("uq_cdrs_tenant_id_session_id_revision_is_credit"),
        "cdrs",
        ["tenant_id", "session_id", "revision", "is_credit"],
    )
    op.create_index("ix_cdrs_token", "cdrs", ["tenant_id", "token_folded", "ended_at"])
    op.create_index(
        "ix_cdrs_home", "cdrs", ["tenant_id", "station_id"], postgresql_where=sa.text("is_home")
    )


def _make_invoices() -> None:
    op.create_table(
        "invoices",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("credits_id", sa.Uuid(), nullable=True),
        sa.Column("credited_by_id", sa.Uuid(), nullable=True),
        sa.Column("dispatch", sa.Text(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("total", sa.Numeric(), nullable=False),
        sa.Column("delivery", postgresql.JSONB(), nullable=True),
        sa.Column("content", postgresql.JSONB(), nullable=False),
        sa.ForeignKeyConstraint(*TO_TENANT, name=op.f("fk_invoices_tenants")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "customer_id"],
            ["customers.tenant_id", "customers.id"],
            name=op.f("fk_invoices_customers"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_invoices")),
        sa.UniqueConstraint("tenant_id", "number", name=op.f("uq_invoices_tenant_id_number")),
    )
    op.create_index("ix_invoices_customer", "invoices", ["tenant_id", "customer_id", "id"])
    op.create_table(
        "invoiced_records",
        sa.Column("tenant_id", sa.Text(), nullable=False),
        sa.Column("cdr_id", sa.Uuid(), nullable=False),
        sa.Column("invoice_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "cdr_id"],
            ["cdrs.tenant_id", "cdrs.id"],
            name=op.f("fk_invoiced_records_cdrs"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "invoice_id"],
            ["invoices.tenant_id", "invoices.id"],
            name=op.f("fk_invoiced_records_invoices"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "cdr_id", name=op.f("pk_invoiced_records")),
    )
    op.create_index("ix_invoiced_records_invoice", "invoiced_records", ["tenant_id", "invoice_id"])


def downgrade() -> None:
    """Drop them. Of the records of a session only the first one stays."""
    for table in (
        "invoiced_records",
        "invoices",
        "number_series",
        "customers",
        "billing_profiles",
        "unpriced_sessions",
    ):
        op.drop_table(table)
    op.execute("DELETE FROM cdrs WHERE revision > 0 OR is_credit")
    op.drop_index("ix_cdrs_home", "cdrs")
    op.drop_index("ix_cdrs_token", "cdrs")
    op.drop_constraint("uq_cdrs_tenant_id_session_id_revision_is_credit", "cdrs")
    op.create_unique_constraint(
        op.f("uq_cdrs_tenant_id_session_id"), "cdrs", ["tenant_id", "session_id"]
    )
    for name in (
        "particulars",
        "is_home",
        "replaces_id",
        "credits_id",
        "is_credit",
        "revision",
        "token_folded",
    ):
        op.drop_column("cdrs", name)
