"""Lets a simulated machine be driven: each line is an expression over `s`, answered with its JSON.

Only on 127.0.0.1, and only where somebody has asked for it: whoever reaches it owns the station.
The words for people are in `sim/hands.py`, which runs elsewhere: hands cost this machine no memory.
"""

import asyncio
import gc
import json


async def serve(station, port):
    async def client(reader, writer):
        while True:
            line = await reader.readline()
            if not line:
                break
            gc.collect()
            try:
                answer = eval(line, {"s": station, "gc": gc})  # noqa: S307
                if not isinstance(answer, (dict, list, int, str)):
                    answer = {}
            except Exception as error:  # noqa: BLE001
                answer = {"error": str(error)}
            writer.write(json.dumps(answer).encode() + b"\n")
            await writer.drain()
        writer.s.close()

    await asyncio.start_server(client, "127.0.0.1", port)
