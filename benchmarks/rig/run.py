"""Run: what every case is given."""

from dataclasses import dataclass, field
from typing import Any

from benchmarks.rig.database import Cluster, Database, dsn
from benchmarks.rig.process import Running, load, running

FLOOR, GATEWAY = "benchmarks.servers.floor", "benchmarks.servers.gateway"


@dataclass(slots=True)
class Run:
    """The run's database, and how much of everything there shall be.

    Attributes:
        scale: 1 for the figures that count; less for a quick look or a test.
        seconds: of each measured window.
        stations: in the stock.
    """

    cluster: Cluster
    stations: int = 10_000
    seconds: float = 10.0
    warm_up: float = 3.0
    rounds: int = 3
    sessions_stations: int = 500
    paced_stations: int = 5_000
    rate: float = 2_000.0
    readings_before: int = 10_000_000
    sessions_before: int = 1_000_000
    soak_seconds: float = 60.0
    notes: dict[str, Any] = field(default_factory=dict)

    def floor(self, database: Database):
        """The bare floor over `database`."""
        return running(FLOOR, dsn(database.owner_url))

    def gateway(self, database: Database):
        """Our gateway over `database`."""
        return running(GATEWAY, database.url)

    async def load(self, server: Running, scenario: str, **options: object) -> dict:
        """Load upon `server`, with the run's window unless told otherwise."""
        wanted = {"seconds": self.seconds, "warm_up": self.warm_up, **options}
        return await load(server, self.cluster.identities, scenario, **wanted)
