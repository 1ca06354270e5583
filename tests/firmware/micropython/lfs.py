"""littlefs on flash whose power goes."""

import gc

import vfs
from sim.cutting import CuttingFlash

PLACE = "/cut"


class Flash(CuttingFlash):
    """What garbage collection closes after the cut changes nothing, and says nothing."""

    erases = 0

    def writeblocks(self, block, data, offset=None):
        if not self.dead:
            super().writeblocks(block, data, offset)

    def ioctl(self, what, argument):
        self.erases += what == 6
        return 0 if self.dead else super().ioctl(what, argument)


def formatted(flash):
    vfs.VfsLfs2.mkfs(flash, readsize=32, progsize=32, lookahead=32)
    return flash


def mounted(flash):
    """Mount it as a board does at power-on."""
    let_go()
    vfs.mount(vfs.VfsLfs2(flash, readsize=32, progsize=32, lookahead=32), PLACE)
    return PLACE


def let_go():
    """Forget a dead machine's file system."""
    try:
        vfs.umount(PLACE)
    except BaseException:  # it may not be mounted, or its flash may be dead
        pass
    gc.collect()
