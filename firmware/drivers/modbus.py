"""Modbus RTU master and the meter over it. Integers only: the ESP32's floats know 24 bits.

A register's bytes become a whole number of our unit by shifts and powers of ten. What a meter
marks as absent (all ones, the largest number, NaN) is left out of the reading.
"""

import asyncio
import struct

WITHIN = 300  # ms for an answer, at 9600 baud and a slow meter
EVERY = 4  # ms between looks at the line
LONGEST = 255


class Bad(Exception):
    """No answer, or one that cannot be used; says which."""


def crc(data):
    """CRC-16/MODBUS of bytes."""
    value = 0xFFFF
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ 0xA001 if value & 1 else value >> 1
    return value


def request(unit, function, address, count):
    """A frame that asks for registers."""
    frame = struct.pack(">BBHH", unit, function, address, count)
    return frame + struct.pack("<H", crc(frame))


def registers(frame, unit, function, count):
    """The data of an answer; raises Bad unless it answers that request."""
    if len(frame) < 5:
        raise Bad("silence" if not frame else "short")
    if frame[0] != unit:
        raise Bad("unit %d" % frame[0])
    if frame[1] == function | 0x80:
        size = 5
    elif frame[1] == function and frame[2] == count * 2:
        size = 5 + count * 2
    else:
        raise Bad("function %d" % frame[1])
    if len(frame) < size:
        raise Bad("short")
    if crc(frame[: size - 2]) != frame[size - 2] | frame[size - 1] << 8:
        raise Bad("crc")
    if size == 5:
        raise Bad("exception %d" % frame[2])
    return frame[3 : 3 + count * 2]


def number(data, kind, power):
    """Registers as an integer of our unit, rounded to the nearest; None where it is absent."""
    if kind[-1] == "l":
        kind = kind[:-1]
        data = b"".join([data[at : at + 2] for at in range(len(data) - 2, -2, -2)])
    raw = 0  # `int.from_bytes` of more than 4 bytes is not the same on every port
    for byte in data:
        raw = raw << 8 | byte
    bits = len(data) * 8
    if kind == "f32":
        return real(raw, power)
    if kind[0] == "u":
        if raw == (1 << bits) - 1:
            return None
    elif raw == (1 << bits - 1) - 1:
        return None
    elif raw >> bits - 1:
        raw -= 1 << bits
    return scaled(raw, 1, power)


def real(raw, power):
    """IEEE 754 single precision, as its 32 bits, times ten to the power."""
    exponent, part = raw >> 23 & 0xFF, raw & 0x7FFFFF
    if exponent == 255:
        return None
    if exponent == 0:
        return 0  # what is that small is nothing
    part = -(part | 0x800000) if raw >> 31 else part | 0x800000
    shift = exponent - 150
    if shift > 0:
        return scaled(part << shift, 1, power) if shift < 40 else None
    return scaled(part, 1 << -shift, power)


def scaled(above, below, power):
    """above/below × 10^power, rounded half away from zero."""
    if power >= 0:
        above *= 10**power
    else:
        below *= 10**-power
    half = (2 * abs(above) + below) // (2 * below)
    return half if above >= 0 else -half


class Line:
    """An RS-485 line, shared by the meters on it.

    Args:
        port: `write(bytes)`, `flush()`, `any()` and `read(n)`, as machine.UART.
        turn: (bool) → None, drives the transceiver's DE; None where it turns by itself.
    """

    def __init__(self, port, turn=None):
        self._port = port
        self._turn = turn
        self._busy = asyncio.Lock()

    async def ask(self, unit, function, address, count):
        """The data of those registers; raises Bad."""
        async with self._busy:
            await asyncio.sleep_ms(EVERY)  # the silence between two frames
            return await self._ask(unit, function, address, count)

    async def _ask(self, unit, function, address, count):
        port = self._port
        if port.any():
            port.read(port.any())  # what comes unasked answers nothing
        if self._turn:
            self._turn(True)
        port.write(request(unit, function, address, count))
        if self._turn:
            # Blocks for the 8 ms of eight bytes: who turns late does not hear the answer begin.
            port.flush()
            self._turn(False)
        frame, waited, want = b"", 0, 5
        while len(frame) < want and waited < WITHIN:
            await asyncio.sleep_ms(EVERY)
            waited += EVERY
            if port.any():
                frame = (frame + (port.read(port.any()) or b""))[:LONGEST]
                # An exception is five bytes long; a full answer tells its length.
                want = 5 + frame[2] if len(frame) > 2 and frame[1] == function else 5
        return registers(frame, unit, function, count)


class ModbusMeter:
    """See hal/api.py.

    Args:
        asked: of `maps.plan`.

    Attributes:
        why: what was wrong with the last reading that failed.
    """

    modulus = 0

    def __init__(self, line, unit, asked):
        self._line = line
        self._unit = unit
        self._asked = asked
        self.why = ""

    async def read(self):
        found = {}
        try:
            for function, address, count, fields in self._asked:
                data = await self._tried(function, address, count)
                for kind, place, power, key in fields:
                    value = number(data[place : place + SIZES[kind[1:3]]], kind, power)
                    if value is not None:
                        found[key] = value
        except (Bad, OSError) as bad:
            self.why = str(bad)
            return None
        if found.get("wh", -1) < 0:
            self.why = "no energy"
            return None
        return found

    async def _tried(self, *asked):
        try:
            return await self._line.ask(self._unit, *asked)
        except Bad:  # once is noise
            return await self._line.ask(self._unit, *asked)


SIZES = {"16": 2, "32": 4, "64": 8}  # bytes
