"""Two slots for the software, `a` and `b`: which one starts, and what happens if it does not hold.

This file stands beside the slots and belongs to neither: an update never writes it. What it
keeps is one line in two copies, `slots.0` and `slots.1`, each with a CRC and a number that rises;
a change is written over the older copy, so that one of them is always whole.

    number in use trial left   e.g. `7 a b 3`: a is in use, b is on trial and has three starts left
"""

import binascii
import os

TRIALS = 3
NONE = "-"


class Slots:
    """The slots of a folder.

    Attributes:
        use: the one that has proven itself.
        trial: the one on trial, or NONE.
        left: starts that it still has.
    """

    def __init__(self, folder):
        self._folder = folder
        self._number, self.use, self.trial, self.left = -1, "a", NONE, 0
        for copy in "01":
            found = _read(self._path(copy))
            if found and found[0] > self._number:
                self._number, self.use, self.trial, self.left = found

    def _path(self, copy):
        return self._folder + "/slots." + copy

    def folder(self, slot):
        return self._folder + "/" + slot

    @property
    def other(self):
        return "b" if self.use == "a" else "a"

    def save(self):
        self._number += 1
        line = "%d %s %s %d" % (self._number, self.use, self.trial, self.left)
        with open(self._path("01"[self._number & 1]), "w") as file:
            file.write("%08x %s" % (binascii.crc32(line.encode()) & 0xFFFFFFFF, line))

    def start(self):
        """The slot to start now; a trial has one start less before it begins."""
        if self.trial == NONE:
            return self.use
        if not self.left:
            self.trial = NONE
            self.save()
            return self.use
        self.left -= 1
        self.save()
        return self.trial

    def try_out(self, slot):
        """The next starts are from there, on trial."""
        self.trial, self.left = slot, TRIALS
        self.save()

    def confirm(self, running):
        """What runs has proven itself. Writes only where something changes."""
        if self.trial != NONE and running == self.trial:
            self.use, self.trial, self.left = running, NONE, 0
            self.save()

    def give_up(self):
        """No trial after all."""
        if self.trial != NONE:
            self.trial, self.left = NONE, 0
            self.save()


def _read(path):
    try:
        with open(path) as file:
            crc, _, line = file.read(60).partition(" ")
        if int(crc, 16) != binascii.crc32(line.encode()) & 0xFFFFFFFF:
            return None
        number, use, trial, left = line.split()
        return int(number), use, trial, int(left)
    except (OSError, ValueError):
        return None


def empty(path):
    """Remove a folder with all that is in it; what is not there is fine."""
    try:
        names = os.listdir(path)
    except OSError:
        return
    for name in names:
        inner = path + "/" + name
        if os.stat(inner)[0] & 0x4000:
            empty(inner)
        else:
            os.remove(inner)
    os.rmdir(path)
