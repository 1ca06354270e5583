"""NOR flash in a file or in memory: programs only clear bits, erases set those of a block."""

BLOCK = 4096


class Flash:
    """A block device as MicroPython's VfsLfs2 and our journal use it."""

    def __init__(self, blocks, path=None):
        self.blocks = blocks
        self._file = path and whole(path, blocks)
        self.content = None if path else bytearray(b"\xff" * BLOCK * blocks)

    def readblocks(self, block, buffer, offset=0):
        at = block * BLOCK + offset
        if self._file:
            self._file.seek(at)
            self._file.readinto(buffer)
        else:
            buffer[:] = memoryview(self.content)[at : at + len(buffer)]

    def writeblocks(self, block, data, offset=None):
        if offset is None:
            self.ioctl(6, block)
            offset = 0
        before = bytearray(len(data))
        self.readblocks(block, before, offset)
        for at in range(len(before)):
            before[at] &= data[at]
        self.change(block * BLOCK + offset, before)

    def ioctl(self, what, argument):
        if what == 4:
            return self.blocks
        if what == 5:
            return BLOCK
        if what == 6:
            self.change(argument * BLOCK, b"\xff" * BLOCK)
        return 0

    def change(self, at, data):
        """One operation: what the bytes there become."""
        if self._file:
            self._file.seek(at)
            self._file.write(data)
        else:
            memoryview(self.content)[at : at + len(data)] = data


def whole(path, blocks):
    """The file, blank if it is new."""
    try:
        return open(path, "r+b")
    except OSError:
        with open(path, "wb") as made:
            for _ in range(blocks):
                made.write(b"\xff" * BLOCK)
        return open(path, "r+b")
