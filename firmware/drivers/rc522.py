"""RFID reader RC522 over SPI: the number of an ISO 14443 A card (4, 7 or 10 bytes).

MFRC522 datasheet (registers, section 9), ISO 14443-3 (6.4: anticollision). Two cards at once are
none: they collide, and nobody says which of them was meant.
"""

from .shown import Shown, text

COMMAND, COM_IRQ, ERROR, FIFO, LEVEL, FRAMING = 0x01, 0x04, 0x06, 0x09, 0x0A, 0x0D
TX_CONTROL = 0x14

IDLE, TRANSCEIVE, SOFT_RESET = 0x00, 0x0C, 0x0F
ANTENNA = 0x03
TIMER, DONE = 0x01, 0x30  # of COM_IRQ: nobody answers; received or idle
BROKEN = 0x1B  # of ERROR: overflow, collision, parity, protocol

BEGIN = (
    (0x2A, 0x80),  # the timer starts by itself after sending,
    (0x2B, 0xA9),  # counts steps of 25 us,
    (0x2C, 0x00),
    (0x2D, 0xC8),  # and 200 of them: a card answers within 5 ms or is none
    (0x15, 0x40),  # 100 % ASK
    (0x11, 0x3D),  # CRC_A begins with 6363
    (TX_CONTROL, 0x80 | ANTENNA),
)
WAKE_UP = 0x52  # also those that have been put to sleep
HALT = b"\x50\x00"
LEVELS = (0x93, 0x95, 0x97)
CASCADE = 0x88
LOOKS = 60  # at COM_IRQ, if even the timer is silent


class Rc522:
    """See hal/api.py.

    Args:
        spi: `write_readinto(out, into)`, as machine.SPI.
        select: (level) → None, the chip's SDA/CS.
    """

    def __init__(self, spi, select, ticks):
        self._spi, self._select = spi, select
        self._out, self._in = bytearray(2), bytearray(2)
        self._shown = Shown(ticks)
        select(1)
        self.begin()

    def begin(self):
        self.write(COMMAND, SOFT_RESET)
        for register, value in BEGIN:
            self.write(register, value)

    def version(self):
        """0x91 or 0x92, 0x88 and others of clones; 0 or 0xFF where there is no chip."""
        return self.read(0x37)

    def poll(self):
        if self.read(TX_CONTROL) & ANTENNA != ANTENNA:  # it has lost power, or never had it
            self.begin()
        return self._shown(self._card())

    def _card(self):
        if not self._exchange(bytes([WAKE_UP]), 7):
            return None
        uid = b""
        for level in LEVELS:
            part = self._exchange(bytes([level, 0x20]))
            if not part or len(part) != 5 or part[0] ^ part[1] ^ part[2] ^ part[3] != part[4]:
                return None
            if part[0] != CASCADE:
                uid += part[:4]
                break
            uid += part[1:4]
            if not self._exchange(sealed(bytes([level, 0x70]) + part)):
                return None
        else:
            return None
        self._exchange(sealed(HALT))
        return text(uid)

    def _exchange(self, data, bits=0):
        """What a card answers to those bytes (to `bits` bits of the last one), or None."""
        self.write(COMMAND, IDLE)
        self.write(COM_IRQ, 0x7F)
        self.write(LEVEL, 0x80)
        for byte in data:
            self.write(FIFO, byte)
        self.write(FRAMING, bits)
        self.write(COMMAND, TRANSCEIVE)
        self.write(FRAMING, bits | 0x80)
        found = 0
        for _ in range(LOOKS):
            found = self.read(COM_IRQ)
            if found & (TIMER | DONE):
                break
        self.write(FRAMING, 0)
        if not found & DONE or self.read(ERROR) & BROKEN:
            return None
        return bytes([self.read(FIFO) for _ in range(min(self.read(LEVEL), 64))])

    # Registers.

    def read(self, register):
        return self._transfer(register << 1 | 0x80, 0)

    def write(self, register, value):
        self._transfer(register << 1, value)

    def _transfer(self, address, value):
        self._out[0], self._out[1] = address, value
        self._select(0)
        try:
            self._spi.write_readinto(self._out, self._in)
        finally:
            self._select(1)
        return self._in[1]


def sealed(data):
    """With the CRC_A of ISO 14443-3, annex B."""
    value = 0x6363
    for byte in data:
        byte ^= value & 0xFF
        byte = (byte ^ byte << 4) & 0xFF
        value = value >> 8 ^ byte << 8 ^ byte << 3 ^ byte >> 4
    return data + bytes([value & 0xFF, value >> 8 & 0xFF])
