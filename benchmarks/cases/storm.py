"""All stations at once: credentials checked, connection taken, boot accepted."""

from benchmarks.rig.run import Run

CONCURRENCY = 1_000
"""Handshakes under way: a station that finds no room tries again."""


async def storm(run: Run) -> dict:
    """Return how long it took until the last one was accepted, for half of them and for all."""
    halves = [await _storm(run, share) for share in (run.stations // 2, run.stations)]
    return {
        "stations": halves[-1]["stations"],
        "seconds_for_half": halves[0]["seconds"],
        "seconds": halves[-1]["seconds"],
        "accepted": halves[-1]["accepted"],
        "errors": sum(sum(each["errors"].values()) for each in halves),
        "half": halves[0],
        "all": halves[1],
    }


async def _storm(run: Run, stations: int) -> dict:
    await run.cluster.settle()
    async with run.cluster.borrowed() as database, run.gateway(database) as server:
        return await run.load(
            server, "storm", stations=stations, concurrency=CONCURRENCY, warm_up=1
        )
