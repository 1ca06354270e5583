"""A whole installation on one machine: database, gateways, api and worker."""

import asyncio
import shutil
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from entrypoints.settings import Settings
from entrypoints.supervisor.guarded import guarded
from entrypoints.supervisor.program import Program, Says, this_program
from entrypoints.supervisor.sole import sole
from entrypoints.supervisor.supervisor import Supervisor
from entrypoints.wiring.database import bring_up_to_date, embedded_server, locate

CLOSING = timedelta(seconds=5)
"""What a process may need beyond the grace for its connections to be closed."""

PORT_PATIENCE = 5.0
"""Seconds for the processes of a supervisor that was killed to let go of their ports."""

Tells = Callable[[str], None]
"""Hears which step is under way."""


class PortTaken(OSError):
    """Somebody else listens where we want to."""

    def __init__(self, what: str, host: str, port: int, setting: str, why: str) -> None:
        super().__init__(
            f"The {what} cannot listen on {host}:{port} ({why}). "
            f"Stop who does, or choose another port with {setting}."
        )


@dataclass(frozen=True, slots=True)
class Installation:
    """Everything that `open-csms serve` runs.

    Attributes:
        gateways: how many gateway processes share the stations' port.
        environment: for all processes, beside our own.
        further: programs beside the installation's own.
    """

    settings: Settings
    say: Says
    gateways: int = 1
    environment: dict[str, str] = field(default_factory=dict)
    further: Sequence[Program] = ()

    async def run(self, stopping: asyncio.Event, tell: Tells = lambda _: None) -> int:
        """Run until `stopping` is set; the exit code.

        Raises:
            AlreadyRunning, PortTaken, EmbeddedPostgresError, SchemaNotReady: it cannot start.
        """
        async with self.prepared(tell):
            if stopping.is_set():
                return 0
            return await self.supervisor().run(stopping)

    @asynccontextmanager
    async def prepared(self, tell: Tells = lambda _: None) -> AsyncIterator[None]:
        """Alone on the data folder, with free ports and a database of our schema."""
        settings = self.settings
        async with AsyncExitStack() as stack:
            stack.enter_context(sole(settings.data_dir))
            await free_ports(settings)
            if settings.database.embedded:
                tell("Starting the embedded PostgreSQL")
                await stack.enter_async_context(guarded(embedded_server(settings), self.say))
            tell("Bringing the database up to date")
            await bring_up_to_date(await locate(settings), settings)
            # What processes that are gone have counted would be counted for ever.
            shutil.rmtree(settings.data_dir / "metrics", ignore_errors=True)
            yield

    def supervisor(self) -> Supervisor:
        """Of all processes; the database must be ready."""
        grace = (self.settings.grace + CLOSING).total_seconds()
        return Supervisor([*self._programs(), *self.further], grace, self.say)

    def _programs(self) -> list[Program]:
        # Stations are let go first, so that nothing new arrives while the rest is stopped.
        names = ["gateway"] if self.gateways == 1 else [
            f"gateway-{number}" for number in range(1, self.gateways + 1)
        ]  # fmt: skip
        shared = () if self.gateways == 1 else ("--shared-port",)
        gateways = [self._program(name, "gateway", 1, *shared) for name in names]
        return [*gateways, self._program("api", "api", 2), self._program("worker", "worker", 3)]

    def _program(self, name: str, role: str, stops: int, *words: str) -> Program:
        argv = this_program("serve", "--only", role, "--supervised", *words)
        return Program(name, argv, self.environment, stops)


async def free_ports(settings: Settings) -> None:
    """Make sure that what we want to listen on is free.

    Raises:
        PortTaken: it is not, and does not become so in a few seconds.
    """
    wanted = [
        ("API", settings.api.host, settings.api.port, "OPEN_CSMS_API_PORT"),
        ("gateway", settings.gateway.host, settings.gateway.port, "OPEN_CSMS_GATEWAY_PORT"),
    ]
    if settings.tls.certificate is not None:
        tls = settings.gateway
        wanted.append(("gateway", tls.host, tls.tls_port, "OPEN_CSMS_GATEWAY_TLS_PORT"))
    until = asyncio.get_running_loop().time() + PORT_PATIENCE
    for what, host, port, setting in wanted:
        while (why := why_taken(host, port)) is not None:
            if asyncio.get_running_loop().time() > until:
                raise PortTaken(what, host, port, setting, why)
            await asyncio.sleep(0.2)


def why_taken(host: str, port: int) -> str | None:
    """Why one cannot listen there; None if one can."""
    try:
        family, _, _, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        return error.strerror or str(error)
    return None
