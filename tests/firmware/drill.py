"""Deaths of a charge point at random moments, against our own gateway.

    python -m tests.firmware.drill [--kills 1000] [--database]

The witness is a file that the charge point's world writes after each start and stop is in the
journal: whatever is in it must be at the server once, with the same energy.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from tests.conformance.backends import Memory, postgres
from tests.conformance.server import BACKEND
from tests.conformance.server import csms as our_csms
from tests.firmware.board import Board

TAG = "TAG2"
ALIVE = (0.08, 1.0)
"""Seconds from the start of the process until it is killed: at least, at most."""

PATIENCE = 900.0
"""Seconds in which it tells all that it has kept."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a drill came to.

    Attributes:
        started: transactions that the witness saw begin.
        told: sessions that the server has; at most one a kill more than was witnessed, as a death
            may fall between the journal and the witness's pen.
    """

    kills: int
    started: int
    told: int
    unended: int
    lost: int
    doubled: int
    seconds: float

    @property
    def good(self) -> bool:
        """Whether nothing was lost, doubled or told with another energy."""
        spare = 0 <= self.told - self.started <= self.kills
        return spare and self.lost == self.doubled == self.unended == 0

    def __str__(self) -> str:
        return (
            f"{self.kills} SIGKILLs in {self.seconds:.0f} s: {self.started} transactions witnessed,"
            f" {self.told} at the server, {self.unended} never ended, {self.lost} lost or with"
            f" another energy, {self.doubled} doubled"
        )


async def drill(folder: Path, kills: int, *, seed: int = 7) -> Verdict:
    """Kill it that often, let it tell what it has, and compare."""
    chance, began = Random(seed), time.monotonic()
    async with our_csms("firmware") as server:
        truth = folder / "truth"
        board = Board(folder / "board", f"ws://127.0.0.1:{server.port}/ocpp/{server.tenant}")
        await server.register("CP1", secret=bytes.fromhex(board.key))
        since = int(time.time()) - 1000
        # It begins before it is online, by a clock that is yet to be put right.
        board.options = {"wall_meter": since, "truth": truth, "tag": TAG}
        board.options |= {"play": "restless", "offline": 1}
        for _ in range(kills):
            await asyncio.to_thread(board.start)
            await asyncio.sleep(chance.uniform(*ALIVE))
            board.kill()
        del board.options["play"], board.options["offline"]
        await asyncio.to_thread(board.start)
        await asyncio.to_thread(board.until_quiet, PATIENCE)
        board.kill()
        await server.react()
        sessions = [seen(each) for each in await told_to(server)]
    return verdict(kills, sessions, *read(truth), time.monotonic() - began)


def verdict(
    kills: int,
    sessions: list[tuple[int, int | None]],
    starts: dict[int, int],
    stops: dict[int, int],
    seconds: float,
) -> Verdict:
    """What the server was told, beside what was witnessed."""
    told = Counter(sessions)
    witnessed = Counter((start, stops[tx]) for tx, start in starts.items() if tx in stops)
    return Verdict(
        kills=kills,
        started=len(starts),
        told=len(sessions),
        unended=len(set(starts) - set(stops)) + sum(end is None for _, end in sessions),
        lost=(witnessed - told).total(),
        # Two of no energy may have the same readings, and are two.
        doubled=sum(n - (each not in witnessed) for each, n in (told - witnessed).items()),
        seconds=seconds,
    )


async def told_to(server: Any) -> Any:
    found = server.ledger.sessions(server.tenant)
    return await found if asyncio.iscoroutine(found) else found


def seen(session: Any) -> tuple[int, int | None]:
    """(Wh at the begin, Wh at the end)."""
    begin, end = session.meter.told_begin or session.meter.begin, session.meter.end
    return int(begin.wh), None if end is None else int(end.wh)


def read(truth: Path) -> tuple[dict[int, int], dict[int, int]]:
    """(tx → Wh at the start, tx → Wh at the stop); a torn last line is no word."""
    starts, stops = dict[int, int](), dict[int, int]()
    for line in truth.read_text().splitlines():
        words = line.split()
        if len(words) == 5:
            (starts if words[0] == "start" else stops)[int(words[1])] = int(words[3])
    return starts, stops


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--kills", type=int, default=1000)
    asked.add_argument("--database", action="store_true", help="the server keeps to PostgreSQL")
    words = asked.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        BACKEND.set(stack.enter_context(postgres()) if words.database else Memory())
        told = asyncio.run(drill(folder, words.kills))
    print(told)
    return 0 if told.good else 1


if __name__ == "__main__":
    sys.exit(main())
