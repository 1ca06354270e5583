"""Lets a simulated machine be driven: each line is an expression over `s`, answered with its JSON.

Only on 127.0.0.1, and only where somebody has asked for it: whoever reaches it owns the station.
The words for people are in `sim/hands.py`, which runs elsewhere: hands cost this machine no memory.
One hand at a time, and by looking rather than by streams, for the same reason.
"""

import asyncio
import gc
import json
import socket
import sys

import sim

EVERY = 10  # ms
LENT = ("watching", "ears", "faults")  # loaded by hands, and of no use after it


async def serve(station, port):
    door = socket.socket()
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    door.bind(socket.getaddrinfo("127.0.0.1", port)[0][-1])
    door.listen(2)
    door.setblocking(False)
    hand = heard = None
    while True:
        await asyncio.sleep_ms(EVERY)
        try:
            if hand is None:
                hand, heard = door.accept()[0], b""
                hand.setblocking(False)
            piece = hand.recv(256)
        except OSError:
            continue  # nobody, or nothing yet
        heard += piece
        if not piece:
            hand.close()
            hand = None
        elif heard[-1] == 10:
            gc.collect()
            hand.setblocking(True)
            try:
                hand.send(json.dumps(answer(station, heard)).encode() + b"\n")
                hand.setblocking(False)
            except OSError:
                hand = None
            heard = b""


def answer(station, line):
    try:
        found = eval(line, {"s": station, "gc": gc})  # noqa: S307 - a word of the tester
    except Exception as error:  # noqa: BLE001 - told, whatever it is
        return {"error": str(error)}
    finally:
        for name in LENT:
            if sys.modules.pop("sim." + name, None):
                delattr(sim, name)
    return found if isinstance(found, (dict, list, int, str)) else {}
