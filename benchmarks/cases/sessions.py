"""Whole sessions in a closed loop, beside the bare floor: how much do domain and rules cost?

Floor and gateway take turns, so that both meet the same neighbours; the ratio is that of each
round, and the middle one counts.
"""

from statistics import median

from benchmarks.rig.database import Database
from benchmarks.rig.run import Run


async def sessions(run: Run) -> dict:
    """Return both, round by round, and the ratio."""
    rounds = []
    for _ in range(run.rounds):
        bare, ours = await _floor(run), await _gateway(run)
        ratio = ours["answers_per_second"] / bare["answers_per_second"]
        rounds.append({"floor": bare, "gateway": ours, "ratio": round(ratio, 3)})
    return {
        "stations": run.sessions_stations,
        "floor_answers_per_second": median(r["floor"]["answers_per_second"] for r in rounds),
        "answers_per_second": median(r["gateway"]["answers_per_second"] for r in rounds),
        "ratio": median(r["ratio"] for r in rounds),
        "errors": sum(sum(r[who]["errors"].values()) for r in rounds for who in WHO),
        "rounds": rounds,
    }


WHO = ("floor", "gateway")


async def _floor(run: Run) -> dict:
    await run.cluster.settle()
    async with run.cluster.borrowed(empty=True) as database, run.floor(database) as server:
        told = await run.load(server, "sessions", stations=run.sessions_stations)
        return told | {"server": await server.figures()}


async def _gateway(run: Run) -> dict:
    await run.cluster.settle()
    async with run.cluster.borrowed() as database:
        return await closed_loop(run, database)


async def closed_loop(run: Run, database: Database) -> dict:
    """Return what our gateway does over `database`."""
    async with run.gateway(database) as server:
        told = await run.load(server, "sessions", stations=run.sessions_stations)
        return told | {"server": await server.figures()}
