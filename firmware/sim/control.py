"""The hands of a simulated world: one JSON answer to each line of text.

    plug [N]      unplug [N]      car [N] STATE     draws [N] mA
    tag ID        weld [N] 0|1    meter [N] 0|1     (0: does not answer)
    net 0|1       lock 0|1|none   hang MS           fail TASK
    state         memory          log               config NAME TEXT
    stop          (the process ends)
"""

import asyncio
import gc
import json
import sys


async def serve(station, port):
    async def client(reader, writer):
        while True:
            line = await reader.readline()
            if not line:
                break
            if line == b"memory\n":
                gc.collect()
                writer.write(json.dumps([gc.mem_alloc(), gc.mem_free()]).encode() + b"\n")
                await writer.drain()
                continue
            try:
                # Forgotten after each word: the hands are no part of the machine.
                answer = await __import__("sim.hands", None, None, ["Hands"]).Hands(station).do(
                    line.decode().split())
            except (ValueError, IndexError, KeyError) as error:
                answer = {"error": str(error)}
            sys.modules.pop("sim.hands", None)
            gc.collect()
            writer.write(json.dumps(answer).encode() + b"\n")
            await writer.drain()
        writer.s.close()

    await asyncio.start_server(client, "127.0.0.1", port)
