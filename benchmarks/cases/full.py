"""The same closed loop with many readings stored already: does age make it slow?"""

from statistics import median

from benchmarks.cases.sessions import closed_loop
from benchmarks.rig.database import Database
from benchmarks.rig.run import Run

AT_ONCE = 1_000_000

# Spread over the month so far and the one before, a reading every few seconds for each station.
READINGS = """
    INSERT INTO meter_readings
        (taken_at, tenant_id, station_id, digest, session_id, evse, connector, received_at,
         context, energy_wh, power_w)
    SELECT now() - n * interval '300 milliseconds', 'bench', s.ids[1 + n % s.many], n,
        s.ids[1 + n % s.many], 1, 1, now() - n * interval '300 milliseconds',
        'Sample.Periodic', n, 11000
    FROM generate_series($1::bigint, $2::bigint) AS n,
        (SELECT array_agg(id) AS ids, count(*) AS many FROM stations) AS s
"""


async def full(run: Run) -> dict:
    """Return the rates on the empty and on the full database, in turns, and their ratio."""
    rounds = []
    async with run.cluster.borrowed() as aged:
        await fill(aged, run.readings_before)
        for _ in range(run.rounds):
            empty = await _on_empty(run)
            await run.cluster.settle()
            old = await closed_loop(run, aged)
            rates = empty["answers_per_second"], old["answers_per_second"]
            rounds.append({"empty": empty, "full": old, "ratio": round(rates[1] / rates[0], 3)})
    return {
        "readings_before": run.readings_before,
        "empty_answers_per_second": median(r["empty"]["answers_per_second"] for r in rounds),
        "full_answers_per_second": median(r["full"]["answers_per_second"] for r in rounds),
        "ratio": median(r["ratio"] for r in rounds),
        "errors": sum(sum(r[who]["errors"].values()) for r in rounds for who in ("empty", "full")),
        "rounds": rounds,
    }


async def _on_empty(run: Run) -> dict:
    await run.cluster.settle()
    async with run.cluster.borrowed() as database:
        return await closed_loop(run, database)


async def fill(database: Database, readings: int) -> None:
    """Store so many readings by SQL."""
    async with database.asked() as connection:
        for first in range(1, readings + 1, AT_ONCE):
            await connection.execute(READINGS, first, min(first + AT_ONCE - 1, readings))
        await connection.execute("VACUUM (ANALYZE) meter_readings")
