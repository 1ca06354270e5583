"""The API process: REST, live updates and pages."""

import asyncio
import hashlib
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn

from adapters.persistence import PostgresStorage
from adapters.persistence.observing import server_facts
from application.ports.bus import Bus
from application.ports.idempotency import RememberedAnswers
from application.ports.stores import Storage
from application.views.bundle import Views
from entrypoints.api import ApiDependencies, KeyAuthenticator, create_app
from entrypoints.processes import metrics
from entrypoints.processes.roles import METRICS_FOLDER
from entrypoints.settings import Settings
from entrypoints.wiring.handlers import Desks, World
from entrypoints.wiring.neighbours import Neighbours
from entrypoints.wiring.runtime import Runtime, open_runtime

BACKLOG = 1024
LONGEST_WORD = 128 * 1024
"""Bytes of what a listener of live updates may say at once."""


@asynccontextmanager
async def running(settings: Settings, *, shared_port: bool) -> AsyncIterator[str]:  # noqa: ARG001 - every role is asked alike
    """See `entrypoints.processes.roles.Role`."""
    async with open_runtime(settings, metrics.CommitCounts()) as runtime:
        app = create_app(await dependencies(runtime))
        with listening(settings.api.host, settings.api.port) as listener:
            async with serving(app, listener, settings.grace.total_seconds()):
                host, port = listener.getsockname()[:2]
                yield f"people and programs can connect to http://{host}:{port}"


async def dependencies(runtime: Runtime) -> ApiDependencies:
    """What the API works with, in this process."""
    settings, world = runtime.settings, await runtime.get(World)
    storage, desks = await runtime.get(PostgresStorage), await runtime.get(Desks)
    neighbours = await runtime.get(Neighbours)
    bootstrap = settings.security.bootstrap_key
    folder = settings.data_dir / METRICS_FOLDER

    async def database_works() -> None:
        await server_facts(storage.database)

    async def bus_works() -> None:
        await neighbours.look()

    return ApiDependencies(
        storage=await runtime.get(Storage),
        desks=desks,
        views=await runtime.get(Views),
        bus=await runtime.get(Bus),
        remembered=await runtime.get(RememberedAnswers),
        authenticator=KeyAuthenticator(
            storage,
            desks,
            hashlib.sha256(bootstrap.reveal().encode()).digest() if bootstrap else None,
        ),
        clock=world.clock,
        ids=world.ids,
        randomness=world.randomness,
        payments=world.payments,
        probes={"database": database_works, "bus": bus_works},
        public_url=settings.api.public_url,
        metrics=(lambda: metrics.text(folder)) if settings.metrics else None,
        traffic=metrics.ApiTraffic(),
    )


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """A socket that listens there.

    Raises:
        OSError: somebody else does, or the address is not ours.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.create_server((host, port), family=family, backlog=BACKLOG)
    with listener:
        yield listener


@asynccontextmanager
async def serving(app: object, listener: socket.socket, grace: float) -> AsyncIterator[None]:
    """The application at work behind the socket while the context lasts."""
    server = _Server(
        uvicorn.Config(
            app,  # type: ignore[arg-type]  # two libraries' words for ASGI
            log_config=None,
            access_log=False,
            server_header=False,
            ws="websockets-sansio",
            ws_max_size=LONGEST_WORD,
            timeout_graceful_shutdown=max(1, round(grace)),
        )
    )
    task = asyncio.create_task(server.serve(sockets=[listener]), name="http")
    ready = asyncio.create_task(server.ready.wait())
    try:
        await asyncio.wait({task, ready}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            task.result()
        yield
    finally:
        ready.cancel()
        server.should_exit = True
        await task


class _Server(uvicorn.Server):
    """Leaves signals to the process, which stops everything in order, and says when it serves."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to serve."""
        await super().startup(sockets)
        self.ready.set()
