"""Power goes at every flash operation, torn in three ways, and again while that is mended.

Prints one line: cuts, and erases and bytes programmed a record. Fails with the first record that
is lost, doubled, wrong, or brought back to life.
"""

import sys

sys.path.insert(0, sys.argv[1])
sys.path.insert(1, __file__.rpartition("/")[0])

from charge_point.blocks import ring_care  # noqa: E402 - after the path is set
from charge_point.journal import RingJournal  # noqa: E402 - after the path is set
from journal_model import Model, work  # noqa: E402 - after the path is set
from sim.cutting import HALF, NOTHING, SOME, CuttingFlash, PowerCut  # noqa: E402

BLOCKS = 6
ROUNDS = int(sys.argv[2])
STEP = int(sys.argv[3])


def mounted(flash):
    return RingJournal(flash, lambda name: getattr(ring_care, name))


def life(flash, model, first):
    """Turns until power goes or all are done; the turn that it came to."""
    turn = first
    try:
        journal = mounted(flash)
        model.check(journal)
        while turn < ROUNDS:
            work(journal, model, turn)
            turn += 1
        return turn, False
    except PowerCut:
        return turn, True


whole = CuttingFlash(BLOCKS)
life(whole, Model(), 0)
cuts = 0
for mode in (NOTHING, HALF, SOME):
    for at in range(1, whole.operations, STEP):
        flash, model = CuttingFlash(BLOCKS, cut_at=at, mode=mode), Model()
        turn, cut = life(flash, model, 0)
        assert cut
        cuts += 1
        # A second cut, a few operations into what follows: mending must bear it as well.
        again = CuttingFlash(BLOCKS, flash.content, cut_at=1 + at % 7, mode=(mode + at) % 3)
        turn, cut = life(again, model, turn)
        cuts += cut
        last = CuttingFlash(BLOCKS, again.content)
        if cut:
            turn, _ = life(last, model, turn)
        model.check(mounted(last))
print(cuts)
