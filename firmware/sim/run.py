"""One simulated charge point in a process of the unix port.

    micropython firmware/sim/run.py FOLDER KEY=VALUE …

    url=ws://127.0.0.1:9000/ocpp/demo  identity=CP1  key=HEX  vendor= model= serial=
    connectors=1 phases=1 speed=1 control=PORT echo=1 wall_meter=SECONDS truth=FILE config.NAME=TEXT

It is driven by lines over TCP at the control port (see sim/control.py). It ends with code 75 when
it wants to be started again, as after a Reset.
"""

import asyncio
import sys

import micropython

micropython.opt_level(3)
sys.path.insert(0, sys.argv[0].rpartition("/sim/")[0] or ".")

from hal.sim.hal import RESTARTED, Restart  # noqa: E402


async def main(folder, words):
    from sim.building import built

    station, given = built(folder, words)
    del built
    if given.get("control"):
        from sim.control import serve

        await serve(station, int(given["control"]))
    if given.get("play"):
        module = __import__("sim." + given["play"], None, None, ["play"])
        asyncio.create_task(module.play(station, given))
    await station.run()


if __name__ == "__main__":
    try:
        asyncio.run(main(sys.argv[1], sys.argv[2:]))
    except Restart:
        sys.exit(RESTARTED)
