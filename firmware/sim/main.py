"""The process of one simulated charge point: built, driven, run until it restarts."""

import asyncio
import sys

from hal.names import reserve, settle

RESERVE = [reserve()]

from hal.sim.hal import RESTARTED, Restart  # noqa: E402


async def live(folder, words):
    from sim.building import built

    settle(RESERVE.clear)
    station, given = built(folder, words)
    del built
    if given.get("control"):
        from sim.control import serve

        asyncio.create_task(serve(station, int(given["control"])))
    if given.get("play"):
        module = __import__("sim." + given["play"], None, None, ["play"])
        asyncio.create_task(module.play(station, given))
    if given.get("slots"):
        from hal.proving import WITHIN, prove

        asyncio.create_task(prove(station, int(given.get("proving", WITHIN))))
    given = None  # words take room
    words.clear()
    await station.run()


def main(folder, words):
    try:
        asyncio.run(live(folder, words))
    except Restart:
        sys.exit(RESTARTED)
