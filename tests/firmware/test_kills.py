"""SIGKILL at random moments, against our own gateway: 0 lost, 0 doubled, 0 wrong meter values.

The witness is a file that the charge point's world writes after each start and stop is in the
journal: whatever is in it must be at the server once, with the same energy.
"""

import asyncio
import time
from collections import Counter
from random import Random

import pytest
from tests.conformance.backends import Memory
from tests.conformance.server import BACKEND
from tests.conformance.server import csms as our_csms
from tests.firmware.board import Board


@pytest.mark.parametrize(
    "kills",
    [pytest.param(100, id="reduced"), pytest.param(1000, id="full", marks=pytest.mark.slow)],
)
def test_no_transaction_is_lost_doubled_or_wrong_over_kills(tmp_path, kills):
    sessions, starts, stops = asyncio.run(drill(tmp_path, kills))
    told = Counter((int(each["start"]), each["end"]) for each in sessions)
    witnessed = Counter((start, stops[tx]) for tx, start in starts.items() if tx in stops)
    assert len(starts) > kills // 4
    assert set(starts) - set(stops) == set(), "started, never ended"
    # A death between the journal and the witness's pen leaves a session that he has not seen.
    assert witnessed - told == Counter(), "lost or wrong"
    assert len(sessions) - len(starts) <= kills
    assert max(told.values()) == 1, "doubled"


async def drill(folder, kills):
    BACKEND.set(Memory())
    chance = Random(7)
    async with our_csms("firmware") as server:
        truth = folder / "truth"
        board = Board(folder / "board", f"ws://127.0.0.1:{server.port}/ocpp/{server.tenant}")
        await server.register("CP1", secret=bytes.fromhex(board.key))
        board.options = {
            "wall_meter": int(time.time()) - 1000, "truth": truth, "play": "restless",
            "tag": "TAG2",
        }  # fmt: skip
        for _ in range(kills):
            await asyncio.to_thread(board.start)
            await asyncio.sleep(chance.uniform(0.08, 0.6))
            board.kill()
        del board.options["play"]
        await asyncio.to_thread(board.start)
        await asyncio.to_thread(board.until_quiet)
        await asyncio.to_thread(board.kill)
        await server.react()
        sessions = [seen(each) for each in await told_to(server)]
    return sessions, *read(truth)


async def told_to(server):
    found = server.ledger.sessions(server.tenant)
    return await found if asyncio.iscoroutine(found) else found


def seen(session):
    begin, end = session.meter.told_begin or session.meter.begin, session.meter.end
    return {"start": int(begin.wh), "end": None if end is None else int(end.wh)}


def read(truth):
    """(tx → Wh at the start, tx → Wh at the stop); a torn last line is no word."""
    starts, stops = {}, {}
    for line in truth.read_text().splitlines():
        words = line.split()
        if len(words) == 5:
            (starts if words[0] == "start" else stops)[int(words[1])] = int(words[3])
    return starts, stops
