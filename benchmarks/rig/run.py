"""Run: what every case is given."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from benchmarks.rig.database import Cluster, Database, dsn
from benchmarks.rig.process import Running, load, running

FLOOR, GATEWAY = "benchmarks.servers.floor", "benchmarks.servers.gateway"
API = "benchmarks.servers.api"


@dataclass(slots=True)
class Run:
    """The run's database, and how much of everything there shall be.

    Attributes:
        seconds: of each measured window.
        settling: seconds after which PostgreSQL has surely told what it counted: an idle
            connection keeps that for ten.
        stations: in the stock.
        gateways: processes of the gateway that share its port, as `serve --gateways` runs them.
    """

    cluster: Cluster
    stations: int = 10_000
    gateways: int = 2
    seconds: float = 10.0
    warm_up: float = 3.0
    rounds: int = 3
    sessions_stations: int = 1_500
    paced_stations: int = 5_000
    rate: float = 2_000.0
    readings_before: int = 10_000_000
    sessions_before: int = 1_000_000
    soak_seconds: float = 60.0
    settling: float = 11.0

    def __post_init__(self) -> None:
        self.sessions_stations = min(self.sessions_stations, self.stations)
        self.paced_stations = min(self.paced_stations, self.stations)

    def floor(self, database: Database):
        """The bare floor over `database`."""
        return running(FLOOR, dsn(database.owner_url))

    def gateway(self, database: Database):
        """Our gateway over `database`."""
        return running(GATEWAY, database.url, processes=self.gateways)

    def api(self, database: Database):
        """Our API over `database`."""
        return running(API, database.url)

    async def load(self, server: Running, scenario: str, **options: object) -> dict:
        """Load upon `server`, with the run's window unless told otherwise."""
        wanted = {"seconds": self.seconds, "warm_up": self.warm_up, **options}
        return await load(server, self.cluster.identities, scenario, **wanted)

    async def during(
        self,
        server: Running,
        scenario: str,
        look: Callable[[], Awaitable[dict]],
        *,
        arrival: int,
        settling: float = 0.0,
        **options: object,
    ) -> tuple[dict, dict, dict]:
        """Load, and what `look` sees when it has become steady and shortly before its end.

        `arrival` is how many messages the stations exchange until then, `settling` how many
        seconds to wait beyond the warm-up.
        """
        loading = asyncio.create_task(self.load(server, scenario, **options))
        looks: list[dict] = []
        try:
            while not loading.done() and (await server.figures())["messages"] < arrival:
                await asyncio.wait({loading}, timeout=0.2)
            await asyncio.sleep(self.warm_up + settling)
            looks.append(await look())
            await asyncio.sleep(self.seconds)
            looks.append(await look())
        finally:
            told = await loading
        return told, looks[0], looks[1]
