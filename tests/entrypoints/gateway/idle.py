"""A gateway alone in its process, which tells how much memory its connected stations cost.

`python -m tests.entrypoints.gateway.idle STATIONS` prints its port; each line it then reads makes
it print its resident memory in bytes and how many stations are connected.
"""

import asyncio
import gc
import sys

import psutil
from tests.entrypoints.gateway.house import house


async def main(stations: int) -> None:
    async with house() as home:
        home.frames.room = 100  # the log is not what a station costs
        for number in range(stations):
            await home.register(f"CP{number}")
        print(home.port, flush=True)
        loop, process = asyncio.get_running_loop(), psutil.Process()
        while await loop.run_in_executor(None, sys.stdin.readline):
            gc.collect()
            print(process.memory_info().rss, len(home.gateway.roster), flush=True)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
