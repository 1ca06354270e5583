"""The ring journal's blocks as files of littlefs, for a table without a partition of its own.

Each block is a file, whose end is where it is blank. littlefs writes a file anew and then makes it
count in one step: every program and every erase happens whole or not at all. That costs most of an
erase of flash for each record and for each `done`, where the raw ring needs a 32nd of one.
"""

import os

BLOCK = 4096
BLOCKS = 24
SLOWEST = 1000  # ms that littlefs may take, with a compaction and its erases


class FileRing:
    """A block device, as the journal uses it.

    Args:
        allow: (ms) → None, told before each write: nothing runs beside it.

    Attributes:
        atomic: what is written needs no clearing before it is erased.
    """

    atomic = True

    def __init__(self, folder, allow=lambda ms: None, blocks=BLOCKS):
        self._folder = folder
        self._allow = allow
        self._blocks = blocks
        self._read = (None, None)  # block, its file open for reading
        try:
            os.mkdir(folder)
        except OSError:
            pass  # it is there

    def _path(self, block):
        return "%s/%d" % (self._folder, block)

    def readblocks(self, block, buffer, offset=0):
        held, file = self._read
        if held != block:
            self._close()
            try:
                file = open(self._path(block), "rb")
            except OSError:
                file = None
            self._read = (block, file)
        size = 0
        if file:
            file.seek(offset)
            size = file.readinto(buffer)
        for at in range(size, len(buffer)):
            buffer[at] = 255

    def writeblocks(self, block, data, offset):
        self._close()
        self._allow(SLOWEST)
        path = self._path(block)
        try:
            file = open(path, "r+b")
        except OSError:
            file = open(path, "w+b")
        try:
            end = file.seek(0, 2)
            for at in range(end, offset):
                file.write(b"\xff")
            file.seek(offset)
            file.write(data)
        finally:
            file.close()

    def ioctl(self, what, argument):
        if what == 4:
            return self._blocks
        if what == 5:
            return BLOCK
        if what == 6:
            self._close()
            self._allow(SLOWEST)
            try:
                os.remove(self._path(argument))
            except OSError:
                pass  # it was blank
        return 0

    def _close(self):
        if self._read[1]:
            self._read[1].close()
        self._read = (None, None)
