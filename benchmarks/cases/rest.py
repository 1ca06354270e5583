"""Lists over REST while stations speak: how long do people and programs wait?

First pages and pages further on, of a list of all stations and of a list of very many sessions.
"""

import asyncio
import json
from time import perf_counter
from urllib.parse import quote

from benchmarks.rig.database import Database
from benchmarks.rig.process import Running
from benchmarks.rig.run import Run

from entrypoints.simulator.latencies import Latencies

PAUSE = 0.02
ARRIVAL = 3
"""Messages of each station before the stream begins: boot, authorize, start."""
LISTS = ("stations", "sessions")
PAGES_IN_A_ROW = 5

SESSIONS = """
    INSERT INTO sessions
        (tenant_id, id, version, station_id, reference, evse, connector, token, token_folded,
         "authorization", phase, is_open, began_at, ended_at, first_heard, last_heard, reason,
         energy_wh, is_complete, findings, timeline, details)
    SELECT 'bench', gen_random_uuid(), 1, s.ids[1 + n % s.many], 'old-' || n, 1, 1, 'T' || n % 5000,
        't' || n % 5000, 'accepted', 'settled', false, at, at + interval '1 hour', at,
        at + interval '1 hour', 'Local', n % 50000, true, '[]', '[]', '{"meter": {}}'
    FROM (SELECT n, now() - n * interval '30 seconds' AS at
          FROM generate_series(1, $1::bigint) AS n) AS g,
        (SELECT array_agg(id) AS ids, count(*) AS many FROM stations) AS s
"""


async def rest(run: Run) -> dict:
    """Return percentiles of both lists during the paced load."""
    async with run.cluster.borrowed() as database:
        await _fill(database, run.sessions_before)
        async with run.gateway(database) as gateway, run.api(database) as api:
            loading = asyncio.create_task(
                run.load(
                    gateway, "paced", stations=run.paced_stations, rate=run.rate,
                    seconds=run.seconds * 2 + run.warm_up,
                )
            )  # fmt: skip
            said_before = ARRIVAL * run.paced_stations
            while not loading.done() and (await gateway.figures())["messages"] < said_before:
                await asyncio.wait({loading}, timeout=0.2)
            await asyncio.sleep(run.warm_up)
            waited = {name: await _asked(api, name, run.seconds) for name in LISTS}
            told = await loading
    return {
        "stations": run.stations,
        "sessions": run.sessions_before,
        "rate": run.rate,
        **{f"{name}_p95_ms": latency["p95"] for name, latency in waited.items()},
        "errors": sum(told["errors"].values()),
        "latency_ms": waited,
        "load": told,
    }


async def _fill(database: Database, sessions: int) -> None:
    async with database.asked() as connection:
        await connection.execute(SESSIONS, sessions)
        await connection.execute("VACUUM (ANALYZE) sessions")


async def _asked(api: Running, name: str, seconds: float) -> dict:
    """Ask page after page on one connection; raises RuntimeError for any answer but 200."""
    latencies = Latencies()
    reader, writer = await asyncio.open_connection("127.0.0.1", api.port)
    try:
        ends = perf_counter() + seconds
        cursor, page = "", 0
        while perf_counter() < ends:
            path = f"/api/v1/{name}?limit=50{cursor}"
            began = perf_counter()
            body = await _get(reader, writer, path, api.key)
            latencies.add(perf_counter() - began)
            page = (page + 1) % PAGES_IN_A_ROW
            following = body.get("next")
            cursor = f"&cursor={quote(following)}" if page and following else ""
            await asyncio.sleep(PAUSE)
    finally:
        writer.close()
    return latencies.summary()


async def _get(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str, key: str
) -> dict:
    request = f"GET {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {key}\r\n\r\n"
    writer.write(request.encode())
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    length = next(
        int(line.split(":")[1])
        for line in head.lower().split("\r\n")
        if line.startswith("content-length")
    )
    body = await reader.readexactly(length)
    if " 200 " not in head.split("\r\n", 1)[0]:
        raise RuntimeError(f"GET {path}: {head.splitlines()[0]} {body[:300]!r}")
    return json.loads(body)
