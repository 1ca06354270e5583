"""RFID reader over Wiegand: a pulse on D0 is a zero, one on D1 a one; a pause ends the number.

26, 34 and 58 bits: the first bit makes the first half even, the last one the second half odd. What
has another length, or wrong parity, is a line that is disturbed, or a keypad: it is no tag.
"""

from .shown import Shown

LENGTHS = (26, 34, 58)
PAUSE = 25  # ms; bits come every 1 to 2 ms
MOST = 64


class Wiegand:
    """See hal/api.py.

    Args:
        lines: (zero, one) → None: has these functions called at falling edges of D0 and D1.
    """

    def __init__(self, lines, ticks):
        self._ticks = ticks
        self._shown = Shown(ticks)
        self._bits = bytearray(MOST)  # made once: an interrupt makes no object
        self._size = 0
        self._last = 0
        lines(self.zero, self.one)

    def zero(self, _=None):
        self._bit(0)

    def one(self, _=None):
        self._bit(1)

    def _bit(self, value):
        if self._size < MOST:
            self._bits[self._size] = value
            self._size += 1
        self._last = self._ticks()

    def poll(self):
        if not self._size or self._ticks() - self._last < PAUSE:
            return self._shown(None)
        size, self._size = self._size, 0
        return self._shown(number(self._bits, size))


def number(bits, size):
    """Upper-case hex of the bits between the two of parity, or None."""
    if size not in LENGTHS:
        return None
    half = size // 2
    if sum(bits[:half]) & 1 or not sum(bits[half:size]) & 1:
        return None
    value = 0
    for at in range(1, size - 1):
        value = value << 1 | bits[at]
    return "%0*X" % ((size - 2) // 4, value)
