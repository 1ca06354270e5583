"""NOR flash in memory or in a file: programs only clear bits, erases set a block's, power may go.

A cut comes at the given operation, and tears it in one of three ways: nothing of it happens, its
first half does, or a random part of its bits does. After it nothing works any more: a dead
machine's buffers must not be written by whoever collects the garbage.
"""

NOTHING, HALF, SOME = 0, 1, 2
BLOCK = 4096


class PowerCut(BaseException):
    """The machine is off."""


class Flash:
    """A block device as MicroPython's VfsLfs2 and our journal use it.

    Attributes:
        operations: programs and erases so far.
        erases: of which erases.
    """

    def __init__(self, blocks, path=None, content=None):
        self.blocks = blocks
        self.operations = self.erases = 0
        self.cut_at = None
        self.mode = NOTHING
        self.dead = False
        self._chance = 1
        self._file = None
        self.content = content
        if path:
            try:
                self._file = open(path, "r+b")
            except OSError:
                with open(path, "wb") as made:
                    for _ in range(blocks):
                        made.write(b"\xff" * BLOCK)
                self._file = open(path, "r+b")
        elif content is None:
            self.content = bytearray(b"\xff" * BLOCK * blocks)

    def readblocks(self, block, buffer, offset=0):
        self._alive()
        at = block * BLOCK + offset
        if self._file:
            self._file.seek(at)
            self._file.readinto(buffer)
        else:
            buffer[:] = self.content[at:at + len(buffer)]

    def writeblocks(self, block, data, offset=None):
        if offset is None:
            self.ioctl(6, block)
            offset = 0
        self._alive()
        at, length = block * BLOCK + offset, len(data)
        before = self._read(at, length)
        after = bytes([old & new for old, new in zip(before, data)])
        self._write(at, self._torn(before, after))

    def ioctl(self, what, argument):
        if what == 4:
            return self.blocks
        if what == 5:
            return BLOCK
        if what == 6:
            self._alive()
            at = argument * BLOCK
            self.erases += 1
            if self.cut_at is None:
                self._write(at, b"\xff" * BLOCK)
                self.operations += 1
            else:
                before = self._read(at, BLOCK)
                self._write(at, self._torn(before, b"\xff" * BLOCK))
        return 0

    def _alive(self):
        if self.dead:
            raise PowerCut()

    def _torn(self, before, after):
        self.operations += 1
        if self.cut_at is None or self.operations < self.cut_at:
            return after
        self.dead = True
        if self.mode == NOTHING:
            return before
        if self.mode == HALF:
            half = len(after) // 2
            return after[:half] + before[half:]
        torn = bytearray(before)
        for at in range(len(torn)):
            self._chance = (self._chance * 1103515245 + 12345) & 0x3FFFFFFF
            mask = self._chance >> 16 & 0xFF
            torn[at] = (after[at] & mask) | (before[at] & ~mask & 0xFF)
        return torn

    def _read(self, at, length):
        if not self._file:
            return self.content[at:at + length]
        self._file.seek(at)
        return self._file.read(length)

    def _write(self, at, data):
        if self._file:
            self._file.seek(at)
            self._file.write(data)
            self._file.flush()
        else:
            self.content[at:at + len(data)] = data
        if self.dead:
            raise PowerCut()
