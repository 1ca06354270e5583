"""The log of frames: beside the path, in batches, and never in the way."""

import asyncio
from datetime import timedelta

from tests.adapters.persistence.installed import on_postgres
from tests.asynchronous import asynchronous
from tests.builders import EIGHT, VOLTA, new_id

from adapters.persistence import PostgresFramesLog, frames
from adapters.persistence.reading import Database
from adapters.persistence.views.bundle import PostgresViews
from application.ports.stores import FrameRecord
from application.views.diagnostics import FrameFilter
from application.views.paging import Slice


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


def an_answer(number: int = 1, *, seconds: float = 1) -> FrameRecord:
    asked = a_frame(number)
    said = {"kind": "result", "text": f"[3,{number}]", "action": "", "duration_ms": None}
    return asked._replace(inbound=False, at=EIGHT + timedelta(seconds=seconds), **said)


async def _lines(world) -> list[tuple[str, str, str | None]]:
    """Text, action and the answer's text of all lines, in their order."""
    frames = PostgresViews(world.storage.database).tenant(VOLTA).frames
    page = await frames.page(Slice(99, None, "at"), FrameFilter())
    assert sorted({f.number for f in page.items}) == [f.number for f in page.items]
    return [(f.text, f.action, f.answer and f.answer.text) for f in page.items]


async def _rows(world) -> int:
    return len(await world.storage.database.rows(VOLTA, "SELECT 1 FROM frames"))


@asynchronous
async def test_a_request_and_its_answer_are_one_row_and_two_lines(schema):
    async with on_postgres(schema) as world:
        log = PostgresFramesLog(world.storage.database)
        for frame in (a_frame(1), a_frame(3), an_answer(3), an_answer(1)):
            log.record(frame)
        await log.close()
        assert await _rows(world) == 2
        assert await _lines(world) == [
            ("[2]", "Heartbeat", "[3,1]"),
            ("[3,1]", "Heartbeat", None),
            ("[2]", "Heartbeat", "[3,3]"),
            ("[3,3]", "Heartbeat", None),
        ]


@asynchronous
async def test_an_answer_that_comes_too_late_has_a_row_of_its_own_and_is_still_shown(schema):
    async with on_postgres(schema) as world:
        log = PostgresFramesLog(world.storage.database)
        log.record(a_frame(1))
        log.record(an_answer(1, seconds=31))
        await log.close()
        assert await _rows(world) == 2
        assert await _lines(world) == [("[2]", "Heartbeat", "[3,1]"), ("[3,1]", "", None)]


@asynchronous
async def test_a_request_waits_a_moment_for_its_answer_and_no_longer(schema, monkeypatch):
    monkeypatch.setattr(frames, "PAUSE_SECONDS", 0.001)
    async with on_postgres(schema) as world:
        log = PostgresFramesLog(world.storage.database)
        log.start()
        log.record(a_frame(1))
        log.record(a_frame(2)._replace(kind="send"))
        async with asyncio.timeout(30):
            while await _rows(world) < 2:  # noqa: ASYNC110 - the database does not tell
                await asyncio.sleep(0.01)
        log.record(an_answer(1))
        await log.close()
        assert [text for text, *_ in await _lines(world)] == ["[2]", "[2]", "[3,1]"]


@asynchronous
async def test_an_answer_goes_to_the_first_request_of_its_number(schema):
    async with on_postgres(schema) as world:
        log = PostgresFramesLog(world.storage.database)
        for frame in (a_frame(1), a_frame(1), an_answer(1)):
            log.record(frame)
        await log.close()
        rows = await world.storage.database.rows(VOLTA, "SELECT answer FROM frames ORDER BY number")
        assert [row["answer"] for row in rows] == ["[3,1]", None]


@asynchronous
async def test_what_stands_alone_before_the_update_is_shown_as_ever(schema):
    """Rows of one frame each, as they were written before rows could hold answers."""
    async with on_postgres(schema) as world:
        for frame in (a_frame(1), an_answer(1)):
            log = PostgresFramesLog(world.storage.database)
            log.record(frame)
            await log.close()
        assert await _lines(world) == [("[2]", "Heartbeat", "[3,1]"), ("[3,1]", "", None)]


@asynchronous
async def test_a_log_whose_database_is_away_keeps_its_bound_and_counts_what_it_drops(monkeypatch):
    monkeypatch.setattr(frames, "MOST_WAITING", 10)
    log = PostgresFramesLog(Database("postgresql://nowhere"))
    for number in range(25):
        log.record(a_frame(number))
    await log.close()
    assert (log.waiting, log.dropped) == (10, 15)
