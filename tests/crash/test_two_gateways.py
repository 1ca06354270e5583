"""Two gateway processes on one database: one dies, and the other serves its stations."""

import asyncio
import json
import signal
from base64 import b64encode
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import asyncpg
import pytest
import uvloop
from tests.crash.checker import check, unsettled
from tests.crash.drill import HASTY, KEEP_TRYING
from tests.crash.nodes import Balancer, Process
from tests.services import Database, plain
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

from adapters.persistence import PostgresStorage, migrate
from adapters.persistence.writing.observer import NoObserver
from application.access.tenants import CreateTenant
from application.authorization.edit_token import IssueToken, TokenParticulars
from application.provisioning.register_station import RegisterStation
from application.remote_control.order import ExpireOrders, OrderInstruction
from application.tariff.edit_tariff import CreateTariff, TariffParticulars
from domain.identity import StationId, TenantId
from domain.instruction import ClearCache, Instruction, Order, Unlock, Verdict
from entrypoints.settings import read_settings
from entrypoints.simulator import Fleet, FleetPlan, History, Rhythm
from entrypoints.wiring.handlers import Desks
from entrypoints.wiring.runtime import open_runtime

TENANT = TenantId("twin")
TOKEN = "04A1B2C3D4E5F6"
STATIONS, SESSIONS = 9, 4
MUTE, SECRET = "TWIN-MUTE", "secret-of-twin-mute"
PATIENCE = 90.0
"""Seconds; only a test that fails waits so long."""


@dataclass
class House:
    """Two gateways, a worker, a fleet before them, and a desk beside them."""

    north: Process
    south: Process
    balancer: Balancer
    fleet: Fleet
    history: History
    desks: Desks
    storage: PostgresStorage
    database: asyncpg.Connection
    stations: dict[str, StationId]
    mute: StationId
    """A station beside the fleet."""

    async def order(
        self, instruction: Instruction, *stations: StationId, wait: timedelta | None = None
    ) -> list[Order]:
        """Give each of the stations (or all of the fleet) that order."""
        return [
            await self.desk.run(OrderInstruction(TENANT, station, instruction, wait_for=wait))
            for station in stations or self.stations.values()
        ]

    @property
    def desk(self):
        return self.desks.tenant(self.storage.scope(TENANT))

    async def outcome(self, order: Order) -> Verdict:
        """What became of an order."""

        async def known():
            kept = await self.storage.scope(TENANT).orders.get(order.id)
            return kept.outcome and kept.outcome.verdict

        return await until(known)

    async def held(self) -> dict[str, set[StationId]]:
        """Node → the stations whose lines it holds."""
        rows = await self.database.fetch("SELECT node, station_id FROM station_links WHERE is_open")
        nodes: dict[str, set[StationId]] = {"north": set(), "south": set()}
        for row in rows:
            nodes[row["node"]].add(row["station_id"])
        return nodes

    async def judged(self):
        """The checker's verdict, when the fleet has told everything and everything is settled."""
        async with asyncio.timeout(PATIENCE):
            await self.fleet.visits_over()
        await self.fleet.stop()
        assert self.fleet.report().faults_inside == ()

        async def settled():
            return not await unsettled(self.database)

        await until(settled)
        return await check(self.database, self.history.accounts)


async def until(ask: Callable[[], Awaitable[object]]):
    """What `ask` answers, as soon as it is something."""
    async with asyncio.timeout(PATIENCE):
        while True:
            if found := await ask():
                return found
            await asyncio.sleep(0.05)


@pytest.fixture(params=["postgres", "redis"])
def given(request: pytest.FixtureRequest, database: Database, tmp_path: Path) -> dict[str, str]:
    """Settings, over each kind of bus."""
    redis = {}
    if request.param == "redis":
        redis = {"REDIS_URL": request.getfixturevalue("redis_url")}
    return {
        "DATABASE_URL": plain(database.url),
        "SECRET_KEY": "0123456789abcdef" * 4,
        "DATA_DIR": str(tmp_path),
        "API_PORT": "0",
        "CALL_TIMEOUT": "5s",
        "GRACE": "2s",
        **redis,
    }


@asynccontextmanager
async def furnished(given: dict[str, str], database: Database) -> AsyncIterator[House]:
    await migrate(database.owner_url)
    folder = Path(given["DATA_DIR"])
    settings = read_settings({f"OPEN_CSMS_{n}": v for n, v in {**given, "NODE": "desk"}.items()})
    async with AsyncExitStack() as stack:
        runtime = await stack.enter_async_context(open_runtime(settings, NoObserver()))
        desks, storage = await runtime.get(Desks), await runtime.get(PostgresStorage)
        names = {f"TWIN-{n}": f"secret-of-twin-{n:04}" for n in range(STATIONS)}
        await desks.platform(storage.platform()).run(CreateTenant(TENANT, "Twin"))
        desk = desks.tenant(storage.scope(TENANT))
        await desk.run(IssueToken(TENANT, TokenParticulars(uid=TOKEN)))
        free = TariffParticulars(name="Day", currency="EUR", is_default=True)
        await desk.run(CreateTariff(TENANT, free))
        stations = {
            name: (await desk.run(RegisterStation(TENANT, name, secret=secret.encode()))).id
            for name, secret in names.items()
        }
        mute = await desk.run(RegisterStation(TENANT, MUTE, secret=SECRET.encode()))
        processes = [
            Process(name, role, given, folder / f"{name}.log")
            for name, role in (("north", "gateway"), ("south", "gateway"), ("toil", "worker"))
        ]
        for process in processes:
            stack.push_async_callback(process.kill)
            await process.start()
        north, south, _ = processes
        balancer = await stack.enter_async_context(Balancer([north.port, south.port]))
        history = History()
        fleet = Fleet(
            FleetPlan(
                url=f"ws://127.0.0.1:{balancer.port}/ocpp/{TENANT}",
                stations=STATIONS,
                passwords=names,
                names=list(names),
                rhythm=Rhythm((0.2, 1.0), (1.0, 3.0), 0.5, sessions=SESSIONS, acceleration=60),
                id_tokens=(TOKEN,),
                patience=HASTY,
                settings=KEEP_TRYING,
                ramp_seconds=0.5,
                drain_seconds=PATIENCE,
                seed=1,
            ),
            history,
        )
        observer = await asyncpg.connect(database.admin_dsn)
        stack.push_async_callback(observer.close)
        stack.push_async_callback(fleet.stop)
        await fleet.start()
        house = House(
            north, south, balancer, fleet, history, desks, storage, observer, stations, mute.id
        )

        async def both_hold():
            held = await house.held()
            return all(held.values()) and sum(map(len, held.values())) == STATIONS

        await until(both_hold)
        yield house


def within(given: dict[str, str], database: Database, story: Callable[[House], Awaitable[None]]):
    async def told() -> None:
        async with furnished(given, database) as house:
            await story(house)

    uvloop.run(told())


def test_what_a_killed_gateway_held_is_served_by_the_other(given, database) -> None:
    async def story(house: House) -> None:
        orders = await house.order(ClearCache())
        assert {await house.outcome(order) for order in orders} == {Verdict.ACCEPTED}

        orphans = (await house.held())["north"]
        house.north.signal(signal.SIGSTOP)  # it hears no more of the orders that come now
        queued = await house.order(ClearCache(), *orphans)
        await house.north.kill()

        async def taken_over():
            return (await house.held())["south"] == set(house.stations.values())

        await until(taken_over)
        assert {await house.outcome(order) for order in queued} == {Verdict.ACCEPTED}
        orders = await house.order(ClearCache())
        assert {await house.outcome(order) for order in orders} == {Verdict.ACCEPTED}
        verdict = await house.judged()
        assert verdict.transactions == SESSIONS * STATIONS
        assert verdict.faults == {}, verdict.examples

    within(given, database, story)


@pytest.mark.parametrize("given", ["postgres"], indirect=True)
def test_a_gateway_that_sleeps_and_wakes_up_writes_nothing_over_the_other(given, database) -> None:
    async def story(house: House) -> None:
        orphans = (await house.held())["north"]
        house.north.signal(signal.SIGSTOP)
        house.balancer.shunned.add(house.north.port)
        house.balancer.cut(house.north.port)

        async def taken_over():
            return orphans <= (await house.held())["south"]

        await until(taken_over)
        house.north.signal(signal.SIGCONT)
        house.balancer.shunned.clear()
        orders = await house.order(ClearCache())
        assert {await house.outcome(order) for order in orders} == {Verdict.ACCEPTED}
        verdict = await house.judged()
        assert verdict.faults == {}, verdict.examples

    within(given, database, story)


@pytest.mark.parametrize("given", ["redis"], indirect=True)
def test_an_order_whose_gateway_died_before_the_answer_is_not_sent_again(given, database) -> None:
    async def story(house: House) -> None:
        (order,) = await house.order(ClearCache(), house.mute, wait=timedelta(minutes=5))
        async with silent_station(house.north) as (heard, line):
            assert (await anext(heard))[2] == "ClearCache"
            await house.north.kill()
            await line.wait_closed()
        async with silent_station(house.south) as (heard, _):
            expired = await house.desk.run(ExpireOrders(timedelta(0)))
            assert expired >= 1
            assert await house.outcome(order) is Verdict.TIMED_OUT
            (later,) = await house.order(Unlock(1), house.mute)
            assert (await anext(heard))[2] == "UnlockConnector"
            assert later.id != order.id

    within(given, database, story)


@asynccontextmanager
async def silent_station(gateway: Process):
    """A station that hears calls, boots, and answers nothing."""
    basic = b64encode(f"{MUTE}:{SECRET}".encode()).decode()
    async with connect(
        f"ws://127.0.0.1:{gateway.port}/ocpp/{TENANT}/{MUTE}",
        subprotocols=[Subprotocol("ocpp1.6")],
        additional_headers={"Authorization": f"Basic {basic}"},
        proxy=None,
    ) as line:
        boot = {"chargePointVendor": "open-csms", "chargePointModel": "Mute"}
        await line.send(json.dumps([2, "boot", "BootNotification", boot]))

        async def calls():
            async for text in line:
                frame = json.loads(text)
                if frame[0] == 2:
                    yield frame

        yield calls(), line
