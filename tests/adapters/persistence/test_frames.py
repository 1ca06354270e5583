"""The log of frames: beside the path, in batches, and never in the way."""

from tests.adapters.persistence.installed import on_postgres
from tests.asynchronous import asynchronous
from tests.builders import EIGHT, VOLTA, new_id

from adapters.persistence import PostgresFramesLog, frames
from adapters.persistence.reading import Database
from application.ports.stores import FrameRecord


def a_frame(number: int = 1, text: str = "[2]") -> FrameRecord:
    return FrameRecord(
        tenant=VOLTA,
        identity="MARKET-1",
        station=str(new_id()),
        at=EIGHT,
        inbound=True,
        protocol="ocpp1.6",
        kind="call",
        message_id=str(number),
        action="Heartbeat",
        text=text,
        duration_ms=None if number % 2 else 1.5,
    )


@asynchronous
async def test_frames_are_written_in_batches_and_nothing_is_left(schema):
    async with on_postgres(schema) as world:
        log = PostgresFramesLog(world.storage.database)
        log.start()
        for number in range(3_000):
            log.record(a_frame(number, "\x00" if number == 7 else "[2]"))
        await log.close()
        rows = await world.storage.database.rows(VOLTA, "SELECT text, duration_ms FROM frames")
        assert (len(rows), log.dropped, log.waiting) == (3_000, 0, 0)
        assert [row["text"] for row in rows].count("\ufffd") == 1
        assert {row["duration_ms"] for row in rows} == {None, 1.5}


@asynchronous
async def test_a_log_whose_database_is_away_keeps_its_bound_and_counts_what_it_drops(monkeypatch):
    monkeypatch.setattr(frames, "MOST_WAITING", 10)
    log = PostgresFramesLog(Database("postgresql://nowhere"))
    for number in range(25):
        log.record(a_frame(number))
    await log.close()
    assert (log.waiting, log.dropped) == (10, 15)
