"""Partitions are made ahead, take over what came too early, and are dropped by retention."""

from datetime import UTC, datetime, timedelta

from tests.adapters.persistence.installed import on_postgres
from tests.adapters.stores.world import World
from tests.asynchronous import asynchronous
from tests.builders import VOLTA, reading

from adapters.persistence import FRAMES, READINGS, drop_expired, ensure_partitions
from application.ports.charging import ReadingSet

MARCH = datetime(2026, 3, 30, tzinfo=UTC)


async def parts(world: World, table: str) -> dict[str, int]:
    rows = await world.storage.database.rows(
        "*", f"SELECT tableoid::regclass::text AS part, count(*) AS n FROM {table} GROUP BY 1"
    )
    return {row["part"]: row["n"] for row in rows}


async def tell(world: World, minutes: float) -> None:
    station = await world.station(f"S{minutes:.0f}")
    scope = world.volta()
    scope.readings.add(ReadingSet(station.id, None, 1, None, (reading(7, minutes),)))
    await scope.work.commit()


@asynchronous
async def test_they_are_made_once_and_ahead(schema):
    async with on_postgres(schema) as world:
        made = await ensure_partitions(world.storage.database, MARCH)
        assert "meter_readings_p202603" in made
        assert "meter_readings_p202604" in made
        assert [name for name in made if name.startswith("frames")] == [
            f"frames_p{(MARCH + timedelta(days=n)).strftime('%Y%m%d')}" for n in range(-1, 8)
        ]
        assert await ensure_partitions(world.storage.database, MARCH) == ()


@asynchronous
async def test_a_row_outside_of_all_partitions_is_kept_and_moved_later(schema):
    async with on_postgres(schema) as world:
        await tell(world, 0)
        assert await parts(world, "meter_readings") == {"meter_readings_default": 1}
        await ensure_partitions(world.storage.database, MARCH)
        assert await parts(world, "meter_readings") == {"meter_readings_p202603": 1}
        assert len(await world.records.readings(VOLTA)) == 1


@asynchronous
async def test_what_is_older_than_its_retention_is_dropped(schema):
    async with on_postgres(schema) as world:
        database = world.storage.database
        await tell(world, -60 * 24 * 60)  # in January: no partition
        await ensure_partitions(database, MARCH)
        await tell(world, 0)
        dropped = await drop_expired(database, READINGS, datetime(2026, 4, 1, tzinfo=UTC))
        assert dropped == ("meter_readings_p202603",)
        assert await parts(world, "meter_readings") == {}
        await tell(world, 1)
        assert await parts(world, "meter_readings") == {"meter_readings_default": 1}
        assert await drop_expired(database, FRAMES, MARCH) == ("frames_p20260329",)
