"""PostgreSQL: tables, migrations, and every store of the application.

`migrate` brings the schema up to date, `PostgresStorage` is the application's `Storage`,
`PostgresFramesLog` its `FramesLog`. Everything saved goes through one group commit a process
(`writing`); everything read comes through a pool, under row-level security (`reading`).
"""

from adapters.persistence.errors import DatabaseGone, OutcomeUnknown, RefusedByDatabase
from adapters.persistence.frames import PostgresFramesLog
from adapters.persistence.housekeeping import DepartedWriters
from adapters.persistence.migrating import current_revision, migrate, newest_revision
from adapters.persistence.outbox import PostgresOutbox
from adapters.persistence.partitions import FRAMES, READINGS, drop_expired, ensure_partitions
from adapters.persistence.reading import Database
from adapters.persistence.storage import PostgresStorage
from adapters.persistence.stores.changes import OUTBOX_TOPIC
from adapters.persistence.writing.faults import POINTS, FaultPoints
from adapters.persistence.writing.observer import Observer

__all__ = [
    "FRAMES",
    "OUTBOX_TOPIC",
    "POINTS",
    "READINGS",
    "Database",
    "DatabaseGone",
    "DepartedWriters",
    "FaultPoints",
    "Observer",
    "OutcomeUnknown",
    "PostgresFramesLog",
    "PostgresOutbox",
    "PostgresStorage",
    "RefusedByDatabase",
    "current_revision",
    "drop_expired",
    "ensure_partitions",
    "migrate",
    "newest_revision",
]
