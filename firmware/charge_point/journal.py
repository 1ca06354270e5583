"""The ring journal: records on raw NOR flash that are whole or not there, whenever power goes.

A slot is written by one program operation and never again, but for its last word, which is
cleared when the record is done with:

    0 crc32 of 4..123 | 4 seq | 8 number | 12 kind | 13 length | 14 payload | 124 done (~0 = live)

* seq counts slots written: the highest is the head of the ring. number counts records: a record
  that is carried forward out of a block to be erased keeps its number, and the copy counts.
* The two blocks ahead of the head are blank. Entering a block, the one after these is emptied:
  what lives there is carried forward, every slot's crc is cleared (so that a torn erase cannot
  bring a dead record to life), and it is erased.
* A torn slot has a wrong crc and is passed over; a torn `done` counts as done.

The device has MicroPython's extended block interface: readblocks, writeblocks (program only), and
ioctl 4 (blocks), 5 (block size), 6 (erase).
"""

import binascii
import struct
from array import array

from .records import DROPPABLE, EVENT, START

SLOT = 128
PAYLOAD = 110
MOST = 544  # live records: 250 transactions and some
RESERVE = 32  # places that only stops and what belongs to them may take
_HEAD = "<IIIBB"
BLANK = b"\xff" * SLOT
CLEARED = b"\0\0\0\0"


class Full(Exception):
    """No room for a record that must not be dropped."""


class RingJournal:
    """Live records in order of their numbers.

    Args:
        care: name → function of `blocks/ring_care.py`, which is only in memory while it works.

    Attributes:
        stopped: transactions whose stop was seen done when it was mounted, newest last.
        started: time of the latest start that was seen then, as recorded.
    """

    def __init__(self, device, care):
        self.device = device
        self._size = device.ioctl(5, 0)
        self.blocks = device.ioctl(4, 0)
        self.per = self._size // SLOT
        self.buffer = bytearray(SLOT)
        # Live records, in arrays that are made once: keeping a record must never fail for memory.
        self.size = 0
        self.numbers = array("I", bytes(4 * MOST))  # rising
        self.places = array("H", bytes(2 * MOST))  # slot << 4 | kind, beside them
        self.block = self.at = 0  # written next: this slot of this block
        self.seq = 0
        self.number = 0
        self.stopped = []
        self.started = 0
        self._care = care
        care("mount")(self)

    # What others use.

    @property
    def room(self):
        """Records that still fit."""
        return min(MOST, (self.blocks - 4) * self.per) - self.size

    def put(self, kind, payload):
        """Keep a record; returns its number.

        The last places are kept for what ends transactions. Raises Full where there is no room
        and nothing can be dropped.
        """
        spare = RESERVE if kind in (START, DROPPABLE, EVENT) else 0
        while self.room <= spare:
            if not self._drop():
                raise Full()
        self.number += 1
        slot = self._take()
        self.store(slot, kind, self.number, payload)
        self.remember(self.size, self.number, slot, kind)
        return self.number

    def done(self, number):
        """Forget a record; unknown numbers are forgotten already."""
        at = self.find(number)
        if at is not None:
            self.end(self.places[at] >> 4)
            self.forget(at)

    def remember(self, at, number, slot, kind):
        """Take into the arrays, at a place that keeps them in order."""
        for row, value in ((self.numbers, number), (self.places, slot << 4 | kind)):
            view = memoryview(row)
            view[at + 1 : self.size + 1] = view[at : self.size]
            row[at] = value
        self.size += 1

    def forget(self, at):
        """Leave out of the arrays."""
        for row in (self.numbers, self.places):
            view = memoryview(row)
            view[at : self.size - 1] = view[at + 1 : self.size]
        self.size -= 1

    def read(self, number):
        """(kind, payload), or None."""
        at = self.find(number)
        if at is None:
            return None
        found = self.load(self.places[at] >> 4)
        return found and (found[2], found[3])

    def live(self, *kinds):
        """Numbers of live records of those kinds, oldest first."""
        found = array("I")
        for at in range(self.size):
            if self.places[at] & 15 in kinds:
                found.append(self.numbers[at])
        return found

    def count(self, kinds):
        """How many live records there are of those kinds."""
        found = 0
        for at in range(self.size):
            found += self.places[at] & 15 in kinds
        return found

    def first(self, kinds):
        """The oldest number of those kinds, or None."""
        for at in range(self.size):
            if self.places[at] & 15 in kinds:
                return self.numbers[at]
        return None

    # How it is kept.

    def find(self, number):
        low, high = 0, self.size
        while low < high:
            middle = (low + high) // 2
            if self.numbers[middle] < number:
                low = middle + 1
            else:
                high = middle
        return low if low < self.size and self.numbers[low] == number else None

    def _drop(self):
        for at in range(self.size):
            if self.places[at] & 15 == DROPPABLE:
                self.done(self.numbers[at])
                return True
        return False

    def load(self, slot):
        """(seq, number, kind, payload, live), or None for a slot that holds no record."""
        buffer = self.buffer
        self.device.readblocks(slot // self.per, buffer, slot % self.per * SLOT)
        crc, seq, number, kind, length = struct.unpack(_HEAD, buffer)
        view = memoryview(buffer)
        if length > PAYLOAD or binascii.crc32(view[4:124]) & 0xFFFFFFFF != crc:
            return None
        live = buffer[124:] == b"\xff\xff\xff\xff"
        return seq, number, kind, bytes(view[14 : 14 + length]), live

    def program(self, slot, offset, data):
        self.device.writeblocks(slot // self.per, data, slot % self.per * SLOT + offset)

    def end(self, slot):
        self.program(slot, 124, CLEARED)

    def _take(self):
        """The next blank slot; whoever enters a block clears the way before it."""
        while self.at == self.per:
            self.block, self.at = (self.block + 1) % self.blocks, 0
            self._care("clear_ahead")(self)
        return self.claim()

    def claim(self):
        if self.at == self.per:
            self.block, self.at = (self.block + 1) % self.blocks, 0
        self.at += 1
        return self.block * self.per + self.at - 1

    def store(self, slot, kind, number, payload):
        self.seq += 1
        buffer = self.buffer
        buffer[:] = BLANK
        struct.pack_into(_HEAD, buffer, 0, 0, self.seq, number, kind, len(payload))
        buffer[14 : 14 + len(payload)] = payload
        crc = binascii.crc32(memoryview(buffer)[4:124]) & 0xFFFFFFFF
        struct.pack_into("<I", buffer, 0, crc)
        # The last word stays erased: it is for `done`.
        self.program(slot, 0, memoryview(buffer)[:124])
