"""When a part that is needed is away: callers are told to come back, the log is told once."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from application.ports.world import Clock

TRY_AGAIN = {"Retry-After": "5"}
"""Seconds: a database that restarts is back by then, or in a few more."""

QUIET_FOR = timedelta(seconds=30)
"""One outage is one line; a longer one is told again, with how many were turned away."""

log = structlog.get_logger("api")


@dataclass(slots=True)
class Outages:
    """Of this process."""

    clock: Clock
    _told: datetime | None = field(default=None)
    _turned_away: int = 0

    def note(self, where: str, gone: Exception) -> None:
        """Somebody was turned away because of it."""
        self._turned_away += 1
        now = self.clock.now()
        if self._told is not None and now - self._told < QUIET_FOR:
            return
        log.warning(
            "a part that is needed does not answer",
            where=where, why=str(gone) or type(gone).__name__, turned_away=self._turned_away,
        )  # fmt: skip
        self._told, self._turned_away = now, 0
