"""A WebSocket client (RFC 6455): what OCPP-J needs of it, and nothing that it forbids."""

import asyncio
import gc
import os
import struct

LONGEST = 8192  # bytes of a message; a longer one is refused with 1009
TAKEN_WITHIN = 5  # seconds until what we send has left
_TEXT, _CLOSE, _PING, _PONG = 1, 8, 9, 10


class Refused(Exception):
    """The server would not upgrade; args[0] says why: an HTTP status, or what was wrong."""


class Closed(Exception):
    """The connection has ended; args[0] is the close code."""


def _mask(data, key):
    for at in range(len(data)):
        data[at] ^= key[at & 3]


try:  # eight times as fast, on machines that have it

    @micropython.viper
    def _mask_fast(data: ptr8, key: ptr8, length: int):  # noqa: F821
        at = 0
        while at < length:
            data[at] = data[at] ^ key[at & 3]
            at += 1

    def _mask(data, key):  # noqa: F811
        _mask_fast(data, key, len(data))
except NameError:
    pass


class WebSocket:
    """An open connection. One task may receive; any may send.

    Attributes:
        heard: whether anything has come since this was last set to False.
        spare: makes room where there is none.
    """

    def __init__(self, reader, writer):
        self._reader = reader
        self._writer = writer
        self._speaking = asyncio.Lock()  # a message
        self._sending = asyncio.Lock()  # a frame of it
        self._closing = False
        self.heard = True
        self.spare = gc.collect

    async def receive(self):
        """The next text message, as bytes; pings are answered. Raises Closed, OSError, EOFError."""
        parts, size, begun, lost = [], 0, False, False
        while True:
            first, second = await self._reader.readexactly(2)
            self.heard = True
            final, opcode, length = first & 0x80, first & 0x0F, second & 0x7F
            if first & 0x70 or second & 0x80 or (opcode >= 8 and (length > 125 or not final)):
                await self._fail(1002)
            if length == 126:
                length = struct.unpack(">H", await self._reader.readexactly(2))[0]
            elif length == 127:
                length = struct.unpack(">Q", await self._reader.readexactly(8))[0]
            size = size + length if opcode < 8 else size
            if length > LONGEST or size > LONGEST:
                await self._fail(1009)
            data = await self._data(length) if length else b""
            if (
                data is None
            ):  # no memory for it: the message is passed over, the connection lives on
                data, lost = b"", True
            if opcode == _PING:
                await self._send(_PONG, data)
            elif opcode == _CLOSE:
                code = struct.unpack(">H", data[:2])[0] if len(data) > 1 else 1005
                await self.close(1000 if code == 1005 else code)
                raise Closed(code)
            elif opcode == _PONG:
                pass
            elif opcode > 2 or (opcode == 0) != begun:
                await self._fail(1002)
            elif opcode == 2:
                await self._fail(1003)
            else:
                parts.append(data)
                begun = not final
                if final and lost:
                    parts, size, lost = [], 0, False
                elif final:
                    if len(parts) > 1:
                        data = b"".join(parts)
                    if data and max(data) > 127:
                        try:
                            str(data, "utf-8")
                        except UnicodeError:
                            await self._fail(1007)
                    return data

    async def _data(self, length):
        """The payload of a frame, read where it stays; None where there is no room for it."""
        try:
            try:
                data = bytearray(length)
            except MemoryError:
                self.spare()
                data = bytearray(length)
        except MemoryError:
            while length:
                length -= len(await self._reader.readexactly(min(length, 256)))
            return None
        view, got = memoryview(data), 0
        while got < length:
            count = await self._reader.readinto(view[got:])
            if not count:
                raise EOFError()
            got += count
        return data

    async def send(self, text):
        """A message: a text, or the pieces of one that would not fit into memory as a whole."""
        async with self._speaking:
            if isinstance(text, str):
                await self._send(_TEXT, encoded(text))
                return
            opcode = _TEXT
            for piece in text:
                await self._send(opcode, encoded(piece), 0)
                opcode = 0
            await self._send(opcode, b"")

    async def ping(self):
        await self._send(_PING, b"")

    async def close(self, code=1000):
        """Say that we are going; the other side may be gone already."""
        if self._closing:
            return
        self._closing = True
        try:
            await asyncio.wait_for(self._send(_CLOSE, struct.pack(">H", code)), 2)
        except (OSError, asyncio.TimeoutError):
            pass
        # `drop` is for whoever has opened it: somebody may still be reading.

    def drop(self):
        """Hang up without a word; nobody may be reading."""
        self._closing = True
        self._writer.s.close()  # Stream.close() does nothing

    async def _fail(self, code):
        await self.close(code)
        raise Closed(code)

    async def _send(self, opcode, data, final=0x80):
        body = data if isinstance(data, bytearray) else bytearray(data)
        length = len(body)
        if length < 126:
            head = struct.pack("BB", final | opcode, 0x80 | length)
        else:
            head = struct.pack(">BBH", final | opcode, 0x80 | 126, length)
        key = os.urandom(4)
        _mask(body, key)
        # A full send buffer that stays full is a dead link too.
        async with self._sending:
            self._writer.write(head + key)
            self._writer.write(body)
            try:
                await asyncio.wait_for(self._writer.drain(), TAKEN_WITHIN)
            except asyncio.TimeoutError:
                raise OSError(110)


def encoded(text):
    """UTF-8; half a surrogate pair, which JSON lets in, must not go out."""
    body = bytearray(text, "utf-8")
    if len(body) != len(text) and any([0xD800 <= ord(each) < 0xE000 for each in text]):
        return encoded("".join(["?" if 0xD800 <= ord(each) < 0xE000 else each for each in text]))
    return body
