"""A name server that knows one answer to every question: our own address (RFC 1035).

So a telephone that has joined our network opens the page by itself.
"""

import asyncio
import socket

LOOK = 50  # ms
LONGEST = 512


def answer(question, address):
    """The reply to a query for any name, or None to what is none.

    Args:
        address: IPv4, as text.
    """
    if len(question) < 17 or question[2] & 0xF8 or question[4:6] != b"\0\1":
        return None
    at = 12
    while at < len(question) and question[at]:
        if question[at] > 63:
            return None
        at += question[at] + 1
    end = at + 5
    if end > len(question):
        return None
    asked = question[12:end]
    is_address = asked[-4:] == b"\0\1\0\1"
    head = question[:2] + b"\x85\x80\0\1\0" + (b"\1" if is_address else b"\0") + b"\0\0\0\0"
    if not is_address:
        return head + asked  # there is the name, but nothing of that kind
    parts = bytes([int(part) for part in address.split(".")])
    return head + asked + b"\xc0\x0c\0\1\0\1\0\0\0\x0a\0\4" + parts


async def serve(address, port=53):
    """For ever."""
    wire = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    wire.setblocking(False)
    wire.bind(socket.getaddrinfo("0.0.0.0", port)[0][-1])
    try:
        while True:
            await asyncio.sleep_ms(LOOK)
            try:
                question, whence = wire.recvfrom(LONGEST)
                reply = answer(question, address)
                if reply:
                    wire.sendto(reply, whence)
            except OSError:
                pass  # nothing has come
    finally:
        wire.close()
