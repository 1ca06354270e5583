"""A worker's surroundings in memory: storage, a bus, a clock that stands still."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from adapters.identity import KeyedSecrets
from adapters.memory.bus import MemoryBus
from adapters.memory.storage import MemoryStorage
from adapters.world import ManualClock, SeededIds, SeededRandomness
from application.access.tenants import CreateTenant
from application.desk import Desk
from application.ports.work import UnitOfWork
from domain.aggregate import DomainEvent
from domain.identity import TenantId
from domain.station import StationBooted
from entrypoints.wiring.handlers import Desks, World
from entrypoints.worker.gauges import Gauges
from entrypoints.worker.relay import Relay, RelayOptions

DEMO = TenantId("demo")
NINE = datetime(2026, 3, 1, 9, tzinfo=UTC)


@dataclass
class Told(Gauges):
    """Remembers what it was told."""

    ages: list = field(default_factory=list)
    events: list = field(default_factory=list)
    duties: list = field(default_factory=list)

    def behind(self, age):
        self.ages.append(age)

    def event(self, kind, outcome):
        self.events.append(outcome)

    def duty(self, name, outcome, seconds):
        self.duties.append((name, outcome))


class NoWork(UnitOfWork):
    """Nothing is kept, so nothing has to be undone."""

    async def commit(self):
        """Return."""

    def discard(self):
        """Return."""


class Surroundings:
    def __init__(self):
        self.clock = ManualClock(NINE)
        chance = SeededRandomness(1)
        self.bus = MemoryBus()
        self.world = World(
            self.clock, SeededIds(self.clock, 1), chance, KeyedSecrets(b"p" * 32, chance), self.bus
        )
        self.desks = Desks(self.world)
        self.storage = MemoryStorage(self.clock)
        self.told = Told()

    async def open_tenant(self, name="demo"):
        await self.desks.platform(self.storage.platform()).run(CreateTenant(name, name.title()))

    def desk(self, tenant=DEMO) -> Desk:
        return self.desks.tenant(self.storage.scope(tenant))

    def relay(self, reactions=None, run=None, **options) -> Relay:
        """A relay; with `run`, its desk hands every command to that function."""

        async def handler(command):
            return await run(command)

        chosen = {} if reactions is None else {"reactions": reactions}
        return Relay(
            self.storage.outbox,
            (lambda _: Desk(NoWork(), lambda _: handler)) if run else self.desk,
            self.clock,
            self.bus,
            RelayOptions(**({"poll_seconds": 60, "linger_seconds": 0} | options)),
            self.told,
            **chosen,
        )

    def happened(self, *stations) -> list[DomainEvent]:
        """One boot of each station is in the outbox."""
        events = [boot(station) for station in stations]
        self.storage.database.outbox.append(events)
        return events

    @property
    def open(self) -> list[int]:
        """Numbers of the events that are not done."""
        return [e.stored.number for e in self.storage.database.outbox.entries if not e.done]


def boot(station) -> StationBooted:
    return StationBooted(tenant=DEMO, at=NINE, station=station, registration="accepted")
