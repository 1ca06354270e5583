"""The database goes away and comes back: callers are told so quietly, listeners stay."""

import asyncio
from contextlib import asynccontextmanager

import httpx
import msgspec
import pytest
import uvicorn
from structlog.testing import capture_logs
from tests.adapters.persistence.installed import migrated
from tests.asynchronous import asynchronous
from tests.builders import VOLTA
from tests.entrypoints.api.live_world import Server, caught_up, commit, connected, say
from tests.entrypoints.api.world import furnish, on_postgres
from tests.services import PostgresServer

from application.provisioning.edit_location import CreateLocation, LocationParticulars


@pytest.fixture
def own_server():
    """A server of this test alone: it is stopped and started."""
    server = PostgresServer()
    yield server
    server.close()


@asynccontextmanager
async def served(database):
    async with on_postgres(database) as house:
        mine = await furnish(house)
        config = uvicorn.Config(
            house.app, port=0, log_config=None, ws="websockets-sansio", timeout_graceful_shutdown=1
        )
        async with Server(config).running() as port:
            yield house, mine, port


async def answered(client: httpx.AsyncClient, status: int) -> httpx.Response:
    """The first answer with that status; a database needs its time to go and to come."""
    async with asyncio.timeout(60):
        while True:
            answer = await client.get("/api/v1/stations")
            if answer.status_code == status:
                return answer
            assert answer.status_code in {200, 503}, answer.text
            await asyncio.sleep(0.1)


def test_a_restart_of_the_database_is_a_quiet_503_and_listeners_stay(own_server, caplog):
    database = migrated(own_server)

    @asynchronous
    async def story():
        async with served(database) as (house, mine, port):
            bearer = {"Authorization": f"Bearer {mine.key}"}
            live = connected(f"ws://127.0.0.1:{port}/api/v1/live", mine.key)
            api = httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", headers=bearer)
            async with api, live as socket:
                await say(socket, type="subscribe", topics=["stations", "events"])
                await caught_up(socket)
                with capture_logs() as lines:
                    await asyncio.to_thread(own_server.embedded.stop)
                    turned_away = await answered(api, 503)
                    late = connected(f"ws://127.0.0.1:{port}/api/v1/live", mine.key)
                    async with late as other:
                        await other.wait_closed()
                        assert other.close_code == 1013
                    await asyncio.to_thread(own_server.embedded.start)
                    await answered(api, 200)
                assert turned_away.headers["retry-after"] == "5"
                assert turned_away.json()["type"] == "/problems/unavailable"
                assert [line for line in lines if line["log_level"] == "error"] == []
                told = [line for line in lines if line["event"].startswith("a part that is")]
                assert len(told) == 1, "one outage, one line"
                place = LocationParticulars(name="After")
                made = await commit(house, CreateLocation(VOLTA, place))
                async with asyncio.timeout(20):
                    while True:
                        message = msgspec.json.decode(await socket.recv())
                        if message["type"] == "event":
                            break
                assert message["item"]["data"]["location"] == str(made.id)

    story()
    assert [record for record in caplog.records if record.exc_info] == []
