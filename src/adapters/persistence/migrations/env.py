"""Alembic's entry: the connection comes from `adapters.persistence.migrating`."""

from alembic import context

from adapters.persistence.migrating import include_name
from adapters.persistence.rows import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    include_name=include_name,
    compare_type=True,
)
context.run_migrations()
