"""Gateway, API and worker together on one database: a station charges from boot to record."""

import asyncio
import json
import re
import urllib.request
from contextlib import AsyncExitStack

import pytest
from tests.asynchronous import asynchronous
from tests.entrypoints.cli.house import call
from tests.services import plain

from adapters.persistence import migrate
from adapters.persistence.writing.observer import NoObserver
from entrypoints.demo import furnish
from entrypoints.demo.furnishing import DRIVERS
from entrypoints.demo.keepsakes import Keepsakes
from entrypoints.processes import api, gateway, worker
from entrypoints.settings import read_settings
from entrypoints.simulator import FleetPlan, Rhythm, run_fleet
from entrypoints.wiring.runtime import open_runtime

ROLES = {"api": api, "gateway": gateway, "worker": worker}


@pytest.fixture
def settings(database, tmp_path):
    given = {
        "DATABASE_URL": plain(database.url),
        "SECRET_KEY": "0123456789abcdef" * 4,
        "DATA_DIR": str(tmp_path),
        "API_PORT": "0",
        "GATEWAY_PORT": "0",
        "DEMO_STATIONS": "3",
        "GRACE": "2s",
    }
    asyncio.run(migrate(database.owner_url))
    (tmp_path / "metrics").mkdir()
    return read_settings({f"OPEN_CSMS_{name}": value for name, value in given.items()})


def port(ready: str) -> int:
    return int(re.search(r":(\d+)$", ready)[1])


class Client:
    def __init__(self, number: int, key: str) -> None:
        self.base, self.key = f"http://127.0.0.1:{number}", key

    def _get(self, path):
        asked = urllib.request.Request(
            self.base + path, headers={"Authorization": f"Bearer {self.key}"}
        )
        with urllib.request.urlopen(asked, timeout=10) as answer:
            return answer.read()

    async def text(self, path):
        return (await asyncio.to_thread(self._get, path)).decode()

    async def items(self, path):
        return json.loads(await self.text(path))["items"]


async def until(ask):
    """What `ask` answers, as soon as it is something."""
    while True:
        if found := await ask():
            return found
        await asyncio.sleep(0.05)


@asynchronous
async def test_three_versions_charge_from_boot_to_record(settings):
    async with AsyncExitStack() as stack:
        async with open_runtime(settings, NoObserver()) as runtime:
            furnished = await furnish(runtime, settings)
        ready = {
            name: await stack.enter_async_context(role.running(settings, shared_port=False))
            for name, role in ROLES.items()
        }
        client = Client(port(ready["api"]), furnished.key)
        assert json.loads(await client.text("/readyz"))["status"] == "ready"
        report = await run_fleet(
            FleetPlan(
                url=f"ws://127.0.0.1:{port(ready['gateway'])}/ocpp/demo",
                stations=3,
                names=furnished.simulated,
                passwords=Keepsakes(settings.data_dir).passwords,
                id_tokens=tuple(DRIVERS),
                rhythm=Rhythm((0, 0.1), (0.5, 1.0), 0.2, sessions=1, acceleration=1000),
            )
        )
        assert (report.sessions_ended, report.undelivered) == (3, 0)

        async def settled():
            return len(await client.items("/api/v1/cdrs")) == 3

        await until(settled)
        sessions = await client.items("/api/v1/sessions")
        assert {session["phase"] for session in sessions} == {"settled"}
        frames = await client.items("/api/v1/frames?limit=500")
        assert {frame["protocol"] for frame in frames} == {"ocpp1.6", "ocpp2.0.1", "ocpp2.1"}
        assert "password" not in json.dumps(frames).lower()


@asynchronous
async def test_furnishing_twice_makes_nothing_twice(settings):
    async with open_runtime(settings, NoObserver()) as runtime:
        first = await furnish(runtime, settings)
    async with open_runtime(settings, NoObserver()) as runtime:
        second = await furnish(runtime, settings)
    assert (first.new, second.new) == (True, False)
    assert (first.key, first.password) == (second.key, second.password)


@asynchronous
async def test_the_command_line_watches_and_steers_a_station(settings):
    async with AsyncExitStack() as stack:
        async with open_runtime(settings, NoObserver()) as runtime:
            furnished = await furnish(runtime, settings)
        ready = {
            name: await stack.enter_async_context(ROLES[name].running(settings, shared_port=False))
            for name in ("api", "gateway")
        }
        plan = FleetPlan(
            url=f"ws://127.0.0.1:{port(ready['gateway'])}/ocpp/demo",
            stations=1,
            names=("SUN-01",),
            passwords=Keepsakes(settings.data_dir).passwords,
            rhythm=None,
        )
        stopping = asyncio.Event()
        station = asyncio.create_task(run_fleet(plan, stopping=stopping))
        client = Client(port(ready["api"]), furnished.key)
        await until(lambda: client.items("/api/v1/stations?online=true"))

        async def command(*words):
            server = ("--url", client.base, "--key", furnished.key)
            return await asyncio.to_thread(call, settings.data_dir, *words, *server)

        sent = await command("send", "SUN-01", "trigger", "message=status", "--json")
        assert sent.code == 0, sent.err
        assert sent.data["outcome"]["verdict"] == "accepted"
        away = await command("send", "MY-CHARGER", "reset")
        assert (away.code, "station_offline" in away.out) == (1, True)

        async def seen():
            shown = (await command("tail", "SUN-01", "--once", "--lines", "100")).out
            return "← TriggerMessage" in shown and shown

        assert "→ BootNotification" in await until(seen)
        nobody = await command("tail", "NOBODY")
        assert (nobody.code, "There is no station" in nobody.err) == (1, True)
        stopping.set()
        await station
