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

from .records import DROPPABLE, START, STOP, tx_of

SLOT = 128
PAYLOAD = 110
RESERVE = 32  # places that only stops and what belongs to them may take
_HEAD = "<IIIBB"
_BLANK = b"\xff" * SLOT
_WORD = b"\0\0\0\0"


class Full(Exception):
    """No room for a record that must not be dropped."""


class RingJournal:
    """Live records in order of their numbers.

    Attributes:
        stopped: transactions whose stop was seen done at `mount`, newest last.
    """

    def __init__(self, device):
        self._device = device
        self._size = device.ioctl(5, 0)
        self._blocks = device.ioctl(4, 0)
        self._per = self._size // SLOT
        self._buffer = bytearray(SLOT)
        self._numbers = []
        self._places = []  # slot << 4 | kind, beside _numbers
        self._block = self._at = 0  # written next: this slot of this block
        self._seq = 0
        self.number = 0
        self.stopped = []
        self._mount()

    # What others use.

    @property
    def room(self):
        """Records that still fit."""
        return (self._blocks - 4) * self._per - len(self._numbers)

    def put(self, kind, payload):
        """Keep a record; returns its number.

        The last places are kept for what ends transactions. Raises Full where there is no room
        and nothing can be dropped.
        """
        spare = RESERVE if kind in (START, DROPPABLE) else 0
        while self.room <= spare:
            if not self._drop():
                raise Full()
        self.number += 1
        slot = self._take()
        self._store(slot, kind, self.number, payload)
        self._numbers.append(self.number)
        self._places.append(slot << 4 | kind)
        return self.number

    def done(self, number):
        """Forget a record; unknown numbers are forgotten already."""
        at = self._find(number)
        if at is not None:
            self._end(self._places[at] >> 4)
            self._numbers.pop(at)
            self._places.pop(at)

    def read(self, number):
        """(kind, payload), or None."""
        at = self._find(number)
        if at is None:
            return None
        found = self._load(self._places[at] >> 4)
        return found and (found[2], found[3])

    def live(self, *kinds):
        """Numbers of live records of those kinds, oldest first."""
        return [n for n, place in zip(self._numbers, self._places) if place & 15 in kinds]

    def first(self, kinds):
        """The oldest number of those kinds, or None."""
        for at in range(len(self._places)):
            if self._places[at] & 15 in kinds:
                return self._numbers[at]
        return None

    # How it is kept.

    def _find(self, number):
        low, high = 0, len(self._numbers)
        while low < high:
            middle = (low + high) // 2
            if self._numbers[middle] < number:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self._numbers) and self._numbers[low] == number else None

    def _drop(self):
        for at in range(len(self._places)):
            if self._places[at] & 15 == DROPPABLE:
                self.done(self._numbers[at])
                return True
        return False

    def _load(self, slot):
        """(seq, number, kind, payload, live), or None for a slot that holds no record."""
        buffer = self._buffer
        self._device.readblocks(slot // self._per, buffer, slot % self._per * SLOT)
        crc, seq, number, kind, length = struct.unpack(_HEAD, buffer)
        view = memoryview(buffer)
        if length > PAYLOAD or binascii.crc32(view[4:124]) & 0xFFFFFFFF != crc:
            return None
        live = buffer[124:] == b"\xff\xff\xff\xff"
        return seq, number, kind, bytes(view[14:14 + length]), live

    def _blank(self, slot):
        self._device.readblocks(slot // self._per, self._buffer, slot % self._per * SLOT)
        return self._buffer == _BLANK

    def _program(self, slot, offset, data):
        self._device.writeblocks(slot // self._per, data, slot % self._per * SLOT + offset)

    def _end(self, slot):
        self._program(slot, 124, _WORD)

    def _take(self):
        """The next blank slot; whoever enters a block clears the way before it."""
        while self._at == self._per:
            self._block, self._at = (self._block + 1) % self._blocks, 0
            self._clear_ahead()
        return self._claim()

    def _claim(self):
        if self._at == self._per:
            self._block, self._at = (self._block + 1) % self._blocks, 0
        self._at += 1
        return self._block * self._per + self._at - 1

    def _store(self, slot, kind, number, payload):
        self._seq += 1
        buffer = self._buffer
        buffer[:] = _BLANK
        struct.pack_into(_HEAD, buffer, 0, 0, self._seq, number, kind, len(payload))
        buffer[14:14 + len(payload)] = payload
        crc = binascii.crc32(memoryview(buffer)[4:124]) & 0xFFFFFFFF
        struct.pack_into("<I", buffer, 0, crc)
        # The last word stays erased: it is for `done`.
        self._program(slot, 0, memoryview(buffer)[:124])

    def _clear_ahead(self):
        for ahead in (1, 2):
            block = (self._block + ahead) % self._blocks
            if not self._all_blank(block):
                self._empty(block)

    def _empty(self, block):
        """Carry forward what lives in a block, and erase it."""
        first = block * self._per
        for at in range(len(self._places)):
            slot = self._places[at] >> 4
            if first <= slot < first + self._per:
                _, number, kind, payload, _ = self._load(slot)
                copy = self._claim()
                self._store(copy, kind, number, payload)
                self._places[at] = copy << 4 | kind
        for slot in range(first, first + self._per):
            self._program(slot, 0, _WORD)
        self._device.ioctl(6, block)

    # How it is found again.

    def _mount(self):
        slots = self._blocks * self._per
        head = None
        for slot in range(slots):
            found = self._load(slot)
            if found and found[0] > self._seq:
                self._seq, head = found[0], slot
        if head is None:
            for block in range(self._blocks):
                if not self._all_blank(block):
                    self._device.ioctl(6, block)
            return
        for step in range(1, slots + 1):  # oldest first
            slot = (head + step) % slots
            found = self._load(slot)
            if found:
                self._meet(slot, found)
        self._block, self._at = head // self._per, head % self._per + 1
        while self._at < self._per and not self._blank(head - head % self._per + self._at):
            self._at += 1  # torn
        self._clear_ahead()

    def _meet(self, slot, found):
        _, number, kind, payload, live = found
        self.number = max(self.number, number)
        older = self._find(number)
        if older is not None:  # carried forward, and power went before the old one was erased
            self._end(self._places[older] >> 4)
            self._numbers.pop(older)
            self._places.pop(older)
        if live:
            at = len(self._numbers)
            while at and self._numbers[at - 1] > number:
                at -= 1
            self._numbers.insert(at, number)
            self._places.insert(at, slot << 4 | kind)
        elif kind == STOP:
            self.stopped.append(tx_of(payload))
            del self.stopped[:-8]

    def _all_blank(self, block):
        for slot in range(block * self._per, (block + 1) * self._per):
            if not self._blank(slot):
                return False
        return True
