"""Customers, terms, invoices and their numbers, and the inbox of sessions without a price."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from adapters.persistence.rows.base import IdentifiedRow, TenantRow, belongs_to_tenant, refers


class UnpricedSessionTable(TenantRow):
    """Sessions that wait for somebody to say what they cost, and what was said."""

    __tablename__ = "unpriced_sessions"
    __table_args__ = (
        refers("sessions", "session_id"),
        Index(
            "ix_unpriced_sessions_waiting",
            "tenant_id", "since", "session_id",
            postgresql_where=text("decision IS NULL"),
        ),
    )  # fmt: skip

    session_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int]
    station_id: Mapped[UUID]
    reason: Mapped[str]
    since: Mapped[datetime]
    tariff_id: Mapped[UUID | None]
    decision: Mapped[str | None]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str]
    note: Mapped[str]


class BillingProfileTable(TenantRow):
    """As whom, and on what terms, a tenant writes invoices."""

    __tablename__ = "billing_profiles"
    __table_args__ = (belongs_to_tenant(),)

    version: Mapped[int]
    terms: Mapped[dict[str, Any]]


class CustomerTable(IdentifiedRow):
    """Customers. Home stations stand in a column of their own, to be found by."""

    __tablename__ = "customers"
    __table_args__ = (belongs_to_tenant(),)

    name: Mapped[str]
    home_stations: Mapped[list[Any]]
    particulars: Mapped[dict[str, Any]]


class NumberSeriesTable(TenantRow):
    """The last number of each series; it is raised in the transaction of the invoice."""

    __tablename__ = "number_series"
    __table_args__ = (belongs_to_tenant(),)

    name: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int]
    last: Mapped[int]


class InvoiceTable(IdentifiedRow):
    """Invoices, receipts, credit notes; the content is a document."""

    __tablename__ = "invoices"
    __table_args__ = (
        belongs_to_tenant(),
        refers("customers", "customer_id"),
        UniqueConstraint("tenant_id", "number"),
        Index("ix_invoices_customer", "tenant_id", "customer_id", "id"),
    )

    kind: Mapped[str]
    state: Mapped[str]
    number: Mapped[str | None]
    customer_id: Mapped[UUID | None]
    created_at: Mapped[datetime]
    issued_on: Mapped[date | None] = mapped_column(Date)
    due_on: Mapped[date | None] = mapped_column(Date)
    credits_id: Mapped[UUID | None]
    credited_by_id: Mapped[UUID | None]
    dispatch: Mapped[str | None]
    currency: Mapped[str]
    total: Mapped[Decimal]
    delivery: Mapped[dict[str, Any] | None]
    content: Mapped[dict[str, Any]]


class InvoicedRecordTable(TenantRow):
    """Which invoice lists a record: one at most."""

    __tablename__ = "invoiced_records"
    __table_args__ = (
        refers("cdrs", "cdr_id"),
        refers("invoices", "invoice_id"),
        Index("ix_invoiced_records_invoice", "tenant_id", "invoice_id"),
    )

    cdr_id: Mapped[UUID] = mapped_column(primary_key=True)
    invoice_id: Mapped[UUID]
