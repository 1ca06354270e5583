"""One simulated charge point in a process of the unix port.

    micropython firmware/sim/run.py FOLDER KEY=VALUE …

    url=ws://127.0.0.1:9000/ocpp/demo  identity=CP1  key=HEX  vendor= model= serial=
    connectors=1 phases=1 speed=1 control=PORT echo=1 wall_meter=SECONDS truth=FILE config.NAME=TEXT

It is driven by lines over TCP at the control port (see sim/control.py). It ends with code 75 when
it wants to be started again, as after a Reset.
"""

import asyncio
import gc
import sys

sys.path.insert(0, sys.argv[0].rpartition("/sim/")[0] or ".")

from charge_point.journal import RingJournal  # noqa: E402
from charge_point.station import Station  # noqa: E402
from hal.sim.hal import RESTARTED, Hal, Restart  # noqa: E402


def built(folder, words):
    """(station, options) of a command line."""
    given = {}
    for word in words:
        name, _, text = word.partition("=")
        given[name] = text
    number = lambda name, default: int(given.get(name, default))  # noqa: E731
    hal = Hal(folder, number("connectors", 1), number("phases", 1), number("speed", 1),
              number("blocks", 32), number("wall_meter", 0) or None)
    if given.get("key"):
        from charge_point.blocks.settings import key_of

        if hal.secrets.get("key") is None:
            hal.secrets.set("key", key_of(given["key"]))
    if given.get("truth"):
        from sim.truth import Truth

        hal.journaled = Truth(given["truth"])
    for at, outlet in enumerate(hal.outlets):
        outlet.car = given.get("car", "A")
    settings = {"url": given["url"], "identity": given["identity"], "phases": number("phases", 1)}
    for name, default in (("vendor", "open-csms"), ("model", "DevKitC"), ("serial", "")):
        settings[name] = given.get(name, default)
    echo = print if given.get("echo") else None
    from charge_point.blocks.mounting import mount

    station = Station(hal, settings, RingJournal(hal.journal, mount), echo)
    for name in list(sys.modules):
        if name.startswith("charge_point.blocks."):
            sys.modules.pop(name)
            delattr(sys.modules["charge_point.blocks"], name.rpartition(".")[2])
    for name, text in given.items():
        if name.startswith("config."):
            station.config.set(name[7:], text)
    return station, given


async def main(folder, words):
    station, given = built(folder, words)
    gc.collect()
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
