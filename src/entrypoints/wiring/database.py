"""Where the database is: a PostgreSQL of one's own, or the embedded one, started or adopted."""

import asyncio
from dataclasses import dataclass, field

from sqlalchemy.engine import make_url

from adapters.embedded_postgres import EmbeddedPostgres
from adapters.persistence import current_revision, migrate, newest_revision
from entrypoints.settings import Settings

DRIVER = "postgresql+asyncpg"


class SchemaNotReady(RuntimeError):
    """The database has another schema than this version of the program needs."""

    def __init__(self, found: str | None, needed: str) -> None:
        super().__init__(
            f"The database's schema is at {found or 'nothing'}, this version needs {needed}. "
            "Run `open-csms migrate`."
        )


@dataclass(frozen=True, slots=True)
class DatabaseAddress:
    """SQLAlchemy URLs of one database: of the application, and of its tables' owner."""

    url: str = field(repr=False)
    owner_url: str = field(repr=False)


def embedded_server(settings: Settings) -> EmbeddedPostgres:
    """The embedded server of the data folder, running or not."""
    return EmbeddedPostgres(settings.data_dir)


async def locate(settings: Settings) -> DatabaseAddress:
    """The database; the embedded one is started if it does not run.

    Raises:
        EmbeddedPostgresError: it cannot be started, and what to do.
    """
    if settings.database.url is not None:
        url = make_url(settings.database.url.reveal()).set(drivername=DRIVER)
        text = url.render_as_string(hide_password=False)
        return DatabaseAddress(text, text)
    server = await asyncio.to_thread(embedded_server(settings).start)
    return DatabaseAddress(server.url, server.owner_url)


async def bring_up_to_date(address: DatabaseAddress, settings: Settings) -> None:
    """Make sure that the schema is the one needed: our own database is migrated at once.

    Raises:
        SchemaNotReady: it is somebody else's database, and `open-csms migrate` was not run.
    """
    if settings.database.embedded:
        await migrate(address.owner_url)
        return
    found, needed = await current_revision(address.owner_url), newest_revision()
    if found != needed:
        raise SchemaNotReady(found, needed)
