"""One drill: a database, a server, a fleet with queues of its own, and somebody who kills."""

import asyncio
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from random import Random
from time import perf_counter

import asyncpg
from benchmarks.load.plan import DEFAULT_TOKEN
from benchmarks.rig.stock import TENANT, fill, identities
from tests.crash.checker import Verdict, check, unsettled
from tests.crash.killing import Reaper, Server
from tests.services import free_port

from adapters.embedded_postgres import APPLICATION, OWNER, EmbeddedPostgres
from adapters.persistence import PostgresStorage, ensure_partitions, migrate
from adapters.world import SystemClock
from entrypoints.simulator import Fleet, FleetPlan, History, Patience, Rhythm

KEEP_TRYING = {
    "ocpp1.6": {"TransactionMessageAttempts": "0"},
    "ocpp2.0.1": {("OCPPCommCtrlr", "MessageAttempts"): "0"},
    "ocpp2.1": {("OCPPCommCtrlr", "MessageAttempts"): "0"},
}
"""Stations that give nothing up, so that whatever is missing was lost by us."""

PAUSE, SESSION, READING = (0.2, 2.0), (1.0, 3.0), 0.8
HASTY = Patience(first_retry=0.1, longest_retry=1.0, answer=10.0, opening=10.0, boot_retry=1.0)
DELIVERS_WITHIN = 600.0
STANDS_STILL = 60.0
"""Seconds without any reaction being done, after which those that are left count as lost: however
many there are, they are waited for as long as they become fewer."""
LOOKS_EVERY = 2.0


@dataclass(frozen=True)
class Size:
    """How large a drill is; `kills` of the server, and as many of PostgreSQL."""

    transactions: int = 5_000
    kills: int = 10
    stations: int = 200
    pause: tuple[float, float] = (0.2, 1.2)
    seed: int = 1


@dataclass
class Report:
    """What happened, and what is to be said of it."""

    verdict: Verdict
    deaths: dict[str, int]
    seconds: float
    resent: int


async def drill(size: Size, say: Callable[[str], None], keep: Path | None = None) -> Report:
    """Run one, in `keep` if its files shall stay; raises if the drill itself cannot be done."""
    began = perf_counter()
    place = keep or Path(tempfile.mkdtemp(prefix="open-csms-crash-"))
    postgres = EmbeddedPostgres(place, {"shared_buffers": "128MB"})
    running = await asyncio.to_thread(postgres.start)
    try:
        url = running.url_for(APPLICATION, "open_csms")
        await migrate(running.url_for(OWNER, "open_csms"))
        async with PostgresStorage(url, SystemClock()) as storage:
            await ensure_partitions(storage.database, SystemClock().now())
            await fill(storage, size.stations)
        server = Server(url, free_port(), place / "server.log")
        reaper = Reaper(server, postgres, Random(size.seed))
        history = History()
        try:
            await server.start()
            await _load(size, server, reaper, history, say)
            verdict = await _judged(running.url_for(database="open_csms"), history, say)
        finally:
            await server.end()
        resent = sum(message.sends > 1 for a in history.accounts for message in a.messages)
        return Report(verdict, dict(reaper.deaths), perf_counter() - began, resent)
    finally:
        await asyncio.to_thread(postgres.stop)
        if keep is None:
            shutil.rmtree(place, ignore_errors=True)


async def _load(
    size: Size, server: Server, reaper: Reaper, history: History, say: Callable[[str], None]
) -> None:
    names = identities(size.stations)
    plan = FleetPlan(
        url=f"ws://127.0.0.1:{server.port}/ocpp/{TENANT}",
        stations=size.stations,
        passwords=names,
        names=list(names),
        rhythm=Rhythm(
            pause=PAUSE,
            session=SESSION,
            reading_seconds=READING,
            sessions=ceil(size.transactions / size.stations),
            acceleration=60,
        ),
        id_tokens=(DEFAULT_TOKEN,),
        patience=HASTY,
        settings=KEEP_TRYING,
        ramp_seconds=2.0,
        drain_seconds=DELIVERS_WITHIN,
        seed=size.seed,
    )
    fleet = Fleet(plan, history)
    await fleet.start()
    killing = asyncio.create_task(reaper.work(size.kills, size.pause))
    visits = asyncio.create_task(fleet.visits_over())
    try:
        while not (visits.done() and killing.done()):
            if killing.done():
                killing.result()
            await asyncio.sleep(1.0)
            told = fleet.report()
            deaths = sum(reaper.deaths.values())
            say(
                f"{told.sessions_ended} of {size.transactions} sessions, {deaths} of "
                f"{2 * size.kills} deaths, {told.waiting} messages wait"
            )
            if told.faults_inside:
                break
        await fleet.stop()
    finally:
        # Nobody kills, or starts a server again, once the load is over or was broken off.
        for task in (killing, visits):
            task.cancel()
        await asyncio.gather(killing, visits, return_exceptions=True)
    told = fleet.report()
    if told.faults_inside:
        raise RuntimeError(f"The simulator itself failed: {told.faults_inside[0]}")


async def _judged(dsn: str, history: History, say: Callable[[str], None]) -> Verdict:
    connection = await asyncpg.connect(dsn.replace("postgresql+asyncpg", "postgresql"))
    try:
        still = await _drained(connection, say)
        verdict = await check(connection, history.accounts)
        if still:
            verdict.fault(
                "reaction not done", f"{still} when nothing moved for {STANDS_STILL:.0f} s"
            )
        return verdict
    finally:
        await connection.close()


async def _drained(connection: asyncpg.Connection, say: Callable[[str], None]) -> int:
    """Wait until all reactions are done, or no more become so; how many are left."""
    progress = Progress(await unsettled(connection), perf_counter())
    while progress.left and not progress.stands_still(perf_counter()):
        say(str(progress))
        await asyncio.sleep(LOOKS_EVERY)
        progress.seen(await unsettled(connection), perf_counter())
    return progress.left


@dataclass
class Progress:
    """How a backlog becomes smaller. A reaction may cause others, so it may grow for a while."""

    first: int
    began: float
    """When that was seen, in seconds."""

    def __post_init__(self) -> None:
        self.left = self.fewest = self.first
        self.at = self.since = self.began

    def seen(self, left: int, at: float) -> None:
        self.left, self.at = left, at
        if left < self.fewest:
            self.fewest, self.since = left, at

    def stands_still(self, now: float) -> bool:
        return now - self.since >= STANDS_STILL

    def __str__(self) -> str:
        pace = (self.first - self.left) / max(self.at - self.began, 1.0)
        rest = f", {pace:.0f} fewer a second, {self.left / pace:.0f} s to go" if pace >= 1 else ""
        return f"{self.left} reactions wait{rest}"
