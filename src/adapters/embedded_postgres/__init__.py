"""A PostgreSQL server of our own, from the wheel's binaries, for one machine without a database.

    server = EmbeddedPostgres(Path("var")).start()  # creates, recovers, or adopts a running one
    engine = create_async_engine(server.url)        # the application, under row-level security
    migrate(server.owner_url)                       # the role that owns the tables

Several processes share one server: whoever starts first starts it, the others adopt it, and it
outlives a starter that was killed. Nothing listens on the network; a Unix socket and the
operating system's own word for who is calling (peer authentication) need no password.
"""

from adapters.embedded_postgres.errors import EmbeddedPostgresError
from adapters.embedded_postgres.roles import APPLICATION, DATABASE, OWNER
from adapters.embedded_postgres.server import EmbeddedPostgres, Server

__all__ = [
    "APPLICATION",
    "DATABASE",
    "OWNER",
    "EmbeddedPostgres",
    "EmbeddedPostgresError",
    "Server",
]
