"""Just enough HTTP/1.1 to fetch a file and to hand one in, piece by piece."""

import asyncio
import binascii

WITHIN = 30  # seconds for each step
PIECE = 256


async def get(station, url, take):
    """Fetch; `take(piece, size)` gets each piece. Raises OSError where that does not work."""
    reader, writer = await _request(station, "GET", url, "")
    try:
        size = await _head(reader)
        left = size
        while left:
            piece = await asyncio.wait_for(reader.read(min(PIECE, left)), WITHIN)
            if not piece:
                raise OSError("cut short")
            left -= len(piece)
            take(piece, size)
    finally:
        writer.s.close()


async def put(station, url, pieces, size):
    """Hand in; raises OSError where that does not work."""
    reader, writer = await _request(station, "PUT", url, "Content-Length: %d\r\n" % size)
    try:
        for piece in pieces:
            writer.write(piece)
            await asyncio.wait_for(writer.drain(), WITHIN)
        await _head(reader)
    finally:
        writer.s.close()


async def _request(station, method, url, headers):
    scheme, _, rest = url.partition("://")
    if scheme not in ("http", "https"):
        raise OSError("no " + scheme)
    authority, _, path = rest.partition("/")
    who, _, authority = authority.rpartition("@")
    host, _, port = authority.partition(":")
    tls = None
    if scheme == "https":
        tls = station.block("tls").context(station)
    if who:
        headers += "Authorization: Basic %s\r\n" % binascii.b2a_base64(who.encode())[:-1].decode()
    station.guard.allow(4000)
    number = int(port) if port else (443 if tls else 80)
    opening = (
        asyncio.open_connection(host, number, ssl=tls, server_hostname=host)
        if tls
        else asyncio.open_connection(host, number)
    )
    reader, writer = await asyncio.wait_for(opening, WITHIN)
    writer.write(
        (
            "%s /%s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n%s\r\n"
            % (method, path, authority, headers)
        ).encode()
    )
    await asyncio.wait_for(writer.drain(), WITHIN)
    return reader, writer


async def _head(reader):
    """Content-Length of an answer that is a success."""
    words = (await asyncio.wait_for(reader.readline(), WITHIN)).split()
    if len(words) < 2 or words[1][:1] != b"2":
        raise OSError("status %s" % (words[1].decode() if len(words) > 1 else "none"))
    size = 0
    while True:
        line = (await asyncio.wait_for(reader.readline(), WITHIN)).strip()
        if not line:
            return size
        name, _, text = line.partition(b":")
        if name.lower() == b"content-length":
            size = int(text)
