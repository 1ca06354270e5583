"""A meter that only knows the time."""

import asyncio
import time


class WallMeter:
    """A register that only depends on the time of day: the same over any number of deaths."""

    modulus = 0

    def __init__(self, outlet, since):
        self._outlet = outlet
        self._since = since

    async def read(self):
        await asyncio.sleep_ms(0)
        return {"wh": (time.time_ns() // 1000000 - self._since) // 10}
