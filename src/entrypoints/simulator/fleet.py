"""Many simulated stations in one process: thousands, started one after the other."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from ssl import SSLContext, create_default_context
from time import perf_counter
from typing import Any
from urllib.parse import urlsplit

from .dialects import dialect
from .history import History
from .plan import Patience, Rhythm, StationPlan
from .station import SimulatedStation
from .statistics import Statistics

KEPT = 1000


@dataclass(frozen=True, slots=True)
class FleetPlan:
    """A fleet: how many stations, where they connect, how they live.

    Attributes:
        url: `ws://host:port/ocpp/{tenant}`; the identity is added, or put for `{identity}`.
        stations: How many.
        versions: Dealt out in turn: `("1.6", "2.0.1", "2.1")`.
        passwords: Identity → password; None: nobody sends credentials.
        names: Identities to use; by default `SIM0001`, `SIM0002` …
        settings: Subprotocol → values to be born with, by that version's names.
        ramp_seconds: Time over which the stations start, evenly.
        seconds: How long the fleet lives; None: until it is stopped, or, if the rhythm has a
            number of sessions, until all of them are over and delivered.
        drain_seconds: How long a stopping station delivers what is still queued.
    """

    url: str
    stations: int
    versions: Sequence[str] = ("1.6", "2.0.1", "2.1")
    passwords: Mapping[str, str | bytes] | None = field(default=None, repr=False)
    names: Sequence[str] | None = None
    outlets: int = 1
    rhythm: Rhythm | None = field(default_factory=Rhythm)
    id_tokens: tuple[str, ...] = ("04A1B2C3D4E5F6",)
    patience: Patience = field(default_factory=Patience)
    settings: Mapping[str, Mapping[Any, str]] = field(default_factory=dict)
    tls: SSLContext | None = None
    ramp_seconds: float = 0.0
    seconds: float | None = None
    drain_seconds: float = 10.0
    progress_seconds: float = 1.0
    seed: int = 0

    def station_plans(self) -> list[StationPlan]:
        """Return one plan a station; raises ValueError for what cannot work."""
        if urlsplit(self.url).scheme not in {"ws", "wss"}:
            raise ValueError(f"{self.url!r} is no ws:// or wss:// URL")
        if self.tls is None and self.url.startswith("wss:"):
            return replace(self, tls=create_default_context()).station_plans()
        names = list(self.names or identities(self.stations))[: self.stations]
        missing = [n for n in names if self.passwords is not None and n not in self.passwords]
        if missing:
            raise ValueError(f"no password for {', '.join(missing[:5])} ({len(missing)} in all)")
        return [self._plan(number, name) for number, name in enumerate(names)]

    def _plan(self, number: int, name: str) -> StationPlan:
        version = dialect(self.versions[number % len(self.versions)]).subprotocol
        return StationPlan(
            identity=name,
            url=self.url,
            version=version,
            password=None if self.passwords is None else self.passwords[name],
            outlets=self.outlets,
            rhythm=self.rhythm,
            id_tokens=self.id_tokens,
            settings=self.settings.get(version, {}),
            patience=self.patience,
            tls=self.tls,
            seed=self.seed,
        )


def identities(count: int, prefix: str = "SIM", first: int = 1) -> list[str]:
    """Return `SIM0001`, `SIM0002` and so on."""
    return [f"{prefix}{number:04}" for number in range(first, first + count)]


@dataclass(frozen=True, slots=True)
class FleetReport:
    """How the fleet is doing; plain numbers, latencies in milliseconds.

    Attributes:
        stations: How many the plan has.
        launched: How many have been started so far.
        waiting: Transaction messages that the CSMS has not answered yet.
        undelivered: Stations that had to stop with messages in their queue.
        faults_inside: Programming errors of the simulator itself; always empty, one hopes.
    """

    stations: int
    launched: int
    seconds: float
    connected: int
    registered: int
    boots: int
    connects: int
    refused: int
    drops: int
    sessions_started: int
    sessions_ended: int
    sessions_running: int
    messages_sent: int
    messages_answered: int
    unanswered: int
    waiting: int
    undelivered: int
    sent: dict[str, int]
    faults: dict[str, int]
    obeyed: dict[str, int]
    latency_ms: dict[str, float]
    faults_inside: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return asdict(self)


class Fleet:
    """The stations of a plan, alive. Create it in a running event loop."""

    def __init__(self, plan: FleetPlan, history: History | None = None) -> None:
        self.plan = plan
        # Without a reader, the history of a fleet that lives for weeks must not grow.
        self.history = history or History(keep=KEPT)
        self.statistics = Statistics()
        self.stations = [
            SimulatedStation(one, history=self.history, statistics=self.statistics)
            for one in plan.station_plans()
        ]
        self._lives: dict[asyncio.Task[None], SimulatedStation] = {}
        self._undelivered = 0
        self._began = perf_counter()

    async def start(self) -> None:
        """Start all stations, spread over the ramp."""
        self._began = perf_counter()
        step = self.plan.ramp_seconds / max(1, len(self.stations))
        for number, station in enumerate(self.stations):
            await asyncio.sleep(max(0.0, self._began + step * number - perf_counter()))
            self._lives[asyncio.create_task(station.run())] = station

    async def visits_over(self) -> None:
        """Wait until every announced session is over and every message is answered."""
        for station in self.stations:
            await station.visits_over()
            await station.queue.drained()

    async def stop(self) -> None:
        """End all transactions, deliver what is queued, and close every socket."""
        alive = [station for life, station in self._lives.items() if not life.done()]
        drained = await asyncio.gather(*(one.stop(self.plan.drain_seconds) for one in alive))
        self._undelivered = drained.count(False)
        await asyncio.gather(*self._lives, return_exceptions=True)

    def report(self) -> FleetReport:
        """Return the numbers of this moment."""
        counts = self.statistics
        return FleetReport(
            stations=len(self.stations),
            launched=len(self._lives),
            seconds=round(perf_counter() - self._began, 3),
            connected=counts.connected,
            registered=counts.registered,
            boots=counts.boots,
            connects=counts.connects,
            refused=counts.refused,
            drops=counts.drops,
            sessions_started=counts.started,
            sessions_ended=counts.ended,
            sessions_running=counts.started - counts.ended,
            messages_sent=counts.sent.total(),
            messages_answered=counts.answered,
            unanswered=counts.unanswered,
            waiting=sum(len(station.queue) for station in self.stations),
            undelivered=self._undelivered,
            sent=dict(counts.sent),
            faults=dict(counts.faults),
            obeyed=dict(counts.obeyed),
            latency_ms=counts.latencies.summary(),
            faults_inside=tuple(self._faults()),
        )

    def _faults(self) -> list[str]:
        done = [(life, one) for life, one in self._lives.items() if life.done()]
        failed = [(life.exception(), one) for life, one in done if not life.cancelled()]
        return [f"{one.identity}: {error!r}" for error, one in failed if error is not None]


async def run_fleet(
    plan: FleetPlan,
    on_progress: Callable[[FleetReport], None] | None = None,
    *,
    stopping: asyncio.Event | None = None,
    history: History | None = None,
) -> FleetReport:
    """Run a fleet to its end and return what it did.

    Args:
        plan: The fleet. Faults in it raise ValueError before anything is started.
        on_progress: Called every `plan.progress_seconds` with the numbers so far.
        stopping: Set it to stop the fleet cleanly before its time; cancelling works as well.
        history: Filled with every transaction, if given.
    """
    fleet = Fleet(plan, history)
    telling = asyncio.create_task(_tell(fleet, on_progress)) if on_progress else None
    living = asyncio.create_task(_live(fleet))
    waits = [living] if stopping is None else [living, asyncio.create_task(stopping.wait())]
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (*waits, *([telling] if telling else [])):
            task.cancel()
        await fleet.stop()
    return fleet.report()


async def _live(fleet: Fleet) -> None:
    plan = fleet.plan
    ends_by_itself = plan.rhythm is not None and plan.rhythm.sessions is not None
    try:
        async with asyncio.timeout(plan.seconds):
            await fleet.start()
            await (fleet.visits_over() if ends_by_itself else asyncio.Event().wait())
    except TimeoutError:
        return


async def _tell(fleet: Fleet, on_progress: Callable[[FleetReport], None]) -> None:
    while True:
        await asyncio.sleep(fleet.plan.progress_seconds)
        on_progress(fleet.report())
