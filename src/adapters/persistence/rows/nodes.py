"""Bookkeeping of the installation itself: no tenant's data."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from adapters.persistence.rows.base import Row, roomy


class NodeTable(Row):
    """Processes that are alive, each until its lease runs out (written by `adapters.bus`)."""

    __tablename__ = "node"
    __table_args__ = (roomy(50),)

    name: Mapped[str] = mapped_column(primary_key=True)
    expires_at: Mapped[datetime]


class WriterTable(Row):
    """The last batch that each writer committed: after a broken connection, what became of it."""

    __tablename__ = "writers"
    __table_args__ = (roomy(50),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    batch: Mapped[int]
    started_at: Mapped[datetime]
