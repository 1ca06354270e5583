"""A meter made of pymodbus, at the other end of a pty."""

import asyncio
import os
import select
import socket
import struct
import threading
import tty
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from pymodbus import FramerType
from pymodbus.server import ModbusTcpServer
from pymodbus.simulator import DataType, SimData, SimDevice
from tests.firmware.board import free_port

FORMS = {"u16": ">H", "s16": ">h", "u32": ">I", "s32": ">i", "u64": ">Q", "s64": ">q", "f32": ">f"}


def words_of(kind: str, raw: float) -> list[int]:
    """Registers that hold a value of that type."""
    form = FORMS[kind.removesuffix("l")]
    packed = struct.pack(form, raw if form == ">f" else int(raw))
    words = list(struct.unpack(f">{len(packed) // 2}H", packed))
    return words[::-1] if kind.endswith("l") else words


@contextmanager
def slave(unit: int, registers: dict[int, list[int]]) -> Iterator[str]:
    """Path of a pty on which pymodbus answers for that unit, and for no other.

    pymodbus frames and answers RTU; between its socket and the pty bytes are only carried.
    """
    data = [
        SimData(address, values=words, datatype=DataType.REGISTERS)
        for address, words in sorted(registers.items())
    ]
    port, loop = free_port(), asyncio.new_event_loop()
    ready, servers = threading.Event(), []

    def serve() -> None:
        async def begin() -> None:
            server = ModbusTcpServer(
                SimDevice(unit, simdata=data), framer=FramerType.RTU, address=("127.0.0.1", port),
                ignore_missing_devices=True,
            )  # fmt: skip
            servers.append(server)
            await server.serve_forever(background=True)
            ready.set()

        loop.run_until_complete(begin())
        loop.run_forever()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        with wire(port) as path:
            yield path
    finally:
        asyncio.run_coroutine_threadsafe(servers[0].shutdown(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


@contextmanager
def wire(port: int | None) -> Iterator[str]:
    """Path of a pty whose bytes go to a socket and come back; into nothing where there is none."""
    near, far = os.openpty()
    tty.setraw(far)
    far_end = socket.create_connection(("127.0.0.1", port)) if port else None
    over = threading.Event()

    def carry() -> None:
        sources = [near] + ([far_end.fileno()] if far_end else [])
        while not over.is_set():
            for source in select.select(sources, [], [], 0.05)[0]:
                data = os.read(source, 512)
                if far_end and source == near:
                    far_end.sendall(data)
                elif source != near:
                    if not data:
                        return
                    os.write(near, data)

    thread = threading.Thread(target=carry, daemon=True)
    thread.start()
    try:
        yield os.ttyname(far)
    finally:
        over.set()
        thread.join(10)
        for descriptor in (near, far):
            with suppress(OSError):
                os.close(descriptor)
        if far_end:
            far_end.close()
