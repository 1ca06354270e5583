"""Unit: what one scope hands in to be written, whole or not at all."""

import asyncio
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from adapters.persistence.mapping.row import Written
from adapters.persistence.writing.sheet import Sheet

Fence = tuple[str, UUID, int]
"""Tenant, station, and the fence of its connection."""

EventRow = tuple[str, Any, str, str, Any]
"""Tenant, time, kind and content of an event, and when it was done with: at once, if nothing
follows from its kind."""


@dataclass(slots=True, eq=False)
class Unit:
    """Rows of one unit of work on their way to the database.

    Attributes:
        writes: each row with its sheet.
        claims: what no other unit of the same transaction may write.
        fence: shut out if a newer connection has been taken.
        answers: what answering sheets returned, by sheet and key.
        deadline: on the event loop's clock; after that it fails if the database is gone.
        done: None once it is durable, else the refusal.
    """

    writes: list[tuple[Sheet, Written]]
    events: list[EventRow]
    claims: set[Hashable]
    fence: Fence | None = None
    answers: dict[tuple[Sheet, Any], Any] = field(default_factory=dict)
    deadline: float = 0.0
    done: "asyncio.Future[None]" = field(init=False)
    cleansed: bool = False

    def pass_(self) -> None:
        """It is durable."""
        if not self.done.done():
            self.done.set_result(None)

    def refuse(self, error: Exception) -> None:
        """It left nothing behind."""
        if not self.done.done():
            self.done.set_exception(error)
