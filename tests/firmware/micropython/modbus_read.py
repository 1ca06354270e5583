"""Reads a meter over a pty; prints its reading, or why there is none, as JSON.

modbus_read.py FIRMWARE PTY UNIT MAP [TIMES]
"""

import asyncio
import json
import sys

sys.path.insert(0, sys.argv[1])
sys.path.insert(1, __file__.rpartition("/")[0])

from drivers import maps, modbus  # noqa: E402 - after the path is set
from lines import Pty  # noqa: E402 - after the path is set


async def main(path, unit, name, times):
    meter = modbus.ModbusMeter(
        modbus.Line(Pty(path)),
        int(unit),
        maps.plan(maps.rows("custom" if ";" in name else name, name)),
    )
    for _ in range(times):
        print(json.dumps(await meter.read() or {"why": meter.why}))


asyncio.run(main(sys.argv[2], sys.argv[3], sys.argv[4], int((sys.argv + ["1"])[5])))
