"""Flash whose power goes at a given operation, and what that tears.

After the cut nothing works any more: a dead machine's buffers must not be written by whoever
collects the garbage.
"""

from hal.sim.flash import Flash

NOTHING, HALF, SOME = 0, 1, 2  # of the operation happens


class PowerCut(BaseException):
    """The machine is off."""


class CuttingFlash(Flash):
    """In memory.

    Attributes:
        operations: programs and erases so far.
        cut_at: the operation at which power goes; None for never.
    """

    def __init__(self, blocks, content=None, cut_at=None, mode=NOTHING):
        super().__init__(blocks)
        if content is not None:
            self.content = content
        self.cut_at, self.mode = cut_at, mode
        self.operations = 0
        self.dead = False
        self._chance = 1 + (cut_at or 0)

    def readblocks(self, block, buffer, offset=0):
        if self.dead:
            raise PowerCut()
        super().readblocks(block, buffer, offset)

    def change(self, at, data):
        if self.dead:
            raise PowerCut()
        self.operations += 1
        if self.operations != self.cut_at:
            super().change(at, data)
            return
        before = bytes(memoryview(self.content)[at : at + len(data)])
        if self.mode == HALF:
            half = len(data) // 2
            super().change(at, bytes(data[:half]) + before[half:])
        elif self.mode == SOME:
            super().change(at, bytes([self._torn(*pair) for pair in zip(before, data)]))
        self.dead = True
        raise PowerCut()

    def _torn(self, before, after):
        """Some bits as they were, some as they were to be."""
        self._chance = (self._chance * 1103515245 + 12345) & 0x3FFFFFFF
        mask = self._chance >> 16 & 0xFF
        return (after & mask) | (before & ~mask & 0xFF)
