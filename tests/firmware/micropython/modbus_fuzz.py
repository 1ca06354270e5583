"""Answers that no meter should give. None may raise, or pass for a reading that is not the truth.

modbus_fuzz.py FIRMWARE FRAMES
"""

import asyncio
import random
import sys

sys.path.insert(0, sys.argv[1])
sys.path.insert(1, __file__.rpartition("/")[0])

from drivers import maps, modbus  # noqa: E402 - after the path is set
from lines import Scripted  # noqa: E402 - after the path is set

modbus.WITHIN, modbus.EVERY = 3, 1  # ms: nothing here is slow
random.seed(16)
TRUTH = {"wh": 1234567, "dv1": 2301}
ROWS = maps.rows("custom", "4 0x0000 u32 0 wh; 4 0x0002 u16 0 dv1")


def sealed(body):
    crc = modbus.crc(body)
    return body + bytes([crc & 255, crc >> 8])


GOOD = sealed(b"\x01\x04\x06" + (1234567).to_bytes(4, "big") + (2301).to_bytes(2, "big"))
CORPUS = (
    b"",
    b"\x00",
    b"\x01",
    b"\x01\x04",
    b"\x01\x04\x06",
    b"\x01\x84\x02\xc2\xc1",
    sealed(b"\x01\x84\x0b"),
    sealed(b"\x01\x84\x00"),
    sealed(b"\x01\x04\x00"),
    sealed(b"\x01\x04\xff" + b"\xff" * 255),
    sealed(b"\x02\x04\x06" + b"\x00" * 6),
    sealed(b"\x01\x03\x06" + b"\x00" * 6),
    sealed(b"\x01\x04\x04" + b"\x00" * 4),
    sealed(b"\x01\x04\x08" + b"\x00" * 8),
    sealed(b"\x01\x04\x06" + b"\xff" * 6),
    modbus.request(1, 4, 0, 3),  # an adapter that hears itself
    modbus.request(1, 4, 0, 3) + GOOD,
    b"\xff" * 300,
    b"\x00" + GOOD,
)


def frame(turn):
    kind = turn % 5
    if turn < len(CORPUS):
        return CORPUS[turn]
    if kind == 0:
        return bytes([random.getrandbits(8) for _ in range(random.getrandbits(6))])
    if kind == 1:
        return GOOD[: random.getrandbits(8) % len(GOOD)]
    if kind == 2:
        broken = bytearray(GOOD)
        broken[random.getrandbits(8) % len(GOOD)] ^= 1 << random.getrandbits(3)
        return bytes(broken)
    if kind == 3:
        return bytes([random.getrandbits(8)]) + GOOD
    return sealed(bytes([1, 4 | random.getrandbits(1) << 7, random.getrandbits(8)])) + GOOD[:3]


async def main(frames):
    read = 0
    for turn in range(frames + len(CORPUS)):
        whole = frame(turn)
        at = random.getrandbits(4)
        line = modbus.Line(
            Scripted(lambda _: [piece for piece in (whole[:at], whole[at:]) if piece])
        )
        meter = modbus.ModbusMeter(line, 1, maps.plan(ROWS))
        found = await meter.read()
        assert found is None or found == TRUTH, (turn, whole, found)
        assert found or meter.why, turn
        read += found is not None
    line = modbus.Line(Scripted(lambda _: [GOOD]))
    assert await modbus.ModbusMeter(line, 1, maps.plan(ROWS)).read() == TRUTH
    print(read)


asyncio.run(main(int(sys.argv[2])))
