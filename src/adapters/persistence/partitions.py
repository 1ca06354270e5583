"""Partitions of the two tables that grow for ever: readings by month, frames by day.

They are made ahead by the worker, and dropped when all they hold is older than its retention. A
default partition takes what falls outside of all others, so an insert never fails for want of one;
if rows have gathered there, a new partition takes them over. The application's role owns no table,
so two functions of the database's owner do it, and nothing else (migration 0001).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from adapters.persistence.policies import EVERY_TENANT
from adapters.persistence.reading import Database


@dataclass(frozen=True, slots=True)
class Partitioned:
    """A table and the length of its partitions; `step` lands within the following one."""

    table: str
    name: str
    step: timedelta

    def begin(self, at: datetime) -> datetime:
        """The beginning of the partition that `at` falls into."""
        day = at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        return day.replace(day=1) if self.step > timedelta(days=1) else day

    def following(self, begin: datetime) -> datetime:
        """The beginning of the next one."""
        return self.begin(begin + self.step)

    def names(self, since: datetime, until: datetime) -> Iterator[tuple[str, datetime, datetime]]:
        """Partitions that cover that time: name, beginning, end."""
        begin = self.begin(since)
        while begin <= until:
            end = self.following(begin)
            yield f"{self.table}_{begin.strftime(self.name)}", begin, end
            begin = end


READINGS = Partitioned("meter_readings", "p%Y%m", timedelta(days=32))
FRAMES = Partitioned("frames", "p%Y%m%d", timedelta(days=1))
ALL = (READINGS, FRAMES)

_ENSURE = "SELECT open_csms_ensure_partition($1, $2, $3, $4)"
_DROP = "SELECT open_csms_drop_partitions($1, $2)"


async def ensure_partitions(
    database: Database,
    now: datetime,
    *,
    behind: timedelta = timedelta(days=1),
    ahead: timedelta = timedelta(days=7),
) -> tuple[str, ...]:
    """Make the partitions from `behind` to `ahead` of now; returns those that were missing."""
    made = []
    for partitioned in ALL:
        for name, begin, end in partitioned.names(now - behind, now + ahead):
            rows = await database.change(EVERY_TENANT, _ENSURE, partitioned.table, name, begin, end)
            if rows[0][0]:
                made.append(name)
    return tuple(made)


async def drop_expired(
    database: Database, partitioned: Partitioned, keep_since: datetime
) -> tuple[str, ...]:
    """Drop the partitions that end by `keep_since`; returns their names."""
    rows = await database.change(EVERY_TENANT, _DROP, partitioned.table, keep_since)
    return tuple(row[0] for row in rows)
