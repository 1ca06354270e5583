"""The journal as files on littlefs: power goes at operations of the flash beneath, torn in three
ways, and again soon after.

file_journal_cuts.py FIRMWARE ROUNDS STEP; prints cuts, flash operations and erases of a whole run
"""

import sys

sys.path.insert(0, sys.argv[1])
sys.path.insert(1, __file__.rpartition("/")[0])

import lfs  # noqa: E402 - after the path is set
from charge_point.blocks import ring_care  # noqa: E402 - after the path is set
from charge_point.journal import RingJournal  # noqa: E402 - after the path is set
from hal.file_ring import FileRing  # noqa: E402 - after the path is set
from journal_model import Model, work  # noqa: E402 - after the path is set
from sim.cutting import HALF, NOTHING, SOME, PowerCut  # noqa: E402 - after the path is set

FLASH, BLOCKS = 40, 6
ROUNDS, STEP = int(sys.argv[2]), int(sys.argv[3])


def mounted(flash):
    ring = FileRing(lfs.mounted(flash) + "/journal", blocks=BLOCKS)
    return RingJournal(ring, lambda name: getattr(ring_care, name))


def life(flash, model, turn):
    """Turns until power goes or all are done; the turn that it came to."""
    try:
        journal = mounted(flash)
        model.check(journal)
        while turn < ROUNDS:
            work(journal, model, turn)
            turn += 1
        return turn, False
    except PowerCut:
        return turn, True


blank = bytes(lfs.formatted(lfs.Flash(FLASH)).content)
whole = lfs.Flash(FLASH, bytearray(blank))
life(whole, Model(), 0)
cuts = 0
for mode in (NOTHING, HALF, SOME):
    for at in range(1 + mode, whole.operations, STEP):
        flash, model = lfs.Flash(FLASH, bytearray(blank), cut_at=at, mode=mode), Model()
        turn, cut = life(flash, model, 0)
        assert cut, at
        cuts += 1
        again = lfs.Flash(FLASH, flash.content, cut_at=1 + at % 97, mode=(mode + at) % 3)
        turn, cut = life(again, model, turn)
        cuts += cut
        last = lfs.Flash(FLASH, again.content)
        if cut:
            turn, _ = life(last, model, turn)
        model.check(mounted(last))
print(cuts, whole.operations, whole.erases)
