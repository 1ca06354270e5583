"""What all tables have in common: names of constraints, types, and the tenant in every key.

A row belongs to one tenant, and keys are `(tenant_id, id)`; a foreign key repeats the tenant, so
a reference cannot cross tenants even if a program errs. Row-level security comes on top of it
(`adapters.persistence.policies`).
"""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from advanced_alchemy.base import CommonTableAttributes
from sqlalchemy import (
    BigInteger,
    DateTime,
    ForeignKeyConstraint,
    Interval,
    LargeBinary,
    MetaData,
    Numeric,
    Text,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

TENANT = "tenant_id"

NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

Json = Any
"""A column of JSON."""


class Row(CommonTableAttributes, DeclarativeBase):
    """A table."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text,
        int: BigInteger,
        UUID: Uuid,
        bytes: LargeBinary,
        datetime: DateTime(timezone=True),
        timedelta: Interval,
        Decimal: Numeric,
        dict[str, Any]: JSONB,
        list[Any]: JSONB,
    }


class TenantRow(Row):
    """A table of rows of tenants."""

    __abstract__ = True

    tenant_id: Mapped[str] = mapped_column(primary_key=True, sort_order=-20)


class IdentifiedRow(TenantRow):
    """A row with an identity of its own (UUIDv7, made by the application) and a version.

    Every write compares the version that it was based on, and raises it by one.
    """

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(primary_key=True, sort_order=-19)
    version: Mapped[int] = mapped_column(sort_order=-18)


def refers(table: str, *columns: str, to: tuple[str, ...] = ("id",)) -> ForeignKeyConstraint:
    """A foreign key that stays within the tenant."""
    return ForeignKeyConstraint(
        [TENANT, *columns], [f"{table}.{TENANT}", *(f"{table}.{name}" for name in to)]
    )


def belongs_to_tenant() -> ForeignKeyConstraint:
    """A foreign key to the tenant itself, for rows that hang on nothing else."""
    return ForeignKeyConstraint([TENANT], ["tenants.id"])


def roomy(percent: int) -> dict[str, Any]:
    """Leave room in each page, so that a changed row stays beside its old self (HOT updates)."""
    return {"postgresql_with": {"fillfactor": percent}}
