"""The short way of plain frames hands over just what the library would, in the same order."""

import asyncio
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from websockets.client import ClientProtocol
from websockets.frames import CONT, PING, TEXT, Frame
from websockets.http11 import Request
from websockets.server import ServerProtocol
from websockets.uri import parse_uri

from entrypoints.gateway.plain_frames import frame_of, text_of
from entrypoints.gateway.sockets import Knocker

LENGTHS = st.sampled_from([0, 1, 124, 125, 126, 127, 65_535, 65_536])
TEXTS = st.text(max_size=40) | LENGTHS.map(lambda length: "x" * length)


class _Transport(asyncio.Transport):
    """Takes what is written."""

    def __init__(self) -> None:
        super().__init__()
        self.written = b""
        self.reading = True

    def write(self, data: bytes) -> None:
        self.written += data

    def pause_reading(self) -> None:
        self.reading = False

    def resume_reading(self) -> None:
        self.reading = True

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        pass

    def is_closing(self) -> bool:
        return False

    def can_write_eof(self) -> bool:
        return False

    def close(self) -> None:
        pass


class _Server:
    """Of the library's server, what a connection asks of it."""

    def __init__(self) -> None:
        self.handler_tasks: set[asyncio.Task[None]] = set()

    async def handler(self, connection: Knocker) -> None:
        pass


async def _open() -> tuple[Knocker, _Transport]:
    """A connection after its handshake."""
    protocol = ServerProtocol()
    connection = Knocker(protocol, _Server(), ping_interval=None)  # type: ignore[arg-type] # a part
    transport = _Transport()
    connection.connection_made(transport)
    client = ClientProtocol(parse_uri("ws://127.0.0.1/ocpp/a"))
    client.send_request(client.connect())
    for data in client.data_to_send():
        connection.data_received(data)
    assert isinstance(connection.request, Request)
    protocol.send_response(protocol.accept(connection.request))
    connection.send_data()
    transport.written = b""
    return connection, transport


def _heard(chunks: list[bytes]) -> tuple[list[str | bytes], bytes]:
    """What is handed over when these come, and what was written."""

    async def scene() -> tuple[list[str | bytes], bytes]:
        connection, transport = await _open()
        heard: list[str | bytes] = []
        listening = asyncio.create_task(connection.listen(heard.append))
        await asyncio.sleep(0)
        for chunk in chunks:
            connection.data_received(chunk)
            if len(heard) % 2:
                await asyncio.sleep(0)
        for _ in range(2 * len(chunks) + 2):
            await asyncio.sleep(0)
        connection.connection_lost(None)
        await listening
        return heard, transport.written

    return asyncio.run(scene())


def _masked(opcode: Any, data: bytes, *, fin: bool = True) -> bytes:
    return Frame(opcode, data, fin).serialize(mask=True)


@given(TEXTS)
def test_a_plain_frame_says_what_the_library_wrote(text: str) -> None:
    whole = _masked(TEXT, text.encode())
    assert text_of(whole) == (text if len(text.encode()) < 1 << 16 else None)


@given(TEXTS)
def test_our_frame_is_the_librarys(text: str) -> None:
    assert frame_of(text) == Frame(TEXT, text.encode()).serialize(mask=False)


@given(st.binary(max_size=40))
def test_whatever_else_comes_is_left_to_the_library(noise: bytes) -> None:
    text = text_of(noise)
    assert text is None or _masked(TEXT, text.encode())[:2] == noise[:2]


@given(st.text(max_size=10))
def test_a_frame_with_an_extension_bit_or_without_a_mask_is_not_plain(text: str) -> None:
    whole = bytearray(_masked(TEXT, text.encode()))
    assert text_of(bytes([whole[0] | 0x40, *whole[1:]])) is None
    assert text_of(Frame(TEXT, text.encode()).serialize(mask=False)) is None
    assert text_of(bytes(whole[:-1])) is None
    assert text_of(bytes([*whole, 0])) is None


_PIECES = st.lists(
    st.tuples(st.sampled_from(["whole", "fragments", "ping"]), st.text(max_size=8)), max_size=8
)


@given(_PIECES, st.lists(st.integers(1, 30), max_size=30))
def test_messages_come_in_order_however_they_are_cut(
    pieces: list[tuple[str, str]], cuts: list[int]
) -> None:
    frames: list[bytes] = []
    for kind, text in pieces:
        data = text.encode()
        if kind == "whole":
            frames.append(_masked(TEXT, data))
        elif kind == "ping":
            frames.append(_masked(PING, data[:20]))
        else:
            frames.append(_masked(TEXT, data[:1], fin=False))
            frames.append(_masked(PING, b""))
            frames.append(_masked(CONT, data[1:]))
    said = [text for kind, text in pieces if kind != "ping"]
    assert _heard(frames)[0] == said
    stream, cut = b"".join(frames), []
    for length in cuts:
        cut.append(stream[:length])
        stream = stream[length:]
    assert _heard([chunk for chunk in [*cut, stream] if chunk])[0] == said


def test_what_lies_within_a_frame_is_not_taken_for_one() -> None:
    inner = _masked(TEXT, b"I look like a frame")
    outer = bytes([0x82, 0x80 + len(inner), 0, 0, 0, 0])
    assert _heard([outer, inner])[0] == [inner]


def test_a_plain_message_takes_the_short_way() -> None:
    async def scene() -> list[str | bytes]:
        connection, _ = await _open()
        heard: list[str | bytes] = []
        listening = asyncio.create_task(connection.listen(heard.append))
        await asyncio.sleep(0)
        connection.data_received(_masked(TEXT, b"hello"))
        at_once = list(heard)
        connection.connection_lost(None)
        await listening
        return at_once

    assert asyncio.run(scene()) == ["hello"]


def test_text_that_is_not_utf_8_is_closed_with_1007() -> None:
    heard, written = _heard([_masked(TEXT, b"\xff")])
    assert heard == []
    assert written[:1] == b"\x88"
    assert int.from_bytes(written[2:4], "big") == 1007


def test_who_does_not_read_is_not_listened_to() -> None:
    async def scene() -> list[bool]:
        connection, transport = await _open()
        connection.pause_writing()
        paused = transport.reading
        connection.resume_writing()
        return [paused, transport.reading]

    assert asyncio.run(scene()) == [False, True]


def test_a_closed_connection_lets_a_message_fall() -> None:
    async def scene() -> bytes:
        connection, transport = await _open()
        connection.protocol.send_close(1000)
        connection.send_data()
        before = transport.written
        connection.write("too late")
        return transport.written[len(before) :]

    assert asyncio.run(scene()) == b""
