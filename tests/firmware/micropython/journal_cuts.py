"""Power goes at every flash operation, torn in three ways, and again while that is mended.

Prints one line: cuts, and erases and bytes programmed a record. Fails with the first record that
is lost, doubled, wrong, or brought back to life.
"""

import sys

sys.path.insert(0, sys.argv[1])

from charge_point.blocks import ring_care  # noqa: E402
from charge_point.journal import RingJournal  # noqa: E402
from charge_point.records import CHECK, START, STOP, VALUES  # noqa: E402
from sim.cutting import HALF, NOTHING, SOME, CuttingFlash, PowerCut  # noqa: E402

BLOCKS = 6
ROUNDS = int(sys.argv[2])
STEP = int(sys.argv[3])


def mounted(flash):
    return RingJournal(flash, lambda name: getattr(ring_care, name))


class Model:
    """What must be in the journal: records whose `put` or `done` has returned, and the open one."""

    def __init__(self):
        self.live = {}
        self.doubtful = None  # (number or None, kind, payload): the operation that was cut

    def check(self, journal):
        found = {n: journal.read(n) for n in journal.live(START, STOP, CHECK, VALUES)}
        for number in list(found):
            if number in self.live:
                assert found[number] == self.live[number], ("wrong", number)
            else:
                assert self.doubtful and self.doubtful[1:] == found[number], ("risen", number)
        for number in self.live:
            if number not in found:
                assert self.doubtful and self.doubtful[0] == number, ("lost", number)
        self.live = found
        self.doubtful = None


def work(journal, model, turn):
    """What a transaction does to the journal; some stay for a long time."""

    def put(kind, payload):
        model.doubtful = (None, kind, payload)
        number = journal.put(kind, payload)
        model.live[number] = (kind, payload)
        model.doubtful = None
        return number

    def done(number):
        if number in model.live:
            model.doubtful = (number,) + model.live[number]
            journal.done(number)
            del model.live[number]
            model.doubtful = None

    start = put(START, b"start %d" % turn)
    check = put(CHECK, b"check %d" % turn)
    for step in range(4):
        values = put(VALUES, b"values %d %d" % (turn, step))
        done(check)
        check = put(CHECK, b"check %d %d" % (turn, step))
        done(values)
    stop = put(STOP, b"stop %d" % turn)
    done(check)
    if turn % 5:
        done(start)
        done(stop)
    if turn >= 15:
        for number in sorted(model.live)[:2]:
            done(number)


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
