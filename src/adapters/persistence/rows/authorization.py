"""Tokens."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from adapters.persistence.rows.base import IdentifiedRow, belongs_to_tenant


class IdTokenTable(IdentifiedRow):
    """What drivers show. `folded` is the uid as it is compared."""

    __tablename__ = "id_tokens"
    __table_args__ = (belongs_to_tenant(), UniqueConstraint("tenant_id", "folded"))

    uid: Mapped[str]
    folded: Mapped[str]
    kind: Mapped[str]
    label: Mapped[str]
    group_id: Mapped[str | None]
    blocked: Mapped[bool]
    valid_from: Mapped[datetime | None]
    valid_until: Mapped[datetime | None]
    max_sessions: Mapped[int | None]
    language: Mapped[str | None]
    memberships: Mapped[list[Any]]
