"""What an idle station costs, measured from outside."""

import asyncio
import os
import sys

from tests.asynchronous import asynchronous
from tests.conformance.client import Client, dial
from tests.entrypoints.gateway.house import SECRET

WARM, MEASURED = 100, 1_000
MOST = 24 * 1024
"""Bytes of server memory for a connected station, with its aggregate and its stored rows."""

TALK = {
    "BootNotification": {"chargePointVendor": "V", "chargePointModel": "M"},
    "StatusNotification": {"connectorId": 1, "errorCode": "NoError", "status": "Available"},
    "Heartbeat": {},
}


@asynchronous(limit=120.0)
async def test_an_idle_connected_station_costs_at_most_24_kibibytes() -> None:
    server = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.entrypoints.gateway.idle",
        str(WARM + MEASURED),
        env={k: v for k, v in os.environ.items() if not k.startswith("COVERAGE")},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert server.stdout is not None
    try:
        port = int(await server.stdout.readline())
        stations = [await _come(port, number) for number in range(WARM)]
        before, connected = await _ask(server)
        assert connected == WARM
        stations += [await _come(port, WARM + number) for number in range(MEASURED)]
        after, connected = await _ask(server)
        assert connected == WARM + MEASURED
        assert (after - before) / MEASURED <= MOST
    finally:
        server.kill()
        await server.wait()
    for station in stations:
        await station.gone(5)


async def _come(port: int, number: int) -> Client:
    client = await dial(port, f"CP{number}", "ocpp1.6", SECRET.encode())
    for action, payload in TALK.items():
        await client.call(action, payload)
    return client


async def _ask(server: asyncio.subprocess.Process) -> tuple[int, int]:
    assert server.stdin is not None
    assert server.stdout is not None
    server.stdin.write(b"\n")
    await server.stdin.drain()
    memory, connected = (await server.stdout.readline()).split()
    return int(memory), int(connected)
