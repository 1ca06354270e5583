"""Row-level security: a row is seen and written only by its own tenant.

Every connection names its tenant in the setting `open_csms.tenant`. Where it is not set, nothing
is seen and nothing can be written; FORCE makes that true for the tables' owner as well, so it does
not matter as which role a program connects, as long as it is neither superuser nor BYPASSRLS
(`doctor` checks that).

`*` stands for every tenant. It can never be a tenant's name, and is set in three places only, each
of which handles rows whose tenant was fixed before: the group-commit writer, which writes the
units of many stations in one transaction; the outbox relay, which hands each event to the scope of
its tenant; and the platform's own scope. A request's transaction sets its own tenant and cannot
widen it, because its statements are fixed texts with parameters.
"""

from collections.abc import Iterator

from sqlalchemy import MetaData, Table

TENANT_SETTING = "open_csms.tenant"
EVERY_TENANT = "*"

PLATFORM_TABLES = frozenset({"node", "writers", "alembic_version"})
"""Bookkeeping of the installation: no tenant's data, no policy."""

TENANT_COLUMN = {"tenants": "id"}
"""Where it is not `tenant_id`."""


def protected(metadata: MetaData) -> Iterator[Table]:
    """The tables that hold tenants' data."""
    return (table for table in metadata.sorted_tables if table.name not in PLATFORM_TABLES)
