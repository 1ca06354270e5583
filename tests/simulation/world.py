"""One simulated installation: two gateways, a worker, two tenants, their stations and operators."""

import asyncio
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from structlog.testing import capture_logs
from tests.simulation import checker
from tests.simulation.chance import Chance
from tests.simulation.faults import DatabaseFaults
from tests.simulation.loop import NothingLeftError, VirtualClock, VirtualLoop
from tests.simulation.monitor import Monitor
from tests.simulation.network import Network
from tests.simulation.operators import Operator
from tests.simulation.servers import GatewayProcess, WorkerProcess
from tests.simulation.station import SimStation
from tests.simulation.trace import Trace
from tests.simulation.traits import drawn
from tests.simulation.truth import Transaction, Word

from adapters.identity import KeyedSecrets
from adapters.memory import Faults, MemoryFramesLog, MemoryStorage
from adapters.memory.bus import MemoryBus
from adapters.world import SeededIds, SeededRandomness
from application.access.tenants import CreateTenant
from application.authorization.edit_token import IssueToken, TokenParticulars
from application.ports.topics import OUTBOX
from application.provisioning.register_station import RegisterStation
from application.tariff.edit_tariff import CreateTariff, TariffParticulars
from domain.identity import TenantId
from domain.tenant import TenantPolicy
from entrypoints.gateway import node as gateway_node
from entrypoints.gateway import orders as gateway_orders
from entrypoints.wiring.handlers import Desks
from entrypoints.wiring.handlers import World as Parts

TENANTS = ("volta", "ohm")
"""Both have stations of the same names, tokens of the same names, and transactions too."""

KNOWN = MappingProxyType(
    {
        "volta": {"GOOD": False, "ALSO-GOOD": False, "BLOCKED": True},
        "ohm": {"GOOD": False, "ALSO-GOOD": False, "BLOCKED": True, "STRANGER": False},
    }
)
"""Tenant → its tokens, and whether they are blocked."""

PACE = ((gateway_node, "HEARD_EVERY", 600.0), (gateway_orders, "LOOK_AGAIN", 900.0))
"""What looks by itself does so less often: a simulated day must stay cheap."""

POLICY = TenantPolicy(heartbeat_interval=timedelta(hours=1), silent_after=timedelta(hours=2))


@dataclass(frozen=True, slots=True)
class Size:
    """How large a world is, in stations a tenant and virtual seconds."""

    stations: int = 3
    storm: float = 4 * 3600.0
    drain: float = 8 * 3600.0
    """At most so long until all is said and done."""
    between_charges: float = 1_800.0
    crash_every: float = 3600.0
    look_every: float = 300.0


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a world."""

    seed: int
    plant: str
    violations: tuple[str, ...]
    fingerprint: str
    transactions: int
    messages: int
    last: tuple[str, ...] = field(repr=False)

    @property
    def replay(self) -> str:
        """The one command that does it all again."""
        plant = f" --plant {self.plant}" if self.plant else ""
        return f"python -m tests.simulation --seed {self.seed} --seeds 1{plant} --trace"


class SimWorld:
    """Everything, put together from a seed."""

    def __init__(self, seed: int, size: Size, *, aloud: bool = False) -> None:
        self.size = size
        self.loop = VirtualLoop()
        self.clock = VirtualClock(self.loop.time)
        self.chance = Chance(seed, "world")
        self.trace = Trace(self.loop.time, aloud=aloud)
        self.monitor = Monitor(self)
        self.faults = DatabaseFaults(self, seed)
        self.stormy = False
        self.open_for_business = True
        randomness = SeededRandomness(seed)
        self.bus = MemoryBus()
        self.parts = Parts(
            self.clock, SeededIds(self.clock, seed), randomness,
            KeyedSecrets(b"p" * 32, randomness), self.bus,
        )  # fmt: skip
        self.frames = MemoryFramesLog(room=1_000_000)
        self.storage = MemoryStorage(
            self.clock, Faults(self.faults.before_commit, self.faults.after_commit), self._alive
        )
        self.desks = Desks(self.parts)
        self.network = Network(self, seed)
        self.on_the_way: dict[tuple[str, str], Word] = {}
        kinds = [drawn(Chance(seed, f"traits {n}")) for n in range(2 * size.stations)]
        self.stations = [
            SimStation(self, tenant, f"CS-{n + 1}", kinds[n * 2 + t], seed)
            for t, tenant in enumerate(TENANTS)
            for n in range(size.stations)
        ]
        self.operators = [Operator(self, tenant, seed) for tenant in TENANTS]
        self.nodes: list[GatewayProcess] = []
        self.worker: WorkerProcess | None = None
        self._lives = 0

    def _alive(self, node: str) -> bool:
        return any(each.node == node for each in self.nodes)

    # What the other parts ask.

    def ring_outbox(self) -> None:
        """Something was committed: the worker hears of it, as the bus is told after a commit."""
        self.bus._boxes.deliver((OUTBOX, ""))

    def sessions_of(self, station: Any) -> list[Any]:
        """All sessions that are stored for it."""
        rows = self.storage.database.tables.sessions.rows
        return [s for s in rows.values() if (s.tenant, s.station) == (station.tenant, station.id)]

    def station_row(self, station: Any) -> Any:
        """The station as it is stored."""
        return self.storage.database.tables.stations.rows[station.tenant, station.id]

    def transaction_of(self, tenant: str, session_id: Any) -> tuple[Any, Transaction] | None:
        """The station's truth behind a stored session."""
        session = self.storage.database.tables.sessions.rows[tenant, session_id]
        for station in self.stations:
            if (station.tenant, station.id) == (session.tenant, session.station):
                for tx in station.history.transactions:
                    if tx.reference == session.reference:
                        return station, tx
        return None

    # Servers come and go.

    def kill(self, process: str) -> None:
        """A process dies, and another one takes its place after a while."""
        self.trace.note("world", f"{process} is killed")
        node = next((each for each in self.nodes if each.process == process), None)
        if node is not None:
            self.nodes.remove(node)
            node.kill()
            self._later(self.chance.uniform(1, 120), lambda: self._start_node(node.node))
        elif self.worker is not None and self.worker.process == process:
            self.worker.kill()
            self.worker = None
            self._later(self.chance.uniform(1, 120), self._start_worker)
        else:
            # An API process: its request dies with it.
            self.loop.kill(process)

    def _later(self, seconds: float, act: Any) -> None:
        # From outside: a killed process cannot start its successor.
        self.loop.spawn("", self._act_later(seconds, act))

    async def _act_later(self, seconds: float, act: Any) -> None:
        await asyncio.sleep(seconds)
        act()

    def _start_node(self, node: str) -> None:
        self._lives += 1
        self.nodes.append(GatewayProcess(self, node, self._lives))
        self.trace.note("world", f"{node}.{self._lives} starts")

    def _start_worker(self) -> None:
        self._lives += 1
        self.worker = WorkerProcess(self, self._lives)
        self.trace.note("world", f"worker.{self._lives} starts")

    async def _crashes(self) -> None:
        while True:
            await asyncio.sleep(self.chance.lasting(self.size.crash_every))
            roll = self.chance.random()
            if roll < 0.3 and self.worker is not None:
                self.kill(self.worker.process)
            elif self.nodes and roll < 0.8:
                self.kill(self.chance.choice(self.nodes).process)
            elif self.nodes:
                node = self.chance.choice(self.nodes)
                self.nodes.remove(node)
                self.trace.note("world", f"{node.process} stops")
                await node.stop()
                self._later(self.chance.uniform(0, 20), lambda n=node: self._start_node(n.node))

    async def _mishaps(self) -> None:
        """What happens to stations besides what they do."""
        mishaps = ("power", "security", "orphan", "flood", "hang up", "cut off", "new board")
        while True:
            await asyncio.sleep(self.chance.lasting(450))
            station = self.chance.choice(self.stations)
            match self.chance.choices(mishaps, (4, 3, 2, 0.3, 2, 4, 0.5))[0]:
                case "power":
                    self.loop.create_task(station.lose_power(self.chance.lasting(900)))
                case "new board" if station.traits.forgets:
                    station.forget()
                    self.loop.create_task(station.lose_power(self.chance.lasting(7_200)))
                case "security":
                    station.report_security()
                case "orphan" if not station.tongue.self_named:
                    station.stop_nothing()
                case "flood":
                    station.flood()
                case "hang up":
                    station.hang_up()
                case "cut off":
                    station.cut_off(self.chance.lasting(2_400))

    # Its life.

    async def _found(self) -> None:
        platform = self.desks.platform(self.storage.platform())
        for tenant in TENANTS:
            await platform.run(CreateTenant(tenant, tenant.title(), policy=POLICY))
            desk = self.desks.tenant(self.storage.scope(TenantId(tenant)))
            for uid, blocked in KNOWN[tenant].items():
                await desk.run(
                    IssueToken(TenantId(tenant), TokenParticulars(uid=uid, blocked=blocked))
                )
            price = TariffParticulars(
                name="Day", currency="EUR", per_kwh=Decimal("0.40"), is_default=True
            )
            await desk.run(CreateTariff(TenantId(tenant), price))
        for station in self.stations:
            desk = self.desks.tenant(self.storage.scope(TenantId(station.tenant)))
            row = await desk.run(
                RegisterStation(TenantId(station.tenant), station.identity, secret=station.secret)
            )
            station.id = row.id

    async def run(self) -> None:
        """Storm, calm, drain, and the last look."""
        await self._found()
        for node in ("north", "south"):
            self._start_node(node)
        self._start_worker()
        self.stormy = True
        start = self.loop.create_task
        for station in self.stations:
            start(station.live())
            for outlet in station.outlets:
                start(outlet.live())
        for n, operator in enumerate(self.operators):
            self.loop.spawn(f"api.{n}", operator.live())
        storm = [start(work) for work in (self._crashes(), self._mishaps(), self.faults.outages())]
        await self._look_until(self.size.storm)
        for task in storm:
            task.cancel()
        await self._calm()
        deadline = self.loop.time() + self.size.drain
        while self.loop.time() < deadline and not checker.at_rest(self):
            await self._look_until(self.loop.time() + self.size.look_every)
        checker.check(self)

    async def _look_until(self, then: float) -> None:
        while self.loop.time() < then:
            await asyncio.sleep(min(self.size.look_every, then - self.loop.time()))
            for station in self.stations:
                self.monitor.look_at(station)
            if self.monitor.violations:
                break

    async def _calm(self) -> None:
        self.trace.note("world", "the storm is over")
        self.stormy = self.open_for_business = self.faults.away = False
        for wire in self.network.wires:
            if wire.swallowing:
                wire.reset()
        await asyncio.sleep(600)
        for operator in self.operators:
            for station in operator.stations:
                await operator.accept(station)
                await operator.last_order(station)


@contextmanager
def _paced() -> Iterator[None]:
    before = [(module, name, getattr(module, name)) for module, name, _ in PACE]
    for module, name, value in PACE:
        setattr(module, name, value)
    try:
        yield
    finally:
        for module, name, value in before:
            setattr(module, name, value)


def simulate(
    seed: int,
    plant: str = "",
    planted: AbstractContextManager[Any] | None = None,
    size: Size = Size(),
    *,
    aloud: bool = False,
) -> Result:
    """Run the world of `seed`, with a planted bug or without."""
    with capture_logs() as logs, _paced(), planted or nullcontext():
        world = SimWorld(seed, size, aloud=aloud)
        loop = world.loop
        asyncio.set_event_loop(loop)
        try:
            try:
                loop.run_until_complete(world.run())
            except NothingLeftError as deadlock:
                world.monitor.violated(f"deadlock: {deadlock}")
            world.monitor.read_logs(logs)
            for trouble in loop.troubles:
                world.monitor.violated(
                    f"asyncio: {trouble.get('message')} {trouble.get('exception')!r}"
                )
            world.storage.faults.before_commit = _closed
            loop.bury()
        finally:
            asyncio.set_event_loop(None)
            loop.close()
    return Result(
        seed,
        plant,
        tuple(world.monitor.violations),
        world.trace.fingerprint,
        sum(len(s.history.transactions) for s in world.stations),
        world.trace.count,
        tuple(world.trace.last),
    )


async def _closed(_: Any) -> None:
    raise ConnectionError("the world has ended")
