"""A steady stream from many stations: how long do they wait, and what is read for them?

Of ten messages nine are readings and one is a heartbeat, all of connected stations with an open
session. Reads are counted twice: by the stores' own counter, and by PostgreSQL, which counts the
scans of tables that no write of such a message touches (a read of any store would show there or
in the counter). Housekeeping by the clock, such as looking for waiting orders, is part of both.
"""

from benchmarks.rig.database import Database
from benchmarks.rig.run import Run

ONLY_READ = (
    "api_keys", "connectors", "id_tokens", "locations", "orders", "settings",
    "station_credentials", "stations", "tariff_assignments", "tariffs", "tenants",
)  # fmt: skip

SCANS = """
    SELECT coalesce(sum(seq_scan + coalesce(idx_scan, 0)), 0)::bigint
    FROM pg_stat_user_tables WHERE relname = ANY($1)
"""


async def paced(run: Run) -> dict:
    """Return percentiles, counted from the moment at which each message was due."""
    await run.cluster.settle()
    async with run.cluster.borrowed() as database, run.gateway(database) as server:
        told = await run.load(
            server, "paced", stations=run.paced_stations, rate=run.rate, seconds=run.seconds * 2
        )
        figures = await server.figures()
    latency = told["latency_ms"]
    return {
        "stations": run.paced_stations,
        "rate": run.rate,
        "answers_per_second": told["answers_per_second"],
        "p50_ms": latency["p50"],
        "p99_ms": latency["p99"],
        "errors": sum(told["errors"].values()),
        "load": told,
        "server": figures,
    }


async def reads(run: Run) -> dict:
    """Return reads a message of connected stations, in a window with nothing else."""
    stations = min(run.stations, 500)
    async with run.cluster.borrowed() as database, run.gateway(database) as server:
        told, before, after = await run.during(
            server,
            "paced",
            lambda: _counted(database, server),
            arrival=3 * stations,
            settling=run.settling,
            stations=stations,
            rate=run.rate / 2,
            seconds=run.seconds + run.settling + 3,
        )
    messages = after["messages"] - before["messages"]
    counted = {name: after[name] - before[name] for name in ("reads", "scans")}
    return {
        "messages": messages,
        "reads": counted["reads"],
        "scans_of_tables_only_read": counted["scans"],
        "reads_per_message": round(counted["reads"] / max(messages, 1), 6),
        "errors": sum(told["errors"].values()),
    }


async def _counted(database: Database, server) -> dict:
    async with database.asked() as connection:
        await connection.execute("SELECT pg_stat_clear_snapshot()")
        scans = await connection.fetchval(SCANS, list(ONLY_READ))
    figures = await server.figures()
    return {"reads": figures["reads"], "scans": scans, "messages": figures["messages"]}
