"""Memory: what an idle connected station costs, and whether load makes it grow."""

import asyncio
import sys
from statistics import linear_regression

from benchmarks.rig.run import Run

KIB = 1024
LOOK_EVERY = 2.0
TELL_EVERY = 30
"""Looks between two lines of progress."""

MOST_GROWTH = 17.0
"""KiB a second that count as none: 1 MiB a minute."""


def grows(figures: dict) -> bool:
    """Whether a soak shows growth, or errors, that a server must not have."""
    return figures["growth_kib_per_second"] > MOST_GROWTH or figures["errors"] > 0


async def memory(run: Run) -> dict:
    """Return KiB a station, from the difference between few and all idle stations."""
    few = max(1, run.stations // 10)
    sizes = {}
    for stations in (few, run.stations):
        async with run.cluster.borrowed() as database, run.gateway(database) as server:
            told, seen, _ = await run.during(
                server, "idle", lambda: server.figures(collect=True), arrival=stations,
                stations=stations, seconds=run.seconds + 4, concurrency=500,
            )  # fmt: skip
            sizes[stations] = {"connected": seen["connected"], "rss": seen["rss"],
                               "errors": sum(told["errors"].values())}  # fmt: skip
    low, high = sizes[few], sizes[run.stations]
    more = high["connected"] - low["connected"]
    return {
        "stations": high["connected"],
        "kib_per_station": round((high["rss"] - low["rss"]) / more / KIB, 1),
        "errors": low["errors"] + high["errors"],
        "sizes": {str(stations): size for stations, size in sizes.items()},
    }


async def soak(run: Run) -> dict:
    """Return how the memory of the gateway went under a steady load."""
    points: list[tuple[float, int]] = []
    async with run.cluster.borrowed() as database, run.gateway(database) as server:
        loading = asyncio.create_task(
            run.load(
                server, "paced", stations=min(run.paced_stations, 1_000), rate=run.rate / 2,
                seconds=run.soak_seconds, warm_up=10,
            )
        )  # fmt: skip
        began = asyncio.get_running_loop().time()
        while not loading.done():
            await asyncio.wait({loading}, timeout=LOOK_EVERY)
            if not loading.done():
                now = asyncio.get_running_loop().time() - began
                points.append((now, (await server.figures())["rss"]))
                if len(points) % TELL_EVERY == 0:
                    size = points[-1][1] / KIB**2
                    print(f"{now:.0f} of {run.soak_seconds:.0f} s, {size:.1f} MiB",
                          file=sys.stderr, flush=True)  # fmt: skip
        told = loading.result()
    settled = points[len(points) // 3 :]
    slope = linear_regression(*zip(*settled, strict=True)).slope if len(settled) > 1 else 0.0
    return {
        "seconds": run.soak_seconds,
        "answers": told["answers"],
        "rss_mib_at_a_third": round(settled[0][1] / KIB**2, 1) if settled else None,
        "rss_mib_at_the_end": round(settled[-1][1] / KIB**2, 1) if settled else None,
        "growth_kib_per_second": round(slope / KIB, 2),
        "errors": sum(told["errors"].values()),
        "points": [(round(at, 1), size) for at, size in points],
    }
