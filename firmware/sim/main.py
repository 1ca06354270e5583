"""The process of one simulated charge point: built, driven, run until it restarts."""

import asyncio
import sys

import hal
from hal import names

RESERVE = [names.reserve()]

from hal.sim.hal import RESTARTED, Restart  # noqa: E402 - after the path is set


async def live(folder, words):
    from sim.building import built

    names.settle(RESERVE.clear)
    forget()
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


def forget():
    """What has done its work."""
    del globals()["names"], hal.names, sys.modules["hal.names"]


def main(folder, words):
    try:
        asyncio.run(live(folder, words))
    except Restart:
        sys.exit(RESTARTED)
