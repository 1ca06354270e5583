"""Our API over PostgreSQL, as it runs in production; the key of the tenant is told at the start.

python -m benchmarks.servers.api postgresql+asyncpg://…
"""

import sys

import uvloop
from benchmarks.rig.stock import TENANT, world
from benchmarks.servers.life import live

from adapters.bus import PostgresBus
from adapters.persistence import PostgresStorage
from adapters.persistence.remembered import PostgresRememberedAnswers
from adapters.persistence.views import PostgresViews
from application.access.keys import CreateKey
from domain.access import Scope
from entrypoints.api import ApiDependencies, KeyAuthenticator, create_app
from entrypoints.processes.api import listening, serving
from entrypoints.wiring.handlers import Desks, World


async def main(url: str) -> None:
    """Serve until stdin closes."""
    around = world()
    async with (
        PostgresBus(url) as bus,
        PostgresStorage(url, around.clock, bus) as storage,
    ):
        whole = World(around.clock, around.ids, around.randomness, around.secrets, bus)
        desks = Desks(whole)
        created = CreateKey(TENANT, "bench", frozenset(Scope) - {Scope.PLATFORM})
        _, key = await desks.platform(storage.platform()).run(created)
        app = create_app(
            ApiDependencies(
                storage=storage,
                desks=desks,
                views=PostgresViews(storage.database, lambda _: True),
                bus=bus,
                remembered=PostgresRememberedAnswers(storage.database, around.clock),
                authenticator=KeyAuthenticator(storage, desks),
                clock=around.clock,
                ids=around.ids,
                randomness=around.randomness,
            )
        )
        with listening("127.0.0.1", 0) as listener:
            async with serving(app, listener, 5):
                port = listener.getsockname()[1]
                await live(port, lambda: {"reads": storage.reads}, key=key)


if __name__ == "__main__":
    uvloop.run(main(sys.argv[1]))
