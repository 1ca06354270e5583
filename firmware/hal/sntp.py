"""The time from a server (SNTP, RFC 4330), without stopping anybody who waits for something else."""

import asyncio
import os
import socket

PORT = 123
WITHIN = 2000  # ms
LOOK = 20
SINCE_1900 = 2208988800


async def ask(host, allow=lambda ms: None, port=PORT, nonce=None):
    """Seconds since 1970; raises OSError where there is no answer that can be believed.

    Args:
        allow: (ms) → None; told before the name is looked up, which nothing else runs beside.
    """
    allow(4000)
    address = socket.getaddrinfo(host, port)[0][-1]
    wire = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        wire.setblocking(False)
        nonce = nonce or os.urandom(8)  # it comes back, so that nobody answers unasked
        wire.sendto(b"\x23" + bytes(39) + nonce, address)
        for _ in range(WITHIN // LOOK):
            await asyncio.sleep_ms(LOOK)
            try:
                return time_of(wire.recv(64), nonce)
            except OSError as error:
                if error.args[0] not in (11, 115, 116):  # nothing has come yet
                    raise
            except ValueError:
                pass  # somebody else's
    finally:
        wire.close()
    raise OSError("no time from " + host)


def time_of(answer, nonce):
    """The seconds that an answer tells; raises ValueError where it is none to us."""
    if len(answer) < 48 or answer[24:32] != nonce:
        raise ValueError("not asked")
    if answer[0] & 7 != 4 or answer[0] >> 6 == 3 or not 0 < answer[1] < 16:
        raise ValueError("not a server that knows")
    seconds = 0
    for byte in answer[40:44]:
        seconds = seconds << 8 | byte
    # Era 1 begins in 2036: what is before 1968 in era 0 is in era 1 (RFC 4330, section 3).
    return seconds - SINCE_1900 if seconds >> 31 else seconds + (1 << 32) - SINCE_1900
